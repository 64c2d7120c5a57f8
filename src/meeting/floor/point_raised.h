#pragma once

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {

// For tests: member 1 speaks; member 2 has raised a point of order, on which the chair has to rule.
inline TestChamber after_a_point_of_order() {
  TestChamber chamber = TestChamber::in_session(kUnitedNations);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(10));
  chamber.as(TestChamber::member(2), RaisePointOfOrder{"off the item", false});
  chamber.pass(seconds(30));
  return chamber;
}

}  // namespace hemicycle::meeting
