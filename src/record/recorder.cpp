#include "record/recorder.h"

#include "meeting/refusal.h"
#include "record/decision_lines.h"
#include "record/names.h"
#include "record/narrator.h"
#include "storage/event_codec.h"
#include "storage/replay.h"

namespace hemicycle::record {

using namespace meeting;

void Recorder::note(const PersonArrived& event, WallTime at) {
  present_[event.person].push_back({at, std::nullopt});
}
void Recorder::note(const PersonLeft& event, WallTime at) {
  end_presence(event.person, at);
}
void Recorder::note(const AbsenceBegan& event, WallTime at) {
  end_presence(event.person, at);
}
void Recorder::end_presence(PersonId person, WallTime at) {
  std::vector<Span>& spans = present_[person];
  if (!spans.empty()) spans.back().until = at;
}
void Recorder::note(const MeetingOpened& event, WallTime at) {
  sittings_.push_back({at, std::nullopt, event.members_present, event.quorum, {}});
}
void Recorder::note(const MeetingSuspended&, WallTime at) {
  if (!sittings_.empty()) sittings_.back().suspensions.push_back({at, std::nullopt});
}
void Recorder::note(const MeetingResumed&, WallTime at) {
  if (!sittings_.empty() && !sittings_.back().suspensions.empty())
    sittings_.back().suspensions.back().until = at;
}
void Recorder::note(const MeetingAdjourned&, WallTime at) {
  if (!sittings_.empty()) sittings_.back().ended_at = at;
}
void Recorder::note(const MotionMoved&, WallTime at) {
  moved_at_.push_back(at);
}
void Recorder::note(const SpeechEnded& event, WallTime) {
  endings_[event.speech] = event.ending;
}

namespace {

std::string name_of(const std::string& actor, const Meeting& meeting, Language language) {
  const auto known = storage::parse_actor(actor);
  if (!known) return actor;
  if (known->delegation) return Names(meeting, language).delegation(*known->delegation);
  constexpr Phrase kRoles[] = {{"the system", "hệ thống"},
                               {"the chair", "chủ tọa"},
                               {"the secretariat", "ban thư ký"},
                               {"a delegate", "một đại biểu"},
                               {"an observer", "một quan sát viên"}};
  return kRoles[static_cast<std::size_t>(known->role)].in(language);
}

// The journal keeps the code and the rule; numbers and names in the sentence are gone.
RefusalLine line_of(const storage::JournalEntry& entry, const CommandRefused& refused,
                    const Meeting& meeting, Language language) {
  RefusalLine line{entry.time,      entry.actor,  name_of(entry.actor, meeting, language),
                   refused.command, refused.code, refused.rule,
                   refused.code};
  if (const auto code = refusal_named(refused.code)) {
    Refusal refusal;
    refusal.code = *code;
    refusal.rule = refused.rule;
    refusal.detail = "…";
    line.sentence = sentence(refusal, tag_of(language));
  }
  return line;
}

}  // namespace

void Recorder::take(const storage::JournalEntry& entry, const Event& event,
                    const Meeting& meeting) {
  std::visit([&](const auto& known) { note(known, entry.time); }, event);
  if (const auto* refused = std::get_if<CommandRefused>(&event)) {
    refusals_.push_back(line_of(entry, *refused, meeting, language_));
    return;
  }
  if (const auto* asked = std::get_if<FloorAsked>(&event);
      asked != nullptr && asked->kind == SpeechKind::kStatement)
    return note_who_asks(*asked, entry.time, meeting);
  std::string sentence = summarised(event, meeting);
  if (sentence.empty()) return;
  asking_.clear();
  summary_.push_back({entry.time, std::move(sentence)});
}

std::string Recorder::summarised(const Event& event, const Meeting& meeting) const {
  if (std::holds_alternative<FloorGiven>(event) || std::holds_alternative<OvertimeBegan>(event))
    return {};  // how long somebody spoke is told when the speech ends
  if (const auto* ended = std::get_if<SpeechEnded>(&event))
    if (meeting.speeches.at(ended->speech).kind == SpeechKind::kPointOfOrder) return {};
  return narrate(meeting, event, language_).text;
}

void Recorder::note_who_asks(const FloorAsked& event, WallTime at, const Meeting& meeting) {
  const std::string name = Names(meeting, language_).delegation(event.delegation);
  if (asking_.empty())
    summary_.push_back({at, {}});
  else
    asking_ += ", ";
  asking_ += name;
  summary_.back().text =
      say(language_, {"The floor was asked for by: {0}.", "Đăng ký phát biểu: {0}."}, asking_);
}

namespace {

// Takes the final state apart into lines.
class Lines {
 public:
  Lines(const Meeting& meeting, Language language) : meeting_(meeting), names_(meeting, language) {}

