#include "meeting/refusal.h"

#include "meeting/refusal_table.h"

namespace hemicycle::meeting {
namespace {

void replace(std::string& text, std::string_view mark, std::string_view by) {
  const std::size_t place = text.find(mark);
  if (place != std::string::npos) text.replace(place, mark.size(), by);
}

}  // namespace

std::string sentence(const Refusal& refusal, std::string_view language) {
  const RefusalRow& row = refusal_row(refusal.code);
  const bool vietnamese = language == "vi";
  std::string text(vietnamese ? row.vietnamese : row.english);
  const std::string rule =
      refusal.rule.empty() ? "" : (vietnamese ? " (điều " : " (rule ") + refusal.rule + ")";
  replace(text, "{rule}", rule);
  replace(text, "{}", refusal.detail);
  return text;
}

std::string_view name_of(RefusalCode code) {
  return refusal_row(code).name;
}

std::optional<RefusalCode> refusal_named(std::string_view name) {
  for (std::size_t i = 0; i < kRefusalCodes; ++i)
    if (const auto code = static_cast<RefusalCode>(i); name_of(code) == name) return code;
  return std::nullopt;
}

tl::unexpected<Refusal> refuse(const Meeting& meeting, RefusalCode code, std::string detail) {
  return refuse_by(meeting, code, refusal_row(code).topic, std::move(detail));
}

tl::unexpected<Refusal> refuse_by(const Meeting& meeting, RefusalCode code, RuleTopic topic,
                                  std::string detail) {
  const RuleText* text = rule_text(meeting, topic);
  return unexpected(
      Refusal{code, topic, text == nullptr ? std::string() : text->number, std::move(detail)});
}

}  // namespace hemicycle::meeting
