#include "meeting/permissions.h"

#include <array>
#include <variant>

namespace hemicycle::meeting {
namespace {

template <typename Variant>
struct PermissionsOf;
template <typename... Each>
struct PermissionsOf<std::variant<Each...>> {
  static constexpr std::array<Permission, sizeof...(Each)> kTable = {Each::kPermission...};
};
// In the order of the variant.
constexpr auto kPermissions = PermissionsOf<CommandVariant>::kTable;
constexpr auto kSystemPermissions = PermissionsOf<SystemCommandVariant>::kTable;

// A point of order is about order only: who raised it may not use it for the substance.
bool is_substance(const Command& command) {
  return std::holds_alternative<SubmitProposal>(command) ||
         std::holds_alternative<SubmitAmendment>(command) ||
         std::holds_alternative<AttachStatement>(command) ||
         std::holds_alternative<MoveMotion>(command) || std::holds_alternative<Nominate>(command);
}

Objection point_forbids(const Asked& asked, bool substance, When when) {
  const Meeting& meeting = asked.meeting;
  if (!meeting.point_to_rule) return std::nullopt;
  if (meeting.points.at(*meeting.point_to_rule).person == asked.actor.person && substance)
    return asked.refuse(RefusalCode::kPointIsNotSubstance);
  if (when >= When::kOrderly) return asked.refuse(RefusalCode::kPointPending);
  return std::nullopt;
}

Objection phase_forbids(const Asked& asked, When when) {
  const bool created = is_created(asked.meeting);
  if (when == When::kBeforeCreation)
    return created ? Objection(asked.refuse(RefusalCode::kAlreadyCreated)) : std::nullopt;
  if (!created) return asked.refuse(RefusalCode::kNotCreated);
  if (when == When::kAnyPhase) return std::nullopt;
  if (asked.meeting.session.phase == Phase::kClosed)
    return asked.refuse(RefusalCode::kSessionClosed);
  if (when >= When::kInSession && asked.meeting.session.phase != Phase::kOpen)
    return asked.refuse(RefusalCode::kNotInSession);
  return std::nullopt;
}

Objection business_forbids(const Asked& asked, When when, bool substance) {
  if (Objection no = phase_forbids(asked, when)) return no;
  if (Objection no = point_forbids(asked, substance, when)) return no;
  if (when == When::kBusiness && asked.meeting.open_voting)
    return asked.refuse(RefusalCode::kVotingUnderWay);
  return std::nullopt;
}

}  // namespace

Permission permission_of(const Command& command) {
  return kPermissions[command.index()];
}

Objection not_permitted(const Asked& asked, const Command& command) {
  const Permission permission = permission_of(command);
  if ((permission.roles & bit_of(asked.actor.role)) == 0)
    return asked.refuse(RefusalCode::kNotYours);
  return business_forbids(asked, permission.when, is_substance(command));
}

Objection not_permitted(const Asked& asked, const SystemCommand& command) {
  return business_forbids(asked, kSystemPermissions[command.index()].when, false);
}

}  // namespace hemicycle::meeting
