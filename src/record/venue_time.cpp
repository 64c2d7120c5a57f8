#include "record/venue_time.h"

#include <type_traits>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/time_zone.h"

namespace hemicycle::record {
namespace {

template <typename Value>
void shift(Value& value, const TimeZone& zone);
template <typename Value>
void shift(std::vector<Value>& values, const TimeZone& zone) {
  for (Value& value : values) shift(value, zone);
}
template <typename Value>
void shift(std::optional<Value>& value, const TimeZone& zone) {
  if (value) shift(*value, zone);
}
template <typename Value>
void shift(Value& value, const TimeZone& zone) {
  if constexpr (std::is_same_v<Value, WallTime>) {
    value = zone.local(value);
  } else if constexpr (boost::describe::has_describe_members<Value>::value) {
    using Members = boost::describe::describe_members<Value, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) { shift(value.*member.pointer, zone); });
  }
}

}  // namespace

Record at_the_venue(Record record) {
  if (const std::optional<TimeZone> zone = TimeZone::named(record.time_zone)) shift(record, *zone);
  return record;
}

}  // namespace hemicycle::record
