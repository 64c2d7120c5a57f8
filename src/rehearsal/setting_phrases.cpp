#include "rehearsal/phrases.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

Complaint rules(Stage& stage, const Arguments& arguments) {
  return stage.load_rules(arguments[0].word);
}

Complaint body(Stage& stage, const Arguments& arguments) {
  stage.session.body.names = arguments[0].text;
  stage.session.body.working_languages = {"en", "vi"};
  return std::nullopt;
}

Complaint committee(Stage& stage, const Arguments& arguments) {
  stage.session.body.kind = BodyKind::kStandingCommittee;
  return body(stage, arguments);
}

Complaint session(Stage& stage, const Arguments& arguments) {
  stage.session.entry.titles = arguments[0].text;
  return std::nullopt;
}

Complaint series(Stage& stage, const Arguments& arguments) {
  stage.session.entry.series = arguments[0].word;
  stage.session.entry.number = static_cast<std::uint32_t>(arguments[1].number);
  return std::nullopt;
}

Complaint starts(Stage& stage, const Arguments& arguments) {
  if (stage.is_open()) return "the session has begun already";
  stage.set_start(WallTime(arguments[0].date) + arguments[1].time_of_day);
  return std::nullopt;
}

Complaint seed(Stage& stage, const Arguments& arguments) {
  stage.seed = arguments[0].number;
  return std::nullopt;
}

Complaint chair(Stage& stage, const Arguments& arguments) {
  stage.appoint(Office::kChair, arguments[0].word);
  return std::nullopt;
}

Complaint secretary(Stage& stage, const Arguments& arguments) {
  stage.appoint(Office::kSecretary, arguments[0].word);
  return std::nullopt;
}

Complaint set(Stage& stage, const Arguments& arguments) {
  return stage.perform(OverrideRule{{arguments[0].word, arguments[1].word}}, Stage::secretary());
}

template <Standing kStanding>
Complaint enrol(Stage& stage, const Arguments& arguments) {
  return stage.enrol(kStanding, arguments[0].word, arguments[1].word, arguments[2].text);
}

Complaint members_from(Stage& stage, const Arguments& arguments) {
  return stage.enrol_from(arguments[0].word);
}

Complaint present(Stage& stage, const Arguments& arguments) {
  for (const std::string& name : arguments[0].names)
    if (Complaint complaint = stage.arrive(name)) return complaint;
  return std::nullopt;
}

Complaint present_count(Stage& stage, const Arguments& arguments) {
  std::uint64_t left = arguments[0].number;
  for (const std::string& name : stage.names()) {
    if (left == 0) return std::nullopt;
    if (is_present(stage.meeting().delegations.at(*stage.delegation(name)))) continue;
    if (Complaint complaint = stage.arrive(name)) return complaint;
    --left;
  }
  return left == 0 ? Complaint() : "there are not so many who are not here yet";
}

Complaint everybody(Stage& stage, const Arguments&) {
  for (const std::string& name : stage.names())
    if (!is_present(stage.meeting().delegations.at(*stage.delegation(name))))
      if (Complaint complaint = stage.arrive(name)) return complaint;
  return std::nullopt;
}

Complaint wait(Stage& stage, const Arguments& arguments) {
  return stage.advance_to(stage.now() + arguments[0].duration);
}

Complaint wait_until(Stage& stage, const Arguments& arguments) {
  return stage.advance_to(stage.next(arguments[0].time_of_day));
}

Complaint on_day(Stage& stage, const Arguments& arguments) {
  return stage.advance_to(WallTime(arguments[0].date) + arguments[1].time_of_day);
}

Complaint item(Stage& stage, const Arguments& arguments) {
  return stage.perform(AddItem{arguments[0].text, {}}, Stage::secretary());
}

Complaint document(Stage& stage, const Arguments& arguments) {
  AddDocument document;
  document.item = ItemId(static_cast<std::uint32_t>(arguments[1].number));
  document.symbol = arguments[0].word;
  if (Complaint complaint = stage.perform(document, Stage::secretary())) return complaint;
  const auto id = static_cast<std::uint32_t>(stage.meeting().agenda.documents.size());
  for (const Translation& title : arguments[2].text) {
    AddDocumentVersion version;
    version.document = DocumentId(id);
    version.language = title.language;
    version.title = title.text;
    if (Complaint complaint = stage.perform(version, Stage::secretary())) return complaint;
  }
  return std::nullopt;
}

constexpr Phrase kSettingPhrases[] = {
    {"rules <name>", &rules},
    {"body <text>", &body},
    {"committee <text>", &committee},
    {"session <text>", &session},
    {"series <text> <number>", &series},
    {"starts <date> <time>", &starts},
    {"seed <number>", &seed},
    {"chair <text>", &chair},
    {"secretary <text>", &secretary},
    {"set <name> <name>", &set},
    {"member <name> <name> <text>", &enrol<Standing::kMember>},
    {"observer <name> <name> <text>", &enrol<Standing::kObserver>},
    {"guest <name> <name> <text>", &enrol<Standing::kGuest>},
    {"members from <name>", &members_from},
    {"present <names>", &present},
    {"<number> more are present", &present_count},
    {"everybody is present", &everybody},
    {"wait <duration>", &wait},
    {"wait until <time>", &wait_until},
    {"on <date> at <time>", &on_day},
    {"item <text>", &item},
    {"document <name> on item <number> <text>", &document},
};

}  // namespace

std::span<const Phrase> setting_phrases() {
  return kSettingPhrases;
}

}  // namespace hemicycle::rehearsal
