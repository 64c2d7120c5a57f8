#include "projection/disclosure.h"

#include "base/bug.h"

namespace hemicycle::projection {
namespace {

constexpr Reach kNone = Reach::kNone;
constexpr Reach kOwn = Reach::kOwn;
constexpr Reach kAll = Reach::kAll;

// In the order of Fact. Columns: public, participant, delegation, chair, secretariat, interpreter,
// technician. The public's column holds while it is admitted.
constexpr std::array<DisclosureRow, kFacts> kRows = {{
    {Fact::kProceedings,
     "what is said and done in the room: agenda, lists, floor, texts, motions, results",
     {kAll, kAll, kAll, kAll, kAll, kAll, kAll}},
    {Fact::kConnections,
     "that a connection is lost, as distinct from present",
     {kNone, kAll, kAll, kAll, kAll, kAll, kAll}},
    {Fact::kCredentials,
     "the credentials of a delegation: pending, provisional, accepted, refused",
     {kNone, kNone, kOwn, kAll, kAll, kNone, kNone}},
    {Fact::kProxies,
     "to whom a delegation has given its proxy",
     {kNone, kAll, kAll, kAll, kAll, kAll, kAll}},
    {Fact::kPeople,
     "the people of a delegation, with their numbers",
     {kNone, kNone, kOwn, kNone, kAll, kNone, kAll}},
    {Fact::kWhoHasVoted,
     "that a delegation has voted, before the result; how many have, all may know",
     {kNone, kAll, kAll, kAll, kAll, kAll, kAll}},
    {Fact::kVotesBeforeResult,
     "how a delegation has voted, before the result, by show of hands or recorded vote; a roll "
     "call "
     "is heard by all",
     {kNone, kNone, kOwn, kNone, kAll, kNone, kNone}},
    {Fact::kHandsCounted,
     "how a delegation voted by show of hands, after the result, which is only its totals",
     {kNone, kNone, kOwn, kNone, kAll, kNone, kNone}},
    {Fact::kSecretVoters,
     "that a delegation took part in a secret ballot, after the result; how, nobody knows",
     {kNone, kAll, kAll, kAll, kAll, kAll, kAll}},
    {Fact::kOpenObjections,
     "who has objected while consent is still sought, and why",
     {kNone, kNone, kOwn, kAll, kAll, kNone, kNone}},
    {Fact::kPendingPoint,
     "the written words of a point of order, before the ruling",
     {kNone, kNone, kOwn, kAll, kAll, kAll, kNone}},
    {Fact::kUndeliveredStatement,
     "a statement that was handed in and has not been delivered",
     {kNone, kNone, kOwn, kNone, kAll, kAll, kNone}},
}};

}  // namespace

std::span<const DisclosureRow> disclosure_rows() {
  return kRows;
}

bool may_know(const Audience& audience, Fact fact, std::optional<meeting::DelegationId> whose) {
  const DisclosureRow& row = kRows[static_cast<std::size_t>(fact)];
  BUG_IF(row.fact != fact);
  const Reach reach = row.reaches[static_cast<std::size_t>(audience.kind)];
  if (reach != Reach::kOwn) return reach == Reach::kAll;
  return whose == audience.delegation;
}

bool closed_doors_keep_out(const Audience& audience, const meeting::Meeting& meeting) {
  if (audience.kind == AudienceKind::kPublic) return true;
  if (audience.kind != AudienceKind::kDelegation ||
      meeting.rules.sittings.closed_to != meeting::ClosedTo::kObservers)
    return false;
  const meeting::Delegation* delegation = meeting.delegations.find(audience.delegation);
  return delegation != nullptr && delegation->standing != meeting::Standing::kMember;
}

bool is_admitted(const Audience& audience, const meeting::Meeting& meeting) {
  return meeting.session.entry.visibility == meeting::Visibility::kPublic ||
         !closed_doors_keep_out(audience, meeting);
}

}  // namespace hemicycle::projection
