#include "rehearsal/pattern.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/clock_text.h"

namespace hemicycle::rehearsal {
namespace {

template <typename Number>
bool parse_digits(std::string_view text, Number& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() &&
         text[0] != '-';
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

template <typename Value, typename Into>
bool keep(const std::optional<Value>& value, Into& into) {
  if (value) into = *value;
  return value.has_value();
}

// Cuts what stands before `mark` off the front of `rest`, and the mark.
std::string_view cut(std::string_view& rest, char mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view front = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return front;
}

bool is_place(std::string_view word) {
  return word.starts_with('<');
}

bool is_one_of(std::string_view alternatives, std::string_view word) {
  while (!alternatives.empty())
    if (cut(alternatives, '|') == word) return true;
  return false;
}

struct Expected {
  std::string_view place;
  const char* what;  // said after 'X'
};
constexpr Expected kExpected[] = {
    {"<duration>", "is no duration, such as 3:40 or 72:00:00"},
    {"<time>", "is no time of day, such as 14:03"},
    {"<date>", "is no date, such as 2026-04-18"},
    {"<number>", "is no number"},
    {"<text>", "is no text in quotes"},
    {"<name>", "is no name"},
    {"<names>", "is no list of names with commas between them"},
    {"<subject>", "is no text, nor part of one"},
};

// Reads the words of one line against one pattern.
class Match {
 public:
  Match(std::string_view pattern, std::span<const Word> words) : words_(words) {
    bool fits = true;
    while (fits && !pattern.empty()) {
      fits = place_ < words_.size() && take(cut(pattern, ' '));
      if (fits) ++reading_.taken;
    }
    reading_.whole = fits && place_ == words_.size();
  }

  LineReading&& reading() { return std::move(reading_); }

 private:
  bool take(std::string_view expected) {
    const Word& word = words_[place_];
    ++place_;
    if (!is_place(expected)) return !word.quoted && is_one_of(expected, word.text);
    Argument argument;
    argument.word = word.text;
    const bool fits = fill(argument, word, expected);
    if (!fits) complain(word, expected);
    reading_.arguments.push_back(std::move(argument));
    return fits;
  }

  void complain(const Word& word, std::string_view place) {
    for (const Expected& each : kExpected)
      if (each.place == place)
        reading_.wrong = "'" + joined(std::span(&word, 1)) + "' " + each.what;
  }

  bool fill(Argument& argument, const Word& word, std::string_view place) {
    if (place == "<names>") return fill_names(argument, word);
    if (word.comma) return false;
    if (place == "<subject>") return fill_subject(argument, word);
    if (!word.part.empty()) return false;
    if (place == "<text>") return word.quoted && fill_text(argument, word);
    if (place == "<name>") return !word.text.empty();
    if (word.quoted) return false;
    if (place == "<number>") return parse_digits(word.text, argument.number);
    if (place == "<duration>") return keep(parse_clock(word.text), argument.duration);
    if (place == "<time>") return keep(parse_time_of_day(word.text), argument.time_of_day);
    return keep(parse_date(word.text), argument.date) && place == "<date>";
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

  static bool fill_subject(Argument& argument, const Word& word) {
    argument.part = word.part;
    if (!word.quoted) {
      std::string_view rest = word.text;
      argument.word = cut(rest, ':');
      argument.part = rest;
      if (word.text.ends_with(':')) return false;
    }
    return !argument.word.empty();
  }

  bool fill_names(Argument& argument, const Word& first) {
    for (const Word* word = &first;; word = &words_[place_++]) {
      const bool more = word->quoted ? word->comma : word->text.ends_with(',');
      if (!word->part.empty() || !add_names(argument, *word)) return false;
      if (!more) return true;
      if (place_ == words_.size()) return false;
    }
  }

  static bool add_names(Argument& argument, const Word& word) {
    if (word.quoted) {
      argument.names.push_back(word.text);
      return !word.text.empty();
    }
    std::string_view rest = word.text;
    while (!rest.empty()) {
      argument.names.emplace_back(cut(rest, ','));
      if (argument.names.back().empty()) return false;
    }
    return true;
  }

  std::span<const Word> words_;
  std::size_t place_ = 0;
  LineReading reading_;
};

// Of the words that stand in either, how many stand in both: 0 to 1.
double likeness(std::span<const Word> words, std::string_view pattern) {
  std::size_t shared = 0;
  std::size_t expected = 0;
  while (!pattern.empty()) {
    const std::string_view word = cut(pattern, ' ');
    if (is_place(word)) continue;
    ++expected;
    shared += std::any_of(words.begin(), words.end(), [&](const Word& each) {
      return !each.quoted && is_one_of(word, each.text);
    });
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(expected + words.size());
}

}  // namespace

LineReading read_against(std::string_view pattern, std::span<const Word> words) {
  return Match(pattern, words).reading();
}

std::vector<std::string_view> most_alike(std::span<const Word> words,
                                         std::span<const std::string_view> patterns) {
  struct Candidate {
    double likeness;
    std::size_t taken;
    std::string_view pattern;
  };
  std::vector<Candidate> candidates;
  for (std::string_view pattern : patterns)
    if (const double alike = likeness(words, pattern); alike > 0)
      candidates.push_back({alike, read_against(pattern, words).taken, pattern});
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.taken > b.taken;
  });
  constexpr std::size_t kNamed = 3;
  constexpr double kWorthNaming = 0.6;  // of the most alike
  std::vector<std::string_view> named;
  for (const Candidate& candidate : candidates)
    if (named.size() < kNamed && candidate.likeness >= kWorthNaming * candidates.front().likeness)
      named.push_back(candidate.pattern);
  return named;
}

}  // namespace hemicycle::rehearsal
