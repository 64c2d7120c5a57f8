#include "rehearsal/scenario.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "rehearsal/words.h"

namespace hemicycle::rehearsal {
namespace {

constexpr std::size_t kLineBytesMax = 4096;

template <typename Number>
bool parse_digits(std::string_view text, Number& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() &&
         text[0] != '-';
}

// "3:40" or "1:03:40": the parts, the last two below 60.
std::optional<std::chrono::seconds> parse_clock(std::string_view text, std::size_t parts_min) {
  std::vector<unsigned> parts;
  while (parts.size() < 3) {
    const std::size_t colon = text.find(':');
    unsigned part = 0;
    const std::string_view digits = text.substr(0, colon);
    if (digits.size() > 4 || !parse_digits(digits, part)) return std::nullopt;
    if (!parts.empty() && (part > 59 || digits.size() != 2)) return std::nullopt;
    parts.push_back(part);
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (parts.size() == 3) return std::nullopt;
  }
  if (parts.size() < parts_min) return std::nullopt;
  std::chrono::seconds total{0};
  for (unsigned part : parts) total = total * 60 + std::chrono::seconds(part);
  return total;
}

std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text) {
  std::optional<std::chrono::seconds> clock = parse_clock(text, 2);
  if (!clock) return std::nullopt;
  const bool with_seconds = std::count(text.begin(), text.end(), ':') == 2;
  const std::chrono::seconds time = with_seconds ? *clock : *clock * 60;
  return time < std::chrono::hours(24) ? std::optional(time) : std::nullopt;
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
      !parse_digits(text.substr(0, 4), year) || !parse_digits(text.substr(5, 2), month) ||
      !parse_digits(text.substr(8, 2), day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

// Reads the words of one line against one pattern.
class Match {
 public:
  Match(std::span<const Word> words, std::string_view pattern) : words_(words) {
    while (matches_ && !pattern.empty()) {
      const std::size_t end = pattern.find(' ');
      take(pattern.substr(0, end));
      if (matches_) ++taken_;
      pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end + 1);
    }
    matches_ = matches_ && place_ == words_.size();
  }

  bool matches() const { return matches_; }
  std::size_t taken() const { return taken_; }  // how much of the pattern fitted
  Arguments&& arguments() { return std::move(arguments_); }

 private:
  void take(std::string_view expected) {
    if (place_ == words_.size()) {
      matches_ = false;
      return;
    }
    const Word& word = words_[place_];
    ++place_;
    if (expected.front() != '<') {
      matches_ = !word.quoted && word.text == expected;
      return;
    }
    Argument argument;
    argument.word = word.text;
    matches_ = fill(argument, word, expected);
    arguments_.push_back(std::move(argument));
  }

  bool fill(Argument& argument, const Word& word, std::string_view place) {
    if (place == "<text>") return word.quoted && fill_text(argument, word);
    if (word.quoted) return false;
    if (place == "<name>") {
      argument.names = {word.text};
      return true;
    }
    if (place == "<names>") return fill_names(argument, word);
    if (place == "<number>") return parse_digits(word.text, argument.number);
    if (place == "<duration>") {
      std::optional<std::chrono::seconds> clock = parse_clock(word.text, 2);
      if (clock) argument.duration = *clock;
      return clock.has_value();
    }
    if (place == "<time>") {
      std::optional<std::chrono::seconds> time = parse_time_of_day(word.text);
      if (time) argument.time_of_day = *time;
      return time.has_value();
    }
    std::optional<std::chrono::sys_days> date = parse_date(word.text);
    if (date) argument.date = *date;
    return date.has_value() && place == "<date>";
  }

  bool fill_text(Argument& argument, const Word& word) {
    argument.text = {{"en", word.text}};
    if (place_ + 1 < words_.size() && !words_[place_].quoted && words_[place_].text == "/" &&
        words_[place_ + 1].quoted) {
      argument.text.push_back({"vi", words_[place_ + 1].text});
      place_ += 2;
    }
    return true;
  }

  bool fill_names(Argument& argument, const Word& word) {
    std::string_view name = word.text;
    for (;;) {
      const bool more = name.ends_with(',');
      if (more) name.remove_suffix(1);
      if (name.empty()) return false;
      argument.names.emplace_back(name);
      if (!more) return true;
      if (place_ == words_.size() || words_[place_].quoted) return false;
      name = words_[place_++].text;
    }
  }

  std::span<const Word> words_;
  std::size_t place_ = 0;
  std::size_t taken_ = 0;
  Arguments arguments_;
  bool matches_ = true;
};

ScenarioError no_phrase(std::uint32_t line, std::span<const Word> words,
                        std::span<const std::string_view> patterns) {
  std::string_view nearest;
  std::size_t most = 0;
  for (std::string_view pattern : patterns)
    if (std::size_t taken = Match(words, pattern).taken(); taken > most) {
      most = taken;
      nearest = pattern;
    }
  std::string sentence = "no phrase reads '" + joined(words) + "'";
  if (!nearest.empty()) sentence += "; the nearest is '" + std::string(nearest) + "'";
  return {line, sentence};
}

Result<Step, ScenarioError> parse_step(std::uint32_t line, std::vector<Word> words,
                                       std::span<const std::string_view> patterns) {
  Step step;
  step.line = line;
  std::span<const Word> rest = words;
  if (!rest.front().quoted) step.at = parse_time_of_day(rest.front().text);
  if (step.at) rest = rest.subspan(1);
  if (rest.empty()) return unexpected(ScenarioError{line, "what happens at this time?"});
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    Match match(rest, patterns[i]);
    if (!match.matches()) continue;
    step.pattern = i;
    step.arguments = match.arguments();
    step.words = joined(rest);
    return step;
  }
  return unexpected(no_phrase(line, rest, patterns));
}

}  // namespace

Result<std::vector<Step>, ScenarioError> parse_scenario(
    std::string_view text, std::span<const std::string_view> patterns) {
  std::vector<Step> steps;
  std::uint32_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (content.size() > kLineBytesMax)
      return unexpected(ScenarioError{line, "this line is too long"});
    if (!is_utf8(content)) return unexpected(ScenarioError{line, "this line is not in UTF-8"});
    Result<std::vector<Word>, std::string> words = split_words(content);
    if (!words) return unexpected(ScenarioError{line, words.error()});
    if (words->empty()) continue;
    Result<Step, ScenarioError> step = parse_step(line, std::move(*words), patterns);
    if (!step) return unexpected(step.error());
    steps.push_back(std::move(*step));
  }
  return steps;
}

}  // namespace hemicycle::rehearsal
