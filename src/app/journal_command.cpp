#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/journal_commands.h"
#include "storage/event_codec.h"
#include "storage/journal_file.h"
#include "storage/replay.h"

namespace hemicycle::app {
namespace {

using storage::JournalEntry;
using storage::JournalReading;

struct JournalOptions {
  std::string file;
  std::string meeting;
};

JournalReading load(const JournalOptions& options) {
  Result<JournalReading, std::string> reading =
      storage::read_journal_file(options.file, options.meeting);
  if (!reading) throw SetupError(reading.error());
  return std::move(*reading);
}

int report_wrong(const JournalReading::Wrong& wrong) {
  if (wrong.sequence > 0)
    std::fprintf(stderr, "broken at entry %llu (line %zu): %s\n",
                 static_cast<unsigned long long>(wrong.sequence), wrong.line, wrong.why.c_str());
  else
    std::fprintf(stderr, "broken at line %zu: %s\n", wrong.line, wrong.why.c_str());
  return 1;
}

int verify(const JournalOptions& options) {
  const JournalReading reading = load(options);
  const std::optional<JournalReading::Wrong> unplayable = storage::replay_wrong(reading);
  std::printf(
      "%s: %zu entries are intact%s\n", reading.meeting.c_str(),
      unplayable ? static_cast<std::size_t>(unplayable->sequence - 1) : reading.entries.size(),
      unplayable || reading.wrong ? "" : " and replay");
  if (unplayable) return report_wrong(*unplayable);
  if (reading.wrong) return report_wrong(*reading.wrong);
  std::printf("last hash %s\n", reading.head.hash.hex().c_str());
  return 0;
}

int show(const JournalOptions& options) {
  const JournalReading reading = load(options);
  for (const JournalEntry& entry : reading.entries)
    std::printf("%6llu  %s  %-22s %-20s %s\n", static_cast<unsigned long long>(entry.sequence),
                storage::format_time(entry.time).c_str(), entry.actor.c_str(), entry.type.c_str(),
                entry.payload.c_str());
  return reading.wrong ? report_wrong(*reading.wrong) : 0;
}

// What is broken is not exported: the closing line would make it look whole.
int export_text(const JournalOptions& options) {
  const JournalReading reading = load(options);
  if (reading.wrong) return report_wrong(*reading.wrong);
  std::fputs(storage::write_journal_text(reading).c_str(), stdout);
  return 0;
}

// What the journal adds up to, as tests/journals keeps it beside each journal.
int print_state(const JournalOptions& options) {
  const JournalReading reading = load(options);
  storage::Replay replay(reading.meeting);
  for (const JournalEntry& entry : reading.entries)
    if (const auto why = replay.take(entry)) return report_wrong({0, entry.sequence, *why});
  if (reading.wrong) return report_wrong(*reading.wrong);
  std::fputs(storage::write_meeting(replay.meeting()).c_str(), stdout);
  return 0;
}

}  // namespace

Command journal_command() {
  return {
      "journal", "Verify, show or export the journal of a meeting.", [](CLI::App& parser) {
        auto options =
            std::make_shared<JournalOptions>();  // shared: the parser writes, the callback reads
        auto action =
            std::make_shared<int (*)(const JournalOptions&)>(nullptr);  // shared: as above
        parser.require_subcommand(1);
        const auto add = [&](const char* name, const char* help,
                             int (*run)(const JournalOptions&)) {
          CLI::App* sub = parser.add_subcommand(name, help);
          sub->add_option("file", options->file, "a SQLite database or an exported journal")
              ->required();
          sub->add_option("--meeting", options->meeting, "which one, when there are several");
          sub->callback([action, run] { *action = run; });
        };
        add("verify", "check every hash and replay every entry", &verify);
        add("show", "print the entries, one a line", &show);
        add("export", "print the portable form, JSON Lines", &export_text);
        add("state", "print the state that the entries add up to, as JSON", &print_state);
        return Command::Run([options, action] { return (*action)(*options); });
      }};
}

}  // namespace hemicycle::app
