#include "rehearsal/stage.h"

#include <algorithm>

#include "meeting/deadlines.h"
#include "meeting/rules/rules_file.h"
#include "record/dates.h"
#include "rehearsal/member_list.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

constexpr PersonId kChairPerson{1};
constexpr PersonId kSecretaryPerson{2};
constexpr std::uint64_t kFirstOfficer = 10;
constexpr std::uint64_t kFirstDelegate = 1000;  // the head of delegation n is 1000 + n
constexpr std::uint64_t kFirstColleague = 10'000;
constexpr std::size_t kDelegationsMax = 1000;

}  // namespace

Stage::Stage(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}

Caller Stage::chair() {
  return {kChairPerson, Role::kChair};
}
Caller Stage::secretary() {
  return {kSecretaryPerson, Role::kSecretariat};
}

Caller Stage::actor(DelegationId delegation) const {
  return {PersonId(kFirstDelegate + delegation.value()), Role::kDelegate};
}

Result<DelegationId, std::string> Stage::delegation(const std::string& name) const {
  if (auto delegate = delegates_.find(name); delegate != delegates_.end())
    return delegate->second.delegation;
  auto found = delegations_.find(name);
  if (found == delegations_.end())
    return unexpected("there is no delegation '" + name + "' in this scenario");
  return found->second;
}

Result<Caller, std::string> Stage::actor(const std::string& name) const {
  if (name == "chair") return chair();
  if (name == "secretary") return secretary();
  if (auto delegate = delegates_.find(name); delegate != delegates_.end())
    return Caller{delegate->second.person, Role::kDelegate};
  Result<DelegationId, std::string> id = delegation(name);
  if (!id) return unexpected(id.error());
  return actor(*id);
}

std::vector<std::string> Stage::names() const {
  return order_;
}

void Stage::begin_step() {
  refusal_.reset();
  answers_.clear();
  events_.clear();
}

Complaint Stage::load_rules(const std::string& profile) {
  Result<std::string, std::string> toml = surroundings_.read_file("rules/" + profile + ".toml");
  if (!toml) return toml.error();
  Result<Profile, RulesError> rules = parse_rules(*toml);
  if (!rules)
    return profile + ", line " + std::to_string(rules.error().line) + ": " + rules.error().sentence;
  session.profile = rules->name;
  session.settings = rules->settings;
  session.rules = rules->texts;
  rules_loaded_ = true;
  return std::nullopt;
}

Complaint Stage::appoint(Office office, const std::string& name) {
  PersonId person = office == Office::kSecretary ? kSecretaryPerson : kChairPerson;
  if (office != Office::kSecretary && office != Office::kChair)
    person = PersonId(kFirstOfficer + officers_.size());
  officers_.push_back({person, name, office});
  return store_ ? perform(AppointOfficer{officers_.back()}, secretary()) : Complaint();
}

std::optional<Officer> Stage::officer(const std::string& name) const {
  for (const Officer& officer : meeting().bureau)
    if (officer.name == name) return officer;
  return std::nullopt;
}

Complaint Stage::open_stage() {
  if (!rules_loaded_) return "a scenario begins with 'rules <name>'";
  random_ = SeededRandom(seed);
  storage::MeetingStore::Opened opened =
      storage::MeetingStore::open(journal_, session.entry.series, random_);
  if (!opened) return opened.error().sentence;
  store_ = std::move(*opened);
  session.entry.starts_at = now_;
  return std::nullopt;
}

Complaint Stage::create() {
  if (Complaint complaint = open_stage()) return complaint;
  session.officers = first_officers();
  return hear(store_->perform(journal_, session, {now_, seed}));
}

// Those whom the scenario names; a chair and a secretary there are in any case.
std::vector<Officer> Stage::first_officers() const {
  std::vector<Officer> officers = officers_;
  for (const Officer& needed : {Officer{kChairPerson, "", Office::kChair},
                                Officer{kSecretaryPerson, "", Office::kSecretary}})
    if (std::none_of(officers.begin(), officers.end(),
                     [&](const Officer& officer) { return officer.office == needed.office; }))
      officers.push_back(needed);
  return officers;
}

Complaint Stage::perform(const Command& command, const Caller& caller) {
  if (!store_)
    if (Complaint complaint = create()) return complaint;
  answers_.push_back({whom_.value_or(name_of(caller)), std::nullopt});
  return hear(store_->perform(journal_, command, caller, {now_, seed}));
}

Complaint Stage::tell(const SystemCommand& command) {
  if (!store_)
    if (Complaint complaint = create()) return complaint;
  answers_.push_back({whom_.value_or("the server"), std::nullopt});
  return hear(store_->perform(journal_, command, {now_, seed}));
}

Complaint Stage::each(const std::vector<std::string>& names,
                      const std::function<Complaint(const std::string& name)>& act) {
  Complaint complaint;
  for (const std::string& name : names) {
    whom_ = name;
    complaint = act(name);
    if (complaint) break;
  }
  whom_.reset();
  return complaint;
}

std::string Stage::name_of(const Caller& caller) const {
  for (const auto& [name, delegate] : delegates_)
    if (delegate.person == caller.person) return name;
  for (const auto& [name, delegation] : delegations_)
    if (actor(delegation).person == caller.person) return name;
  return caller.person == kChairPerson ? "chair" : "secretary";
}

