#include <algorithm>
#include <cctype>

#include "base/time_zone.h"
#include "base/unicode.h"
#include "meeting/command_texts.h"
#include "meeting/handlers.h"
#include "meeting/rules/rules_file.h"
#include "meeting/rules/settings.h"

namespace hemicycle::meeting {
namespace {

// Representatives and alternates have a limit of their own; advisers have none.
enum class Place { kRepresentative, kAlternate, kAdviser };
Place place_of(Position position) {
  if (position == Position::kAlternate) return Place::kAlternate;
  return position == Position::kAdviser ? Place::kAdviser : Place::kRepresentative;
}

Objection delegation_is_full(const Asked& asked, const Delegation& delegation, Position position) {
  const CredentialRules& rules = asked.meeting.rules.credentials;
  const Place place = place_of(position);
  if (place == Place::kAdviser) return std::nullopt;
  const bool alternate = place == Place::kAlternate;
  const std::uint32_t most = alternate ? rules.alternates_max : rules.representatives_max;
  const auto count =
      std::count_if(delegation.people.begin(), delegation.people.end(),
                    [&](const Delegate& person) { return place_of(person.position) == place; });
  if (most == 0 || count < most) return std::nullopt;
  return asked.refuse(
      alternate ? RefusalCode::kTooManyAlternates : RefusalCode::kTooManyRepresentatives,
      std::to_string(most));
}

// Who has no name is shown by the title, or by the position in the delegation.
Objection person_is_unnamed(const Asked& asked, const std::string& name, const std::string& title) {
  for (const std::string& each : {name, title})
    if (!each.empty())
      if (Objection no = name_is_refused(asked, each)) return no;
  return std::nullopt;
}

const Officer* find_officer(const Meeting& meeting, PersonId person, Office office) {
  for (const Officer& officer : meeting.bureau)
    if (officer.person == person && officer.office == office) return &officer;
  return nullptr;
}

// No two organisations have names that a reader cannot tell apart.
Objection name_is_taken(const Asked& asked, const Text& names, std::optional<OrganisationId> but) {
  for (const Organisation& other : asked.meeting.organisations) {
    if (other.id == but) continue;
    for (const Translation& name : names)
      for (const Translation& known : other.names)
        if (name.language == known.language && appearance(name.text) == appearance(known.text))
          return asked.refuse(RefusalCode::kNameTaken, known.text);
  }
  return std::nullopt;
}

// Something has been put before the meeting, or somebody has spoken.
bool business_has_begun(const Meeting& meeting) {
  return meeting.session.meetings_held > 0 &&
         (meeting.proposals.size() > 0 || meeting.motions.size() > 0 ||
          meeting.elections.size() > 0 || meeting.speeches.size() > 0);
}

// From its first business on only the meeting changes its rules: by adopting a text that says so.
Objection not_decided_by_the_meeting(const Asked& asked, std::optional<DecisionId> id) {
  if (!business_has_begun(asked.meeting) && !id) return std::nullopt;
  const Decision* decision = id ? asked.meeting.decisions.find(*id) : nullptr;
  if (decision == nullptr) return asked.refuse(RefusalCode::kNeedsDecision);
  const bool by_text = decision->subject.kind == SubjectKind::kProposal;
  if (!by_text || decision->outcome != VotingState::kAdopted)
    return asked.refuse(RefusalCode::kNeedsDecision);
  return std::nullopt;
}

// A tag of BCP 47, as far as its letters go.
bool is_language_tag(std::string_view tag) {
  constexpr std::size_t kLongest = 35;  // RFC 5646, section 4.4.1
  return !tag.empty() && tag.size() <= kLongest &&
         std::all_of(tag.begin(), tag.end(), [](char letter) {
           return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-';
         });
}

bool has_language_tags(const Text& text) {
  return std::all_of(text.begin(), text.end(),
                     [](const Translation& each) { return is_language_tag(each.language); });
}

// What is the calendar's, and the body's.
Objection entry_is_malformed(const Asked& asked, const CreateSession& command) {
  const SessionEntry& entry = command.entry;
  const std::vector<std::string>& languages = command.body.working_languages;
  const auto malformed = [&](const char* what) {
    return asked.refuse(RefusalCode::kMalformed, what);
  };
  if (!TimeZone::named(entry.time_zone)) return malformed("time_zone");
  if (entry.ends_at && *entry.ends_at < entry.starts_at) return malformed("ends_at");
  if (!has_language_tags(entry.titles)) return malformed("titles");
  if (!has_language_tags(command.body.names)) return malformed("names");
  if (!std::all_of(languages.begin(), languages.end(), is_language_tag))
    return malformed("working_languages");
  return std::nullopt;
}

// The first officers, whom nobody appoints.
Objection officers_are_refused(const Asked& asked, const std::vector<Officer>& officers) {
  const auto serves = [](const Officer& officer) { return officer.office == Office::kSecretary; };
  if (std::none_of(officers.begin(), officers.end(), serves))
    return asked.refuse(RefusalCode::kMalformed, "officers");
  for (std::size_t i = 0; i < officers.size(); ++i) {
    if (!officers[i].name.empty())  // who has none is called by the office
      if (Objection no = name_is_refused(asked, officers[i].name)) return no;
    for (std::size_t j = 0; j < i; ++j)
      if (officers[i].person == officers[j].person && officers[i].office == officers[j].office)
        return asked.refuse(RefusalCode::kAlreadyRegistered);
  }
  return std::nullopt;
}

}  // namespace

Outcome decide_one(const Asked& asked, const CreateSession& command) {
  if (Objection no = name_is_refused(asked, command.profile)) return *no;
  if (Objection no = entry_is_malformed(asked, command)) return *no;
  if (const auto rules = rules_of(command.settings); !rules)
    return asked.refuse(RefusalCode::kUnknownSetting, rules.error().sentence);
  if (Objection no = officers_are_refused(asked, command.officers)) return *no;
  Events list;
  list.emplace_back(SessionCreated{command.body, command.entry, command.profile, command.settings,
                                   command.rules});
  for (const Officer& officer : command.officers) list.emplace_back(OfficerAppointed{officer});
  return list;
}

void apply_one(Meeting& meeting, const SessionCreated& event, WallTime at) {
  meeting.body = event.body;
  meeting.session.entry = event.entry;
  note_visibility(meeting.session, event.entry.visibility, at);
  meeting.profile = {event.profile, event.settings, event.rules};
  derive_rules(meeting);
}

// The rules of a vote are those under which it was opened.
Outcome decide_one(const Asked& asked, const OverrideRule& command) {
  const bool on_silence = command.setting.key.starts_with("silence.");
  if (asked.meeting.open_voting || (on_silence && !asked.meeting.silent_votings.empty()))
    return asked.refuse(RefusalCode::kVotingUnderWay);
  const SettingRow* row = find_setting(command.setting.key);
  if (row != nullptr && !is_written_as_now(*row, command.setting.value))
    return asked.refuse(RefusalCode::kUnknownSetting,
                        command.setting.key + " is " + std::string(row->kind));
  std::vector<Setting> settings = asked.meeting.profile.settings;
  settings.push_back(command.setting);
  if (const auto rules = rules_of(settings); !rules)
    return asked.refuse(RefusalCode::kUnknownSetting, rules.error().sentence);
  if (Objection no = not_decided_by_the_meeting(asked, command.decision)) return *no;
  return events(RuleOverridden{command.setting, command.decision});
}

void apply_one(Meeting& meeting, const RuleOverridden& event, WallTime) {
  std::vector<Setting>& settings = meeting.profile.settings;
  std::erase_if(settings, [&](const Setting& old) { return old.key == event.setting.key; });
  settings.push_back(event.setting);
  derive_rules(meeting);
}

Outcome decide_one(const Asked& asked, const AppointOfficer& command) {
  if (Objection no = name_is_refused(asked, command.officer.name)) return *no;
  if (find_officer(asked.meeting, command.officer.person, command.officer.office) != nullptr)
    return asked.refuse(RefusalCode::kAlreadyRegistered);
  return events(OfficerAppointed{command.officer});
}

void apply_one(Meeting& meeting, const OfficerAppointed& event, WallTime) {
  meeting.bureau.push_back(event.officer);
}

Outcome decide_one(const Asked& asked, const RemoveOfficer& command) {
  if (find_officer(asked.meeting, command.person, command.office) == nullptr)
    return asked.refuse(RefusalCode::kNotFound);
  return events(OfficerRemoved{command.person, command.office});
}

void apply_one(Meeting& meeting, const OfficerRemoved& event, WallTime) {
  std::erase_if(meeting.bureau, [&](const Officer& officer) {
    return officer.person == event.person && officer.office == event.office;
  });
}

Outcome decide_one(const Asked& asked, const RegisterOrganisation& command) {
  constexpr std::uint32_t kVotesMax = 100'000;  // the sum over all members stays in its type
  if (Objection no = name_is_refused(asked, command.names)) return *no;
  if (Objection no = name_is_taken(asked, command.names, std::nullopt)) return *no;
  if (command.votes == 0 || command.votes > kVotesMax)
    return asked.refuse(RefusalCode::kMalformed, "votes");
  return events(OrganisationRegistered{asked.meeting.organisations.next_id(), command.names,
                                       command.country, command.region, command.standing,
                                       command.votes});
}

void apply_one(Meeting& meeting, const OrganisationRegistered& event, WallTime) {
  meeting.organisations.rows.push_back(
      {event.organisation, event.names, event.country, event.region, event.standing, event.votes});
  if (event.standing == Standing::kMember) ++meeting.members;
}

Outcome decide_one(const Asked& asked, const RenameOrganisation& command) {
  if (asked.meeting.organisations.find(command.organisation) == nullptr)
    return asked.refuse(RefusalCode::kNotFound);
  if (Objection no = name_is_refused(asked, command.names)) return *no;
  if (Objection no = name_is_taken(asked, command.names, command.organisation)) return *no;
  return events(OrganisationRenamed{command.organisation, command.names});
}

void apply_one(Meeting& meeting, const OrganisationRenamed& event, WallTime) {
  meeting.organisations.at(event.organisation).names = event.names;
}

Outcome decide_one(const Asked& asked, const RegisterDelegation& command) {
  const Meeting& meeting = asked.meeting;
  if (meeting.organisations.find(command.organisation) == nullptr)
    return asked.refuse(RefusalCode::kNotFound);
  for (const Delegation& delegation : meeting.delegations)
    if (delegation.organisation == command.organisation)
      return asked.refuse(RefusalCode::kAlreadyRegistered);
  return events(DelegationRegistered{meeting.delegations.next_id(), command.organisation});
}

void apply_one(Meeting& meeting, const DelegationRegistered& event, WallTime) {
  Delegation delegation;
  delegation.id = event.delegation;
  delegation.organisation = event.organisation;
  delegation.standing = meeting.organisations.at(event.organisation).standing;
  meeting.delegations.rows.push_back(std::move(delegation));
}

Outcome decide_one(const Asked& asked, const RegisterDelegate& command) {
  const Delegation* delegation = asked.meeting.delegations.find(command.delegation);
  if (delegation == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (delegation_of(asked.meeting.sent, command.person))
    return asked.refuse(RefusalCode::kAlreadyRegistered);
  if (Objection no = delegation_is_full(asked, *delegation, command.position)) return *no;
  if (Objection no = person_is_unnamed(asked, command.name, command.title)) return *no;
  return events(DelegateRegistered{command.delegation, command.person, command.name, command.title,
                                   command.position});
}

void apply_one(Meeting& meeting, const DelegateRegistered& event, WallTime) {
  meeting.delegations.at(event.delegation)
      .people.push_back({event.person, event.name, event.title, event.position, Presence::kAbsent});
  note_sent(meeting.sent, {event.person, event.delegation});
}

Outcome decide_one(const Asked& asked, const ReviseDelegate& command) {
  const Delegation* delegation = asked.meeting.delegations.find(command.delegation);
  const Delegate* person =
      delegation == nullptr ? nullptr : find_person(*delegation, command.person);
  if (person == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (place_of(person->position) != place_of(command.position)) {
    if (Objection no = delegation_is_full(asked, *delegation, command.position)) return *no;
  }
  if (Objection no = person_is_unnamed(asked, command.name, command.title)) return *no;
  return events(DelegateRevised{command.delegation, command.person, command.name, command.title,
                                command.position});
}

void apply_one(Meeting& meeting, const DelegateRevised& event, WallTime) {
  for (Delegate& person : meeting.delegations.at(event.delegation).people) {
    if (person.person != event.person) continue;
    person.name = event.name;
    person.title = event.title;
    person.position = event.position;
  }
}

Outcome decide_one(const Asked& asked, const RemoveDelegate& command) {
  const Delegation* delegation = asked.meeting.delegations.find(command.delegation);
  const Delegate* person =
      delegation == nullptr ? nullptr : find_person(*delegation, command.person);
  if (person == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (person->presence != Presence::kAbsent) return asked.refuse(RefusalCode::kAlreadyPresent);
  return events(DelegateRemoved{command.delegation, command.person});
}

void apply_one(Meeting& meeting, const DelegateRemoved& event, WallTime) {
  std::erase_if(meeting.delegations.at(event.delegation).people,
                [&](const Delegate& person) { return person.person == event.person; });
  std::erase_if(meeting.sent, [&](const Sent& each) { return each.person == event.person; });
}

}  // namespace hemicycle::meeting
