#include <algorithm>

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
  const std::uint64_t votes = arguments.size() > 3 ? arguments[3].number : 1;
  return stage.enrol(kStanding, arguments[0].word, arguments[1].word, arguments[2].text,
                     static_cast<std::uint32_t>(std::min<std::uint64_t>(votes, UINT32_MAX)));
}

Complaint members_from(Stage& stage, const Arguments& arguments) {
  return stage.enrol_from(arguments[0].word);
}

Complaint present(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names,
                    [&](const std::string& name) { return stage.arrive(name); });
}

std::vector<std::string> who_is_away(const Stage& stage) {
  std::vector<std::string> away;
  for (const std::string& name : stage.names())
    if (!is_present(stage.meeting().delegations.at(*stage.delegation(name)))) away.push_back(name);
  return away;
}

Complaint present_count(Stage& stage, const Arguments& arguments) {
  std::vector<std::string> away = who_is_away(stage);
  if (arguments[0].number > away.size())
    return "only " + std::to_string(away.size()) + " are not here yet";
  away.resize(arguments[0].number);
  return stage.each(away, [&](const std::string& name) { return stage.arrive(name); });
}

Complaint everybody(Stage& stage, const Arguments&) {
  return stage.each(who_is_away(stage),
                    [&](const std::string& name) { return stage.arrive(name); });
}

template <Position kPosition>
Complaint send(Stage& stage, const Arguments& arguments) {
  const Result<DelegationId, std::string> id = stage.delegation(arguments[1].word);
  if (!id) return id.error();
  return stage.send(arguments[0].word, *id, arguments[2].word, kPosition);
}

Complaint remove_delegate(Stage& stage, const Arguments& arguments) {
  const std::string& name = arguments[0].word;
  const Result<DelegationId, std::string> id = stage.delegation(name);
  if (!id) return id.error();
  return stage.perform(RemoveDelegate{*id, stage.actor(name)->person}, Stage::secretary());
}

Complaint seat(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) -> Complaint {
    const Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    return stage.perform(SeatProvisionally{*id}, Stage::chair());
  });
}

template <bool kAccepted>
Complaint report_credentials(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) -> Complaint {
    const Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    return stage.perform(ReportCredential{*id, kAccepted}, Stage::secretary());
  });
}

Complaint give_proxy(Stage& stage, const Arguments& arguments) {
  const Result<DelegationId, std::string> to = stage.delegation(arguments[1].word);
  if (!to) return to.error();
  return stage.perform_as(arguments[0].word, GiveProxy{*to});
}

Complaint withdraw_proxy(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, WithdrawProxy{});
}

Complaint wait(Stage& stage, const Arguments& arguments) {
  return stage.advance_to(stage.now() + arguments[0].duration);
}

Complaint wait_until(Stage& stage, const Arguments& arguments) {
  return stage.advance_to_time(arguments[0].time_of_day);
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

constexpr Phrase kBodyPhrases[] = {
    {"rules <name>", &rules, "the profile, rules/<name>.toml; first of all"},
    {"body <text>", &body, "what meets: an assembly"},
    {"committee <text>", &committee, "what meets: a standing committee"},
    {"session <text>", &session, "what the session is called"},
    {"series <name> <number>", &series, "the series that it is of, and its number there"},
    {"starts <date> <time>", &starts, "when the scenario begins"},
    {"time zone <name>", &time_zone, "of the venue, such as Asia/Ho_Chi_Minh; times are there"},
    {"seed <number>", &seed, "what lots are drawn from; the same seed draws the same"},
    {"set <name> <name>", &set, "a setting of this session: set rounds.first 4:00"},
    {"set <name> <name> by the last decision", &set_by_decision,
     "as the meeting has decided, which must have opened"},
    {"wait <duration>", &wait, "so much time passes"},
    {"wait until <time>", &wait_until, "time passes until then, today"},
    {"on <date> at <time>", &on_day, "time passes until then"},
};

constexpr Phrase kCastPhrases[] = {
    {"chair <text>", &chair, "who presides"},
    {"secretary <text>", &secretary, "who is the secretary"},
    {"member <name> <name> <text>", &enrol<Standing::kMember>,
     "a delegation: its name here, its country or -, its name"},
    {"member <name> <name> <text> with <number> vote|votes", &enrol<Standing::kMember>,
     "where votes are weighted"},
    {"observer <name> <name> <text>", &enrol<Standing::kObserver>, "a delegation that has no vote"},
    {"guest <name> <name> <text>", &enrol<Standing::kGuest>, "who is invited to speak"},
    {"members from <name>", &members_from,
     "a file beside the scenario: name,country,English,Vietnamese"},
    {"deputy <name> of <name> <text>", &send<Position::kDeputy>,
     "somebody of a delegation, who then acts by this name"},
    {"delegate <name> of <name> <text>", &send<Position::kMember>, "the same, a member of it"},
    {"alternate <name> of <name> <text>", &send<Position::kAlternate>, "the same, an alternate"},
    {"adviser <name> of <name> <text>", &send<Position::kAdviser>, "the same, an adviser"},
    {"present <names>", &present, "they are in the room"},
    {"<number> more is|are present", &present_count, "the next so many, as they were named"},
    {"everybody is present", &everybody, "all delegations, by their heads"},
    {"secretary removes <name> from its delegation", &remove_delegate,
     "somebody leaves it for good"},
    {"secretary appoints <text> as chair", &chair, "besides or after another"},
    {"secretary appoints <text> as co-chair", &appoint<Office::kCoChair>, ""},
    {"secretary appoints <text> as vice-chair", &appoint<Office::kViceChair>, ""},
    {"secretary appoints <text> as rapporteur", &appoint<Office::kRapporteur>, ""},
    {"secretary removes <text> from the bureau", &remove_officer, "who is an officer no longer"},
    {"secretary renames <name> <text>", &rename, "a delegation, for good"},
    {"secretary names the head of <name> <text> with the title <text>", &revise_head, ""},
    {"chair seats <names> provisionally", &seat, "until the committee on credentials reports"},
    {"secretary reports that the credentials of <names> are accepted", &report_credentials<true>,
     "so has the committee decided"},
    {"secretary reports that the credentials of <names> are refused", &report_credentials<false>,
     "so has the committee decided"},
    {"<name> gives its proxy to <name>", &give_proxy, "who then may vote for it"},
    {"<name> withdraws its proxy", &withdraw_proxy, ""},
};

constexpr Phrase kAgendaPhrases[] = {
    {"item <text>", &item, "the next item of the agenda"},
    {"item <name> <text>", &numbered_item, "with its printed number: item 4(b) \"...\""},
    {"item under <name> <text>", &sub_item, "a part of an item"},
    {"secretary moves item <name> to place <number>", &move_item,
     "counted from 1; its printed number stays"},
    {"secretary removes item <name>", &remove_item, ""},
    {"document <name> on item <name> <text>", &document, "its symbol and its title"},
};

constexpr Chapter kSettingChapters[] = {
    {"The body, the rules, the calendar", kBodyPhrases},
    {"Delegations and officers", kCastPhrases},
    {"The agenda", kAgendaPhrases},
};

}  // namespace

std::span<const Chapter> setting_chapters() {
  return kSettingChapters;
}

}  // namespace hemicycle::rehearsal
