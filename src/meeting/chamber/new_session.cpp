#include "meeting/chamber/new_session.h"

namespace hemicycle::meeting {

CreateSession session_by(const NewSession& asked, const Profile& profile) {
  return {asked.body, asked.entry, profile.name, profile.settings, profile.texts, asked.officers};
}

}  // namespace hemicycle::meeting