  void fill_head(Record& record) const {
    const SessionEntry& entry = meeting_.session.entry;
    record.title = names_.text(entry.titles);
    record.body = names_.text(meeting_.body.names);
    record.series = entry.series;
    record.number = entry.number;
    record.profile = meeting_.profile.name;
    record.time_zone = entry.time_zone;
    for (ItemId id : meeting_.agenda.order)
      record.agenda.push_back({names_.item(id), meeting_.agenda.items.at(id).state});
  }

  void fill_attendance(Record& record, const std::map<PersonId, std::vector<Span>>& present) const {
    for (const Delegation& delegation : meeting_.delegations) {
      DelegationAttendance line;
      line.name = names_.delegation(delegation.id);
      line.country = meeting_.organisations.at(delegation.organisation).country;
      line.standing = delegation.standing;
      line.credential = delegation.credential;
      for (const Delegate& delegate : delegation.people) {
        auto spans = present.find(delegate.person);
        line.people.push_back({delegate.person, delegate.name, delegate.title, delegate.position,
                               spans == present.end() ? std::vector<Span>() : spans->second});
      }
      for (const Speech& speech : meeting_.speeches)
        if (speech.delegation == delegation.id) {
          ++line.speeches;
          line.spoken += speech.used;
        }
      record.attendance.push_back(std::move(line));
    }
  }

  void fill_speeches(Record& record, const std::map<SpeechId, SpeechEnding>& endings) const {
    for (const Speech& speech : meeting_.speeches) {
      SpeechLine line;
      line.started_at = speech.started_at;
      line.ended_at = speech.ended_at;
      line.speaker = names_.plain_person(speech.person, speech.delegation);
      if (speech.delegation) line.delegation = names_.delegation(*speech.delegation);
      line.kind = speech.kind;
      if (speech.item) line.item = names_.item(*speech.item);
      line.round = speech.round;
      line.used = speech.used;
      line.limit = speech.limit;
      if (auto ending = endings.find(speech.id); ending != endings.end())
        line.ending = ending->second;
      line.calls_to_order = speech.calls_to_order;
      record.speeches.push_back(std::move(line));
    }
  }

  void fill_order(Record& record, const std::vector<WallTime>& moved_at) const {
    for (const PointOfOrder& point : meeting_.points)
      record.points.push_back({point.raised_at, names_.delegation(point.delegation), point.text,
                               point.ruling, point.ruling_text, point.overruled});
    for (const Motion& motion : meeting_.motions)
      record.motions.push_back(
          {moved_at.at(motion.id.value() - 1), names_.word(motion.kind),
           names_.delegation(motion.mover),
           motion.seconder ? names_.delegation(*motion.seconder) : std::string(), motion.state,
           motion.reason});
  }

  void fill_texts(Record& record) const {
    for (const Statement& statement : meeting_.statements) {
      StatementLine line;
      line.item = names_.item(statement.item);
      line.speaker = names_.plain_person(statement.person, statement.delegation);
      line.delegation = names_.delegation(statement.delegation);
      line.language = statement.language;
      line.text = statement.text;
      const Speech* speech = statement.speech ? meeting_.speeches.find(*statement.speech) : nullptr;
      if (speech != nullptr) {
        line.from = speech->started_at;
        line.until = speech->ended_at;
      }
      record.statements.push_back(std::move(line));
    }
    for (const Document& document : meeting_.agenda.documents)
      record.documents.push_back({names_.item(document.item), document.symbol, document.versions});
  }

 private:
  const Meeting& meeting_;
  Names names_;
};

}  // namespace

Record Recorder::finish(const Meeting& meeting, const std::string& journal,
                        const storage::JournalHead& head) const {
  Record record;
  record.language = tag_of(language_);
  Lines lines(meeting, language_);
  lines.fill_head(record);
  lines.fill_attendance(record, present_);
  lines.fill_speeches(record, endings_);
  lines.fill_order(record, moved_at_);
  lines.fill_texts(record);
  record.decisions = decision_lines(meeting, language_);
  record.sittings = sittings_;
  record.summary = summary_;
  record.refusals = refusals_;
  record.evidence = {journal, head.sequence, head.hash.hex()};
  return record;
}

Result<Record, std::string> compute_record(const storage::JournalReading& journal,
                                           Language language) {
  storage::Replay replay(journal.meeting);
  Recorder recorder(language);
  for (const storage::JournalEntry& entry : journal.entries) {
    if (std::optional<std::string> wrong = replay.take(entry)) return unexpected(*wrong);
    recorder.take(entry, replay.last_event(), replay.meeting());
  }
  return recorder.finish(replay.meeting(), journal.meeting, replay.head());
}

}  // namespace hemicycle::record
