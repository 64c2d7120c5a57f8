#include "sfu/active_speakers.h"

#include <algorithm>
#include <cmath>
#include <tuple>

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
  Candidate& candidate = candidates_[track];
  candidate.level = level;
  candidate.level_set = now;
}

void ActiveSpeakers::remove(TrackId track) {
  candidates_.erase(track);
}

bool ActiveSpeakers::update(Instant now) {
  decide_who_is_active(now);
  std::vector<Speaker> next = ordered();
  bool changed = differ(next, speakers_);
  if (changed) speakers_ = std::move(next);
  return changed;
}

void ActiveSpeakers::decide_who_is_active(Instant now) {
  for (auto& [track, candidate] : candidates_) {
    if (now - candidate.level_set > kLevelAgeMax) candidate.level = 0;
    if (candidate.level >= kAppearAt) candidate.active = true;
    if (candidate.level >= kStayAbove) candidate.heard = now;
    if (now - candidate.heard > kLinger) candidate.active = false;
  }
}

// Those who were on the list keep their places until a lower one is louder by kOvertakeBy; the
// others come after them by loudness, and move up by the same rule.
std::vector<Speaker> ActiveSpeakers::ordered() const {
  std::unordered_map<TrackId, std::size_t> ranks;
  for (const Speaker& speaker : speakers_) ranks.emplace(speaker.track, ranks.size());
  const auto rank = [&](const Speaker& speaker) {
    const auto found = ranks.find(speaker.track);
    return std::tuple(found == ranks.end() ? ranks.size() : found->second, -speaker.level,
                      speaker.track);
  };
  std::vector<Speaker> all;
  for (const auto& [track, candidate] : candidates_)
    if (candidate.active) all.push_back({track, candidate.level});
  std::ranges::sort(all, {}, rank);
  for (std::size_t i = 1; i < all.size(); ++i)
    for (std::size_t j = i; j > 0 && all[j].level > kOvertakeBy * all[j - 1].level; --j)
      std::swap(all[j], all[j - 1]);
  if (all.size() > speakers_max_) all.resize(speakers_max_);
  return all;
}

}  // namespace hemicycle::sfu
