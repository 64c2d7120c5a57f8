#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "meeting/refusal.h"
#include "record/narrator.h"
#include "record/record.h"
#include "rehearsal/scenario.h"

namespace hemicycle::rehearsal {

// Where a rehearsal is told as it goes, with the time at the venue.
class Audience {
 public:
  virtual ~Audience() = default;
  virtual void hear(WallTime at, const record::Sentence& sentence) = 0;
  // A command of this line was refused; `who` asked, or it was asked for.
  virtual void see_refusal(std::uint32_t line, WallTime at, const std::string& who,
                           const meeting::Refusal& refusal) = 0;
  virtual void see_expectation(std::uint32_t line, std::string_view words,
                               const std::optional<std::string>& complaint) = 0;
};

struct RehearsalOptions {
  record::Language language = record::Language::kEnglish;
  std::function<Result<std::string, std::string>(const std::string& name)> read_file;
};

struct RehearsalResult {
  std::uint32_t held = 0;
  std::uint32_t failed = 0;
  // A line that cannot be read or played; what follows it was not played.
  std::optional<ScenarioError> error;
  std::string journal;                   // the portable form (storage/journal_text.h)
  std::optional<record::Record> record;  // computed from that journal

  bool passed() const { return !error && failed == 0; }
};

// Plays a scenario in simulated time. A step that is refused must be followed by an expectation of
// that; one that is not counts as failed.
RehearsalResult rehearse(std::string_view scenario, const RehearsalOptions& options,
                         Audience& audience);

}  // namespace hemicycle::rehearsal
