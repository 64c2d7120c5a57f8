#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/journal_commands.h"
#include "app/surroundings.h"
#include "base/clock_text.h"
#include "record/names.h"
#include "rehearsal/guide.h"
#include "rehearsal/rehearsal.h"

namespace hemicycle::app {
namespace {

using rehearsal::RehearsalResult;

struct RehearseOptions {
  std::string file;
  std::string language = "en";
  std::string journal;
  std::string record;
  std::string rules;
  bool phrases = false;
};

// Escape sequences, unless the output is no terminal or the user wants none (no-color.org).
class Colours {
 public:
  Colours() : on_(::isatty(STDOUT_FILENO) == 1 && !wants_none()) {}

  std::string paint(const char* code, const std::string& text) const {
    return on_ ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
  }

 private:
  static bool wants_none() {
    const char* no_color = std::getenv("NO_COLOR");
    return no_color != nullptr && *no_color != '\0';
  }
  bool on_;
};

const char* code_of(record::Tone tone) {
  constexpr const char* kCodes[] = {"0", "36", "34", "35", "1;32", "33"};
  return kCodes[static_cast<std::size_t>(tone)];
}

class Printer final : public rehearsal::Audience {
 public:
  Printer(std::string file, record::Language language)
      : file_(std::move(file)), language_(language) {}

  void hear(WallTime at, const record::Sentence& sentence) override {
    if (const std::string day = record::day_of(at); day != day_) {
      day_ = day;
      std::printf("%s\n", colours_.paint("1", day).c_str());
    }
    std::printf("%s  %s\n", colours_.paint("2", record::time_of_day(at)).c_str(),
                colours_.paint(code_of(sentence.tone), sentence.text).c_str());
  }

  void see_refusal(std::uint32_t line, WallTime at, const std::string& who,
                   const meeting::Refusal& refusal) override {
    const std::string code(meeting::name_of(refusal.code));
    const std::string rule =
        refusal.rule.empty()
            ? code
            : record::say(language_, {"rule {0}, {1}", "điều {0}, {1}"}, refusal.rule, code);
    hear(at,
         {record::Tone::kRefusal,
          record::say(language_, {"{0}: {1}, refused: {2} [{3}]", "{0}: {1}, từ chối: {2} [{3}]"},
                      place(line), who, sentence(refusal, record::tag_of(language_)), rule)});
  }

  void see_expectation(std::uint32_t line, std::string_view words,
                       const std::optional<std::string>& complaint) override {
    if (!complaint) {
      std::printf("          %s\n", colours_.paint("2;32", "✓ " + std::string(words)).c_str());
      return;
    }
    const std::string text = "✗ " + place(line) + ": " + std::string(words) + ": " + *complaint;
    std::printf("          %s\n", colours_.paint("1;31", text).c_str());
  }

  const Colours& colours() const { return colours_; }

 private:
  std::string place(std::uint32_t line) const { return file_ + ":" + std::to_string(line); }

  std::string file_;
  record::Language language_;
  Colours colours_;
  std::string day_;
};

Result<std::string, std::string> read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) return unexpected(path.string() + " cannot be read");
  return std::move(content).str();
}

// What a scenario names: rules in a folder of rules, other files beside it.
class Files {
 public:
  Files(const std::filesystem::path& scenario, const std::string& rules)
      : beside_(std::filesystem::absolute(scenario).parent_path()) {
    if (!rules.empty())
      rules_ = {rules};
    else
      rules_ = {beside_ / "rules", find_rules()};
  }

  Result<std::string, std::string> read(const std::string& name) const {
    constexpr std::string_view kRules = "rules/";
    if (!name.starts_with(kRules)) return read_text(beside_ / name);
    std::string searched;
    for (const std::filesystem::path& folder : rules_) {
      if (folder.empty()) continue;
      const std::filesystem::path path = folder / name.substr(kRules.size());
      if (std::filesystem::is_regular_file(path)) return read_text(path);
      searched += (searched.empty() ? "" : ", nor ") + path.string();
    }
    return unexpected("there is no " + searched + "; --rules names another folder");
  }

 private:
  std::filesystem::path beside_;
  std::vector<std::filesystem::path> rules_;
};

void write_text(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text)) throw SetupError(path + " cannot be written");
}

// The record in short: who spoke, what was decided, what proves it.
class ShortRecord {
 public:
  ShortRecord(const record::Record& record, record::Language language, const Colours& colours)
      : record_(record), language_(language), colours_(colours) {}