Complaint Stage::perform_as(const std::string& name, const Command& command) {
  Result<Caller, std::string> speaker = actor(name);
  if (!speaker) return speaker.error();
  return perform(command, *speaker);
}

Complaint Stage::hear(const Result<storage::Performed, storage::StorageError>& performed) {
  if (!performed) return performed.error().sentence;
  for (const storage::Recorded& recorded : performed->events) {
    surroundings_.on_event(recorded);
    events_.push_back(recorded.event);
    if (const auto* closed = std::get_if<VotingClosed>(&recorded.event))
      last_closed_ = closed->voting;
    if (const auto* cancelled = std::get_if<VotingCancelled>(&recorded.event))
      last_closed_ = cancelled->voting;
  }
  if (performed->refusal) {
    refusal_ = performed->refusal;
    if (!answers_.empty()) answers_.back().refusal = refusal_;
    surroundings_.on_refusal(now_, answers_.empty() ? std::string() : answers_.back().who,
                             *refusal_);
  }
  return std::nullopt;
}

Complaint Stage::enrol(Standing standing, const std::string& name, const std::string& country,
                       const Text& names, std::uint32_t votes) {
  if (actor(name)) return "there is a delegation '" + name + "' already";
  if (order_.size() == kDelegationsMax) return "these are too many delegations";
  RegisterOrganisation organisation;
  organisation.names = names;
  organisation.country = country == "-" ? std::string() : country;
  organisation.standing = standing;
  organisation.votes = votes;
  const auto number = static_cast<std::uint32_t>(order_.size() + 1);
  const DelegationId id(number);
  RegisterDelegate head;
  head.delegation = id;
  head.person = actor(id).person;
  head.position = Position::kHead;
  const Command commands[] = {organisation, RegisterDelegation{OrganisationId(number)}, head,
                              ReportCredential{id, true}};
  for (const Command& command : commands) {
    if (Complaint complaint = perform(command, secretary())) return complaint;
    if (refusal_) return sentence(*refusal_, "en");
  }
  delegations_[name] = id;
  order_.push_back(name);
  return std::nullopt;
}

Complaint Stage::enrol_from(const std::string& file) {
  Result<std::string, std::string> content = surroundings_.read_file(file);
  if (!content) return content.error();
  const Result<std::vector<MemberLine>, std::string> members = parse_member_list(*content);
  if (!members) return file + ", " + members.error();
  for (const MemberLine& member : *members)
    if (Complaint complaint = enrol(Standing::kMember, member.name, member.country, member.names))
      return file + ", line " + std::to_string(member.line) + ": " + *complaint;
  return std::nullopt;
}

Complaint Stage::send(const std::string& name, DelegationId delegation, const std::string& called,
                      Position position) {
  if (actor(name)) return "somebody is called '" + name + "' already";
  const Colleague delegate{PersonId(kFirstColleague + delegates_.size()), delegation};
  delegates_[name] = delegate;
  return perform(RegisterDelegate{delegation, delegate.person, called, {}, position}, secretary());
}

Complaint Stage::arrive(const std::string& name) {
  const Result<DelegationId, std::string> id = delegation(name);
  if (!id) return id.error();
  return perform(Arrive{*id, actor(name)->person}, secretary());
}

Complaint Stage::advance_to_time(std::chrono::seconds time_of_day) {
  const WallTime today = std::chrono::floor<std::chrono::days>(zone_.local(now_));
  return advance_to(zone_.utc(today + time_of_day));
}

WallTime Stage::next(std::chrono::seconds time_of_day) const {
  const WallTime today = std::chrono::floor<std::chrono::days>(zone_.local(now_));
  const WallTime time = zone_.utc(today + time_of_day);
  return time < now_ ? zone_.utc(today + std::chrono::days(1) + time_of_day) : time;
}

Complaint Stage::set_zone(const std::string& name) {
  if (is_open()) return "the session has begun already";
  std::optional<TimeZone> zone = TimeZone::named(name);
  if (!zone) return "there is no time zone '" + name + "'; one is called Asia/Ho_Chi_Minh";
  const WallTime local = zone_.local(now_);
  zone_ = std::move(*zone);
  now_ = zone_.utc(local);  // 'starts' may stand before it
  session.entry.time_zone = name;
  return std::nullopt;
}

Complaint Stage::advance_to(WallTime time) {
  const WallTime local = zone_.local(now_);
  if (time < now_)
    return "time does not go back: it is " + record::day_of(local) + " " +
           record::time_of_day(local) + " already; another day begins with 'on <date> at <time>'";
  while (store_) {
    std::optional<WallTime> deadline = next_deadline(meeting());
    if (!deadline || *deadline > time) break;
    const WallTime before = std::max(now_, *deadline);
    now_ = before;
    const std::uint64_t events_before = meeting().events;
    if (Complaint complaint = tell(Tick{})) return complaint;
    if (meeting().events == events_before) return "a deadline passed, and nothing came of it";
  }
  now_ = time;
  return std::nullopt;
}

}  // namespace hemicycle::rehearsal
