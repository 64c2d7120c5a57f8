#include "rehearsal/words.h"

namespace hemicycle::rehearsal {
namespace {

bool is_space(char character) {
  return character == ' ' || character == '\t' || character == '\r';
}

// Cuts a quoted text off the front of `rest`, which begins with the quote.
Result<Word, std::string> take_quoted(std::string_view& rest) {
  Word word{{}, true};
  rest.remove_prefix(1);
  for (;;) {
    const std::size_t quote = rest.find('"');
    if (quote == std::string_view::npos)
      return unexpected(std::string("a quotation mark is not closed"));
    word.text += rest.substr(0, quote);
    rest.remove_prefix(quote + 1);
    if (!rest.starts_with('"')) return word;
    word.text += '"';
    rest.remove_prefix(1);
  }
}

Word take_word(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_space(rest[end])) ++end;
  Word word{std::string(rest.substr(0, end)), false};
  rest.remove_prefix(end);
  return word;
}

}  // namespace

Result<std::vector<Word>, std::string> split_words(std::string_view line) {
  std::vector<Word> words;
  for (std::string_view rest = line; !rest.empty();) {
    if (is_space(rest.front())) {
      rest.remove_prefix(1);
      continue;
    }
    if (rest.front() == '#') break;
    if (rest.front() != '"') {
      words.push_back(take_word(rest));
      continue;
    }
    Result<Word, std::string> word = take_quoted(rest);
    if (!word) return unexpected(word.error());
    words.push_back(std::move(*word));
  }
  return words;
}

std::string joined(std::span<const Word> words) {
  std::string line;
  for (const Word& word : words) {
    if (!line.empty()) line += ' ';
    line += word.quoted ? '"' + word.text + '"' : word.text;
  }
  return line;
}

}  // namespace hemicycle::rehearsal
