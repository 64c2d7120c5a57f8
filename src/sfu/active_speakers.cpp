#include "sfu/active_speakers.h"

#include <algorithm>
#include <cmath>

namespace hemicycle::sfu {
namespace {

using Speaker = ActiveSpeakers::Speaker;

// What a listener would notice: another order, or a level that moved by a fifth.
bool differ(const std::vector<Speaker>& a, const std::vector<Speaker>& b) {
  return !std::ranges::equal(a, b, [](const Speaker& x, const Speaker& y) {
    return x.track == y.track && std::abs(x.level - y.level) <= 0.2f * std::max(x.level, y.level);
  });
}

}  // namespace

void ActiveSpeakers::set_level(TrackId track, float level, Instant now) {
  auto found = std::ranges::find(candidates_, track, &Candidate::track);
  if (found == candidates_.end()) {
    candidates_.push_back({.track = track});
    found = std::prev(candidates_.end());
  }
  found->level = level;
  found->level_set = now;
}

void ActiveSpeakers::remove(TrackId track) {
  std::erase_if(candidates_, [track](const Candidate& each) { return each.track == track; });
}

bool ActiveSpeakers::update(Instant now) {
  decide_who_is_active(now);
  std::vector<Speaker> next = ordered();
  bool changed = differ(next, speakers_);
  if (changed) speakers_ = std::move(next);
  return changed;
}

void ActiveSpeakers::decide_who_is_active(Instant now) {
  for (Candidate& candidate : candidates_) {
    if (now - candidate.level_set > kLevelAgeMax) candidate.level = 0;
    if (candidate.level >= kAppearAt) candidate.active = true;
    if (candidate.level >= kStayAbove) candidate.heard = now;
    if (now - candidate.heard > kLinger) candidate.active = false;
  }
}

// Those who were on the list keep their places until a lower one is louder by kOvertakeBy; the
// others come after them by loudness, and move up by the same rule.
std::vector<Speaker> ActiveSpeakers::ordered() const {
  std::vector<Speaker> all;
  auto rank = [this](TrackId track) {
    return std::ranges::find(speakers_, track, &Speaker::track) - speakers_.begin();
  };
  for (const Candidate& candidate : candidates_)
    if (candidate.active) all.push_back({candidate.track, candidate.level});
  std::ranges::stable_sort(all, [&](const Speaker& a, const Speaker& b) {
    auto rank_a = rank(a.track), rank_b = rank(b.track);
    return rank_a != rank_b ? rank_a < rank_b : a.level > b.level;
  });
  for (std::size_t i = 1; i < all.size(); ++i)
    for (std::size_t j = i; j > 0 && all[j].level > kOvertakeBy * all[j - 1].level; --j)
      std::swap(all[j], all[j - 1]);
  if (all.size() > speakers_max_) all.resize(speakers_max_);
  return all;
}

}  // namespace hemicycle::sfu
