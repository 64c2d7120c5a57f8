#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "record/record.h"
#include "storage/journal_text.h"

namespace hemicycle::record {

// Watches a journal being replayed and notes what the final state no longer tells: who was present
// when, what was refused, the sentences of the summary. The rest is taken from the state at the
// end.
class Recorder {
 public:
  explicit Recorder(Language language) : language_(language) {}

  // `meeting` is the state after the event.
  void take(const storage::JournalEntry& entry, const meeting::Event& event,
            const meeting::Meeting& meeting);
  Record finish(const meeting::Meeting& meeting, const std::string& journal,
                const storage::JournalHead& head) const;

 private:
  using Attendances = std::map<meeting::PersonId, std::vector<Span>>;

  void note(const meeting::PersonArrived& event, WallTime at);
  void note(const meeting::PersonLeft& event, WallTime at);
  void note(const meeting::AbsenceBegan& event, WallTime at);
  void end_presence(meeting::PersonId person, WallTime at);
  void note(const meeting::MeetingOpened& event, WallTime at);
  void note(const meeting::MeetingSuspended& event, WallTime at);
  void note(const meeting::MeetingResumed& event, WallTime at);
  void note(const meeting::MeetingAdjourned& event, WallTime at);
  void note(const meeting::MotionMoved& event, WallTime at);
  void note(const meeting::SpeechEnded& event, WallTime at);
  template <typename Other>
  void note(const Other&, WallTime) {}

  Language language_;
  Attendances present_;
  std::vector<Sitting> sittings_;
  std::vector<WallTime> moved_at_;  // by motion
  std::map<meeting::SpeechId, meeting::SpeechEnding> endings_;
  // The sentence of an event in the summary; empty for what the tables tell better.
  std::string summarised(const meeting::Event& event, const meeting::Meeting& meeting) const;
  void note_who_asks(const meeting::FloorAsked& event, WallTime at,
                     const meeting::Meeting& meeting);

  std::vector<SummaryLine> summary_;
  std::string asking_;  // those who asked for the floor one after the other, told in one line
  std::vector<RefusalLine> refusals_;
};

// The record of a whole journal; the error names the entry that cannot be replayed.
Result<Record, std::string> compute_record(const storage::JournalReading& journal,
                                           Language language);

}  // namespace hemicycle::record
