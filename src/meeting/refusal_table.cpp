#include "meeting/refusal_table.h"

#include <array>

#include "meeting/chamber/refusals.h"
#include "meeting/floor/refusals.h"
#include "meeting/motions/refusals.h"
#include "meeting/texts/refusals.h"
#include "meeting/votes/refusals.h"

namespace hemicycle::meeting {
namespace {

struct RefusalTable {
  std::array<const RefusalRow*, kRefusalCodes> rows{};
  bool twice = false;

  template <std::size_t count>
  constexpr void take(const RefusalRow (&theme)[count]) {
    for (const RefusalRow& row : theme) {
      const RefusalRow*& place = rows[static_cast<std::size_t>(row.code)];
      twice = twice || place != nullptr;
      place = &row;
    }
  }
};

constexpr RefusalTable all_refusals() {
  RefusalTable table;
  table.take(kChamberRefusals);
  table.take(kFloorRefusals);
  table.take(kMotionRefusals);
  table.take(kTextRefusals);
  table.take(kVoteRefusals);
  return table;
}
constexpr RefusalTable kTable = all_refusals();

constexpr bool every_code_has_one_row() {
  for (const RefusalRow* row : kTable.rows)
    if (row == nullptr) return false;
  return !kTable.twice;
}
static_assert(every_code_has_one_row());

}  // namespace

const RefusalRow& refusal_row(RefusalCode code) {
  return *kTable.rows[static_cast<std::size_t>(code)];
}

}  // namespace hemicycle::meeting
