#include "rehearsal/scenario.h"

#include "base/clock_text.h"
#include "base/text.h"
#include "rehearsal/words.h"

namespace hemicycle::rehearsal {
namespace {

constexpr std::size_t kLineBytesMax = 4096;

ScenarioError no_phrase(std::uint32_t line, std::span<const Word> words,
                        std::span<const std::string_view> patterns) {
  std::string sentence = "no phrase reads '" + joined(words) + "'";
  const std::vector<std::string_view> alike = most_alike(words, patterns);
  for (std::size_t i = 0; i < alike.size(); ++i) {
    sentence += i == 0 ? "; did you mean '" : i + 1 == alike.size() ? " or '" : ", '";
    sentence += std::string(alike[i]) + "'";
  }
  if (alike.empty()) return {line, sentence};
  sentence += "?";
  const std::string wrong = read_against(alike.front(), words).wrong;
  return {line, wrong.empty() ? sentence : sentence + " " + wrong};
}

Result<Step, ScenarioError> parse_step(std::uint32_t line, std::vector<Word> words,
                                       std::span<const std::string_view> patterns) {
  Step step;
  step.line = line;
  std::span<const Word> rest = words;
  if (!rest.front().quoted) step.at = parse_time_of_day(rest.front().text);
  if (step.at) rest = rest.subspan(1);
  if (rest.empty()) return unexpected(ScenarioError{line, "what happens at this time?"});
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    LineReading reading = read_against(patterns[i], rest);
    if (!reading.whole) continue;
    step.pattern = i;
    step.arguments = std::move(reading.arguments);
    step.words = joined(rest);
    return step;
  }
  return unexpected(no_phrase(line, rest, patterns));
}

}  // namespace

Result<std::vector<Step>, ScenarioError> parse_scenario(
    std::string_view text, std::span<const std::string_view> patterns) {
  std::vector<Step> steps;
  std::uint32_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (content.size() > kLineBytesMax)
      return unexpected(ScenarioError{line, "this line is too long"});
    if (!is_utf8(content)) return unexpected(ScenarioError{line, "this line is not in UTF-8"});
    Result<std::vector<Word>, std::string> words = split_words(content);
    if (!words) return unexpected(ScenarioError{line, words.error()});
    if (words->empty()) continue;
    Result<Step, ScenarioError> step = parse_step(line, std::move(*words), patterns);
    if (!step) return unexpected(step.error());
    steps.push_back(std::move(*step));
  }
  return steps;
}

}  // namespace hemicycle::rehearsal
