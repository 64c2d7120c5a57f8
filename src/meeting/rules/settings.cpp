#include "meeting/rules/settings.h"

#include <algorithm>
#include <array>

#include "base/clock_text.h"
#include "meeting/enum_names.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/rules/settings_values.h"

namespace hemicycle::meeting {
namespace {

constexpr std::string_view kDuration =
    "a duration such as \"3:00\" (minutes) or \"72:00:00\" (hours), at most a year";

template <typename Value>
constexpr std::string_view kind_of() {
  if constexpr (std::is_same_v<Value, Millis>) return kDuration;
  if constexpr (std::is_same_v<Value, Threshold>)
    return "a share such as \">1/2\" or \">=2/3\", or \"none\"";
  if constexpr (std::is_same_v<Value, bool>) return "true or false";
  if constexpr (std::is_same_v<Value, std::uint32_t>) return "a whole number";
  if constexpr (std::is_same_v<Value, Granting>) return "\"in_order\" or \"chair_chooses\"";
  if constexpr (std::is_same_v<Value, AutomaticMute>)
    return "\"never\", \"at_limit\" or \"at_cap\"";
  if constexpr (std::is_same_v<Value, ReplyRule>) return "\"never\" or \"after_the_list\"";
  if constexpr (std::is_same_v<Value, CountedPer>)
    return "\"item\", \"item_at_meeting\" or \"session\"";
  if constexpr (std::is_same_v<Value, TieRule>)
    return "\"rejected\", \"voted_again\" or \"casting_vote\"";
  if constexpr (std::is_same_v<Value, Basis>)
    return "\"present_and_voting\", \"present\" or \"members\"";
  if constexpr (std::is_same_v<Value, ClosedTo>) return "\"public\" or \"observers\"";
  if constexpr (std::is_same_v<Value, CancelRule>) return "\"until_result\" or \"before_votes\"";
  if constexpr (std::is_same_v<Value, PrecedenceRules>)
    return "a list of sections of motions, each once: suspend_meeting, adjourn_meeting, ...";
  if constexpr (std::is_same_v<Value, ElectionSystems>)
    return "a list, the usual one first: majority, single_transferable_vote";
  return "a list of methods: consensus, acclamation, show_of_hands, recorded, roll_call, secret, "
         "silence";
}

template <typename Value>
bool read_any(std::string_view text, Value& value) {
  if constexpr (std::is_enum_v<Value>) {
    const std::optional<Value> named = from_name<Value>(text);
    if (named) value = *named;
    return named.has_value();
  } else {
    return read_value(text, value);
  }
}

// Calls `take` with each name of a list with commas between them, until it will not.
template <typename Take>
bool each_listed(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    if (!take(text.substr(0, comma))) return false;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return true;
}

using MethodSet = std::array<bool, kMethods>;

bool read_any(std::string_view text, MethodSet& methods) {
  methods = {};
  return each_listed(text, [&](std::string_view name) {
    const std::optional<Method> method = from_name<Method>(name);
    if (method) methods[static_cast<std::size_t>(*method)] = true;
    return method.has_value();
  });
}

bool read_any(std::string_view text, ElectionSystems& systems) {
  std::optional<ElectionSystem> first;
  systems.allowed = {};
  const bool known = each_listed(text, [&](std::string_view name) {
    const std::optional<ElectionSystem> system = from_name<ElectionSystem>(name);
    if (!system) return false;
    systems.allowed[static_cast<std::size_t>(*system)] = true;
    if (!first) first = system;
    return true;
  });
  if (first) systems.usual = *first;
  return known && first;
}

// Of each kind of motion, in the order of MotionKind.
const std::array<std::string, kMotionKinds>& motion_sections() {
  static const std::array<std::string, kMotionKinds> sections = [] {
    std::array<std::string, kMotionKinds> names;
    for (std::size_t i = 0; i < kMotionKinds; ++i)
      names[i] = section_of(row_of(static_cast<MotionKind>(i)).topic);
    return names;
  }();
  return sections;
}

// The sections of motions, the one that comes first at the front; those that are not named follow,
// in the order of MotionKind.
bool read_any(std::string_view text, PrecedenceRules& precedence) {
  constexpr std::uint8_t kUnranked = kMotionKinds;
  precedence.ranks.fill(kUnranked);
  std::uint8_t next = 0;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto& sections = motion_sections();
    const auto section = std::find(sections.begin(), sections.end(), text.substr(0, comma));
    if (section == sections.end()) return false;
    std::uint8_t& rank = precedence.ranks[static_cast<std::size_t>(section - sections.begin())];
    if (rank != kUnranked) return false;
    rank = next++;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  for (std::uint8_t& rank : precedence.ranks)
    if (rank == kUnranked) rank = next++;
  return true;
}

// `Place` says where in the rules the value lives.
template <auto Place>
constexpr SettingRow row(std::string_view section, std::string_view name) {
  using Value = std::remove_reference_t<decltype(Place(std::declval<Rules&>()))>;
  return {section, name, kind_of<Value>(),
          [](Rules& rules, std::string_view value) { return read_any(value, Place(rules)); }};
}

#define AT(member) [](Rules& rules) -> auto& { return rules.member; }

constexpr SettingRow kPlainRows[] = {
    row<AT(quorum.open)>("quorum", "open"),
    row<AT(quorum.open_committee)>("quorum", "open_committee"),
    row<AT(quorum.decide)>("quorum", "decide"),
    row<AT(quorum.waivable)>("quorum", "waivable"),
    row<AT(sittings.closed_to)>("meeting", "closed_to"),
    row<AT(credentials.representatives_max)>("credentials", "representatives_max"),
    row<AT(credentials.alternates_max)>("credentials", "alternates_max"),
    row<AT(credentials.provisional_seating)>("credentials", "provisional_seating"),
    row<AT(floor.granting)>("floor", "granting"),
    row<AT(floor.mute)>("floor", "mute"),
    row<AT(connection.grace)>("connection", "grace"),
    row<AT(connection.absent_after)>("connection", "absent_after"),
    row<AT(list.used)>("speakers_list", "used"),
    row<AT(list.announced_before_closing)>("speakers_list", "announced_before_closing"),
    row<AT(rounds.count)>("rounds", "count"),
    row<AT(rounds.first)>("rounds", "first"),
    row<AT(rounds.second)>("rounds", "second"),
    row<AT(rounds.cap)>("rounds", "cap"),
    row<AT(rounds.deduct_overrun)>("rounds", "deduct_overrun"),
    row<AT(rounds.carry_over)>("rounds", "carry_over"),
    row<AT(limits.member)>("time_limit", "member"),
    row<AT(limits.observer)>("time_limit", "observer"),
    row<AT(limits.guest)>("time_limit", "guest"),
    row<AT(limits.group)>("time_limit", "group"),
    row<AT(limits.speeches_max)>("time_limit", "speeches_max"),
    row<AT(limits.speeches_per)>("time_limit", "speeches_per"),
    row<AT(reply.accorded)>("right_of_reply", "accorded"),
    row<AT(reply.count_max)>("right_of_reply", "count_max"),
    row<AT(reply.count_per)>("right_of_reply", "count_per"),
    row<AT(reply.first)>("right_of_reply", "first"),
    row<AT(reply.second)>("right_of_reply", "second"),
    row<AT(explanation.allowed)>("explanation", "allowed"),
    row<AT(explanation.limit)>("explanation", "limit"),
    row<AT(explanation.by_sponsors)>("explanation", "by_sponsors"),
    row<AT(point.allowed)>("point_of_order", "allowed"),
    row<AT(point.limit)>("point_of_order", "limit"),
    row<AT(question.allowed)>("interposed_question", "allowed"),
    row<AT(question.limit)>("interposed_question", "limit"),
    row<AT(precedence)>("motions", "precedence"),
    row<AT(precedence.higher_only)>("motions", "higher_only"),
    row<AT(proposals.allowed)>("proposals", "allowed"),
    row<AT(proposals.second)>("proposals", "second"),
    row<AT(proposals.in_order)>("proposals", "in_order"),
    row<AT(proposals.one_at_a_time)>("proposals", "one_at_a_time"),
    row<AT(proposals.withdrawable)>("withdrawal", "allowed"),
    row<AT(proposals.amendable)>("amendments", "allowed"),
    row<AT(proposals.amendment_second)>("amendments", "second"),
    row<AT(proposals.amendment_degrees)>("amendments", "degrees"),
    row<AT(proposals.one_amendment_at_a_time)>("amendments", "one_at_a_time"),
    row<AT(proposals.furthest_first)>("amendments", "furthest_first"),
    row<AT(proposals.divisible)>("division", "allowed"),
    row<AT(proposals.reconsidered_by_prevailing_side)>("reconsider", "by_prevailing_side"),
    row<AT(proposals.reconsidered_once)>("reconsider", "once"),
    row<AT(voting.basis)>("majority", "basis"),
    row<AT(voting.simple)>("majority", "simple"),
    row<AT(voting.important)>("majority", "important"),
    row<AT(voting.methods)>("method", "allowed"),
    row<AT(voting.on_request)>("method", "on_request"),
    row<AT(voting.corrections)>("method", "corrections"),
    row<AT(voting.cancellation)>("method", "cancellation"),
    row<AT(voting.roll_from_lot)>("method", "roll_from_lot"),
    row<AT(voting.weighted)>("voting", "weighted"),
    row<AT(voting.pledge)>("voting", "pledge"),
    row<AT(voting.split)>("voting", "split"),
    row<AT(voting.proxies)>("voting", "proxies"),
    row<AT(voting.proxies_max)>("voting", "proxies_max"),
    row<AT(voting.tie)>("tie", "outcome"),
    row<AT(voting.revote_within)>("tie", "revote_within"),
    row<AT(voting.revote_at_subsequent)>("tie", "at_subsequent_meeting"),
    row<AT(elections.allowed)>("elections", "allowed"),
    row<AT(elections.secret)>("elections", "secret"),
    row<AT(elections.acclamation)>("elections", "acclamation"),
    row<AT(elections.lot)>("elections", "lot"),
    row<AT(elections.restricted)>("elections", "restricted"),
    row<AT(elections.majority)>("elections", "majority"),
    row<AT(elections.systems)>("elections", "systems"),
    row<AT(silence.shortest)>("silence", "shortest"),
    row<AT(silence.objections_to_break)>("silence", "objections_to_break"),
};

#undef AT

template <std::size_t Kind, auto Member>
SettingRow motion_row(std::string_view name) {
  using Value = std::remove_reference_t<decltype(std::declval<MotionRules&>().*Member)>;
  return {motion_sections()[Kind], name, kind_of<Value>(),
          [](Rules& rules, std::string_view value) {
            return read_any(value, rules.motions[Kind].*Member);
          }};
}

template <std::size_t Kind>
void add_motion_rows(std::vector<SettingRow>& rows) {
  rows.push_back(motion_row<Kind, &MotionRules::allowed>("motion"));
  rows.push_back(motion_row<Kind, &MotionRules::second>("second"));
  rows.push_back(motion_row<Kind, &MotionRules::speakers_for>("speakers_for"));
  rows.push_back(motion_row<Kind, &MotionRules::speakers_against>("speakers_against"));
  rows.push_back(motion_row<Kind, &MotionRules::mover_speaks>("mover_speaks"));
  rows.push_back(motion_row<Kind, &MotionRules::majority>("majority"));
}

std::vector<SettingRow> all_rows() {
  std::vector<SettingRow> rows(std::begin(kPlainRows), std::end(kPlainRows));
  [&]<std::size_t... Kind>(std::index_sequence<Kind...>) {
    (add_motion_rows<Kind>(rows), ...);
  }(std::make_index_sequence<kMotionKinds>());
  return rows;
}

}  // namespace

std::span<const SettingRow> setting_rows() {
  static const std::vector<SettingRow> rows = all_rows();
  return rows;
}

const SettingRow* find_setting(std::string_view key) {
  const std::span<const SettingRow> rows = setting_rows();
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const SettingRow& each) { return each.key() == key; });
  return row == rows.end() ? nullptr : &*row;
}

bool is_written_as_now(const SettingRow& row, std::string_view value) {
  return row.kind != kDuration || parse_clock(value).has_value();
}

std::string section_of(RuleTopic topic) {
  return name_of(topic);
}

std::optional<RuleTopic> topic_of_section(std::string_view section) {
  return from_name<RuleTopic>(section);
}

}  // namespace hemicycle::meeting
