#include "rehearsal/rehearsal.h"

#include "record/recorder.h"
#include "rehearsal/phrases.h"
#include "rehearsal/stage.h"
#include "storage/journal_text.h"

namespace hemicycle::rehearsal {
namespace {

class Rehearsal {
 public:
  Rehearsal(const RehearsalOptions& options, Audience& audience)
      : language_(options.language),
        audience_(audience),
        stage_({options.read_file, [this](const storage::Recorded& recorded) { tell(recorded); },
                [this](WallTime at, const std::string& who, const meeting::Refusal& refusal) {
                  audience_.see_refusal(last_line_, stage_.zone().local(at), who, refusal);
                }}) {}

  RehearsalResult play(const std::vector<Step>& steps) && {
    for (const Step& step : steps) {
      if (Complaint complaint = play(step)) {
        result_.error = ScenarioError{step.line, *complaint};
        break;
      }
    }
    settle_refusal();
    if (stage_.is_open()) keep();
    return std::move(result_);
  }

 private:
  void tell(const storage::Recorded& recorded) {
    record::Sentence sentence = narrate(stage_.meeting(), recorded.event, language_);
    if (!sentence.text.empty()) audience_.hear(stage_.zone().local(recorded.time), sentence);
  }

  Complaint play(const Step& step) {
    const Phrase& phrase = all_phrases()[step.pattern];
    const bool expectation = is_expectation(phrase.pattern);
    if (!expectation || step.at) {
      settle_refusal();
      stage_.begin_step();
    }
    if (step.at) {
      if (!stage_.is_open()) return "a time can only stand before a step of the meeting";
      if (Complaint complaint = stage_.advance_to_time(*step.at)) return complaint;
    }
    if (expectation) return expect(step, phrase);
    last_line_ = step.line;
    last_words_ = step.words;
    return phrase.play(stage_, step.arguments);
  }

  Complaint expect(const Step& step, const Phrase& phrase) {
    if (!stage_.is_open()) return "nothing has happened yet";
    refusal_seen_ = refusal_seen_ || expects_refusal(phrase.pattern);
    count(step.line, step.words, phrase.play(stage_, step.arguments));
    return std::nullopt;
  }

  // The step that is over was refused, and nobody expected it.
  void settle_refusal() {
    if (stage_.is_open() && stage_.refusal() && !refusal_seen_)
      count(last_line_, last_words_,
            "this was refused, which nothing expects: " + sentence(*stage_.refusal(), "en"));
    refusal_seen_ = false;
  }

  void count(std::uint32_t line, std::string_view words, const Complaint& complaint) {
    ++(complaint ? result_.failed : result_.held);
    audience_.see_expectation(line, words, complaint);
  }

  // The record comes from the journal alone, read back from its portable form.
  void keep() {
    const std::string& name = stage_.store().name();
    result_.journal = storage::write_header_line(name);
    (void)stage_.journal().read(name, 1, [&](storage::JournalEntry&& entry) {
      result_.journal += storage::write_entry_line(entry);
      return true;
    });
    result_.journal += storage::write_closing_line(stage_.store().head());
    Result<record::Record, std::string> record =
        record::compute_record(storage::read_journal_text(result_.journal), language_);
    if (record)
      result_.record = std::move(*record);
    else if (!result_.error)
      result_.error = ScenarioError{0, record.error()};
  }

  record::Language language_;
  Audience& audience_;
  RehearsalResult result_;
  std::uint32_t last_line_ = 0;
  std::string last_words_;
  bool refusal_seen_ = false;
  Stage stage_;
};

}  // namespace

RehearsalResult rehearse(std::string_view scenario, const RehearsalOptions& options,
                         Audience& audience) {
  Result<std::vector<Step>, ScenarioError> steps = parse_scenario(scenario, all_patterns());
  if (!steps) {
    RehearsalResult failed;
    failed.error = steps.error();
    return failed;
  }
  return Rehearsal(options, audience).play(*steps);
}

}  // namespace hemicycle::rehearsal
