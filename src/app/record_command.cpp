#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/journal_commands.h"
#include "record/recorder.h"
#include "storage/journal_file.h"

namespace hemicycle::app {
namespace {

struct RecordOptions {
  std::string file;
  std::string meeting;
  std::string format = "html";
  std::string language = "en";
};

int write_record(const RecordOptions& options) {
  Result<storage::JournalReading, std::string> reading =
      storage::read_journal_file(options.file, options.meeting);
  if (!reading) throw SetupError(reading.error());
  if (reading->wrong)
    std::fprintf(stderr, "hemicycle: the record ends before entry %llu: %s\n",
                 static_cast<unsigned long long>(reading->wrong->sequence),
                 reading->wrong->why.c_str());
  const record::Language language =
      options.language == "vi" ? record::Language::kVietnamese : record::Language::kEnglish;
  Result<record::Record, std::string> record = record::compute_record(*reading, language);
  if (!record) throw SetupError(record.error());
  const std::string text =
      options.format == "json" ? record::write_json(*record) : record::write_html(*record);
  std::fputs(text.c_str(), stdout);
  return reading->wrong ? 1 : 0;
}

}  // namespace

Command record_command() {
  return {"record", "Print the record of a meeting, computed from its journal.",
          [](CLI::App& parser) {
            auto options =
                std::make_shared<RecordOptions>();  // shared: the parser writes, the callback reads
            parser.add_option("file", options->file, "a SQLite database or an exported journal")
                ->required();
            parser.add_option("--meeting", options->meeting, "which one, when there are several");
            parser.add_option("--format", options->format)
                ->check(CLI::IsMember({"html", "json"}))
                ->capture_default_str();
            parser.add_option("--language", options->language)
                ->check(CLI::IsMember({"en", "vi"}))
                ->capture_default_str();
            return Command::Run([options] { return write_record(*options); });
          }};
}

}  // namespace hemicycle::app
