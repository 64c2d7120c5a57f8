#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "sfu/ids.h"

namespace hemicycle::sfu {

// Who is heard in a room, loudest first. Levels come in from the tracks' meters; a speaker appears
// once clearly audible, stays for a while after falling silent, and is overtaken only by one who is
// distinctly louder, so the list does not flicker. It knows tracks, not people.
class ActiveSpeakers {
 public:
  struct Speaker {
    TrackId track;
    float level = 0;  // 0..1
    friend bool operator==(const Speaker&, const Speaker&) = default;
  };

  static constexpr float kAppearAt = 0.02f;  // -34 dB of full scale
  static constexpr float kStayAbove = 0.008f;
  static constexpr Duration kLinger = std::chrono::milliseconds(1200);
  static constexpr float kOvertakeBy = 1.5f;
  // A level that is not renewed for so long counts as silence: its worker or its peer is gone.
  static constexpr Duration kLevelAgeMax = std::chrono::milliseconds(1500);

  explicit ActiveSpeakers(std::size_t speakers_max) : speakers_max_(speakers_max) {}

  void set_level(TrackId track, float level, Instant now);
  void remove(TrackId track);

  // Decides anew; true when who is on the list, their order or a level changed noticeably. To be
  // called a few times a second.
  bool update(Instant now);

  // As of the last update.
  std::span<const Speaker> speakers() const { return speakers_; }

 private:
  struct Candidate {
    float level = 0;
    Instant level_set{};
    Instant heard{};  // last above kStayAbove
    bool active = false;
  };

  void decide_who_is_active(Instant now);
  std::vector<Speaker> ordered() const;

  std::size_t speakers_max_;
  std::unordered_map<TrackId, Candidate> candidates_;
  std::vector<Speaker> speakers_;
};

}  // namespace hemicycle::sfu
