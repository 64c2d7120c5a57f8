#include "chamber/heard.h"

namespace hemicycle::chamber {

using meeting::Office;

namespace {

bool presides(Office office) {
  return office == Office::kChair || office == Office::kCoChair || office == Office::kViceChair;
}

}  // namespace

Heard heard_in(const meeting::Meeting& meeting) {
  Heard heard;
  for (const meeting::Officer& officer : meeting.bureau)
    if (presides(officer.office)) heard.people.insert(officer.person);
  if (meeting.session.phase != meeting::Phase::kOpen) return heard;
  if (meeting.rules.floor.granting == meeting::Granting::kChairChooses)
    return {.everybody = true, .people = {}};
  if (meeting.floor.holder) heard.people.insert(meeting.floor.holder->person);
  return heard;
}

}  // namespace hemicycle::chamber