  void print() const {
    std::printf("\n%s\n", colours_.paint("1", record_.title).c_str());
    heading({"Who spoke, how often and for how long", "Ai phát biểu, mấy lần và bao lâu"});
    for (const record::DelegationAttendance& line : record_.attendance)
      if (line.speeches > 0)
        std::printf("  %9s  %2u×  %s\n", clock_text(line.spoken).c_str(), line.speeches,
                    line.name.c_str());
    heading({"What was decided", "Những gì được quyết định"});
    for (const record::DecisionLine& line : record_.decisions) print(line);
    heading({"Evidence", "Bằng chứng"});
    std::printf("  %s\n  %s\n",
                record::say(language_,
                            {"{0} entries on the journal, {1} of them refusals; the last hash is",
                             "Nhật ký có {0} mục, trong đó {1} lần từ chối; mã băm cuối cùng là"},
                            record_.evidence.entries, record_.refusals.size())
                    .c_str(),
                record_.evidence.hash.c_str());
  }

 private:
  void heading(const record::Phrase& words) const {
    std::printf("%s\n", colours_.paint("2", words.in(language_)).c_str());
  }
  void print(const record::DecisionLine& line) const {
    const meeting::Meeting nothing;  // words need no state
    const record::Names names(nothing, language_);
    const meeting::Tally& tally = line.tally;
    std::string counts;
    if (tally.in_favour + tally.against + tally.abstaining > 0 && line.candidates.empty())
      counts = record::say(language_,
                           {" ({0} in favour, {1} against, {2} abstaining; {3} needed)",
                            " ({0} tán thành, {1} phản đối, {2} phiếu trắng; cần {3})"},
                           tally.in_favour, tally.against, tally.abstaining, tally.needed);
    std::printf("  %s: %s%s\n", record::capitalised(line.subject).c_str(),
                names.outcome(line.outcome, line.cancelled_because).c_str(), counts.c_str());
  }

  const record::Record& record_;
  record::Language language_;
  const Colours& colours_;
};

int rehearse_file(const RehearseOptions& options) {
  if (options.phrases) return std::fputs(rehearsal::write_guide().c_str(), stdout) < 0 ? 1 : 0;
  if (options.file.empty())
    throw SetupError("rehearse which FILE? See `hemicycle rehearse --help`");
  Result<std::string, std::string> scenario = read_text(options.file);
  if (!scenario) throw SetupError(scenario.error());
  rehearsal::RehearsalOptions how;
  how.language =
      options.language == "vi" ? record::Language::kVietnamese : record::Language::kEnglish;
  const Files files(options.file, options.rules);
  how.read_file = [&](const std::string& name) { return files.read(name); };
  Printer printer(options.file, how.language);
  const RehearsalResult result = rehearsal::rehearse(*scenario, how, printer);

  if (result.error)
    throw SetupError(options.file + ":" + std::to_string(result.error->line) + ": " +
                     result.error->sentence);
  if (result.record) {
    ShortRecord(*result.record, how.language, printer.colours()).print();
    if (!options.journal.empty()) write_text(options.journal, result.journal);
    if (!options.record.empty()) write_text(options.record, record::write_html(*result.record));
  }
  const std::string summary = std::to_string(result.held) + " expectations held, " +
                              std::to_string(result.failed) + " failed";
  std::printf("%s\n", printer.colours().paint(result.passed() ? "1;32" : "1;31", summary).c_str());
  return result.passed() ? 0 : 1;
}

}  // namespace

Command rehearse_command() {
  return {
      "rehearse", "Play a scenario in simulated time and check what it expects.",
      [](CLI::App& parser) {
        auto options =
            std::make_shared<RehearseOptions>();  // shared: the parser writes, the callback reads
        parser.add_option("file", options->file, "a scenario, such as those in sim/meetings");
        parser.add_option("--language", options->language)
            ->check(CLI::IsMember({"en", "vi"}))
            ->capture_default_str();
        parser.add_option("--rules", options->rules,
                          "the folder of the rules profiles, instead of those that come along");
        parser.add_flag("--phrases", options->phrases, "print how scenarios are written");
        parser.add_option("--journal", options->journal, "write the journal there");
        parser.add_option("--record", options->record, "write the record there, as HTML");
        return Command::Run([options] { return rehearse_file(*options); });
      }};
}

}  // namespace hemicycle::app
