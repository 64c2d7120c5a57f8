#include "meeting/meeting.h"

#include <boost/mp11/algorithm.hpp>

namespace hemicycle::meeting {

bool Meeting::operator==(const Meeting& other) const {
  bool same = true;
  boost::mp11::mp_for_each<boost::describe::describe_members<Meeting, boost::describe::mod_public>>(
      [&](auto member) { same = same && this->*member.pointer == other.*member.pointer; });
  return same;
}

}  // namespace hemicycle::meeting
