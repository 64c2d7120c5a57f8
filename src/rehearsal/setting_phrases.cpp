#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

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
  stage.set_start(stage.zone().utc(WallTime(arguments[0].date) + arguments[1].time_of_day));
  return std::nullopt;
}

Complaint time_zone(Stage& stage, const Arguments& arguments) {
  return stage.set_zone(arguments[0].word);
}

Complaint seed(Stage& stage, const Arguments& arguments) {
  stage.seed = arguments[0].number;
  return std::nullopt;
}

Complaint chair(Stage& stage, const Arguments& arguments) {
  return stage.appoint(Office::kChair, arguments[0].word);
}

Complaint secretary(Stage& stage, const Arguments& arguments) {
  return stage.appoint(Office::kSecretary, arguments[0].word);
}

template <Office kOffice>
Complaint appoint(Stage& stage, const Arguments& arguments) {
  return stage.appoint(kOffice, arguments[0].word);
}

Complaint remove_officer(Stage& stage, const Arguments& arguments) {
  const std::optional<Officer> officer = stage.officer(arguments[0].word);
  if (!officer) return "there is no officer of this name";
  return stage.perform(RemoveOfficer{officer->person, officer->office}, Stage::secretary());
}

Complaint rename(Stage& stage, const Arguments& arguments) {
  const Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  return stage.perform(
      RenameOrganisation{stage.meeting().delegations.at(*id).organisation, arguments[1].text},
      Stage::secretary());
}

// Its head, by another name and title.
Complaint revise_head(Stage& stage, const Arguments& arguments) {
  const Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  return stage.perform(ReviseDelegate{*id, stage.actor(*id).person, arguments[1].word,
                                      arguments[2].word, Position::kHead},
                       Stage::secretary());
}

template <Visibility kVisibility>
Complaint doors(Stage& stage, const Arguments&) {
  return stage.perform(ChangeVisibility{kVisibility}, Stage::chair());
}

Complaint set(Stage& stage, const Arguments& arguments) {
  return stage.perform(OverrideRule{{arguments[0].word, arguments[1].word}, std::nullopt},
                       Stage::secretary());
}

// Resting on the last decision of the meeting.
Complaint set_by_decision(Stage& stage, const Arguments& arguments) {
  const DecisionId last(static_cast<std::uint32_t>(stage.meeting().decisions.size()));
  return stage.perform(OverrideRule{{arguments[0].word, arguments[1].word}, last},
                       Stage::secretary());
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
  return stage.advance_to(stage.zone().utc(WallTime(arguments[0].date) + arguments[1].time_of_day));
}

Complaint item(Stage& stage, const Arguments& arguments) {
  return stage.perform(AddItem{arguments[0].text, {}}, Stage::secretary());
}

Complaint numbered_item(Stage& stage, const Arguments& arguments) {
  return stage.perform(AddItem{arguments[1].text, {}, std::nullopt, arguments[0].word},
                       Stage::secretary());
}

Complaint sub_item(Stage& stage, const Arguments& arguments) {
  const Result<ItemId, std::string> above = item_named(stage, arguments[0].word);
  if (!above) return above.error();
  return stage.perform(AddItem{arguments[1].text, {}, *above, std::nullopt}, Stage::secretary());
}

Complaint move_item(Stage& stage, const Arguments& arguments) {
  const Result<ItemId, std::string> moved = item_named(stage, arguments[0].word);
  if (!moved) return moved.error();
  if (arguments[1].number == 0) return "places are counted from 1";
  return stage.perform(MoveItem{*moved, static_cast<std::uint32_t>(arguments[1].number - 1)},
                       Stage::secretary());
}

Complaint remove_item(Stage& stage, const Arguments& arguments) {
  const Result<ItemId, std::string> removed = item_named(stage, arguments[0].word);
  if (!removed) return removed.error();
  return stage.perform(RemoveItem{*removed}, Stage::secretary());
}

Complaint document(Stage& stage, const Arguments& arguments) {
  AddDocument document;
  const Result<ItemId, std::string> on = item_named(stage, arguments[1].word);
  if (!on) return on.error();
  document.item = *on;
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
    {"time zone <name>", &time_zone},
    {"seed <number>", &seed},
    {"chair <text>", &chair},
    {"secretary <text>", &secretary},
    {"set <name> <name>", &set},
    {"set <name> <name> by the last decision", &set_by_decision},
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
    {"secretary appoints <text> as co-chair", &appoint<Office::kCoChair>},
    {"secretary appoints <text> as vice-chair", &appoint<Office::kViceChair>},
    {"secretary appoints <text> as rapporteur", &appoint<Office::kRapporteur>},
    {"secretary appoints <text> as chair", &chair},
    {"secretary removes <text> from the bureau", &remove_officer},
    {"secretary renames <name> <text>", &rename},
    {"secretary names the head of <name> <text> with the title <text>", &revise_head},
    {"chair closes the sitting to the public", &doors<Visibility::kClosed>},
    {"chair opens the sitting to the public", &doors<Visibility::kPublic>},
    {"item <text>", &item},
    {"item <name> <text>", &numbered_item},
    {"item under <name> <text>", &sub_item},
    {"secretary moves item <name> to place <number>", &move_item},
    {"secretary removes item <name>", &remove_item},
    {"document <name> on item <name> <text>", &document},
};

}  // namespace

std::span<const Phrase> setting_phrases() {
  return kSettingPhrases;
}

}  // namespace hemicycle::rehearsal
