#include "rehearsal/words.h"

#include <algorithm>

namespace hemicycle::rehearsal {
namespace {

bool is_space(char character) {
  return character == ' ' || character == '\t' || character == '\r';
}

// Cuts a quoted text off the front of `rest`, which begins with the quote.
Result<std::string, std::string> take_quoted(std::string_view& rest) {
  std::string text;
  rest.remove_prefix(1);
  for (;;) {
    const std::size_t quote = rest.find('"');
    if (quote == std::string_view::npos)
      return unexpected(std::string("a quotation mark is not closed"));
    text += rest.substr(0, quote);
    rest.remove_prefix(quote + 1);
    if (!rest.starts_with('"')) return text;
    text += '"';
    rest.remove_prefix(1);
  }
}

std::string take_bare(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_space(rest[end])) ++end;
  std::string text(rest.substr(0, end));
  rest.remove_prefix(end);
  return text;
}

// What stands right behind the closing quote.
Result<Word, std::string> take_tail(Word word, std::string_view& rest) {
  if (rest.starts_with(':')) {
    rest.remove_prefix(1);
    if (rest.starts_with('"')) {
      Result<std::string, std::string> part = take_quoted(rest);
      if (!part) return unexpected(part.error());
      word.part = std::move(*part);
    } else {
      word.part = take_bare(rest);
      word.comma = word.part.ends_with(',');
      if (word.comma) word.part.pop_back();
    }
    if (word.part.empty()) return unexpected(std::string("which part? Nothing stands behind ':'"));
  }
  if (rest.starts_with(',')) {
    word.comma = true;
    rest.remove_prefix(1);
  }
  if (!rest.empty() && !is_space(rest.front()))
    return unexpected(std::string("a space is missing behind a quotation mark"));
  return word;
}

std::string quoted(const std::string& text) {
  std::string marked = "\"";
  for (char character : text)
    marked += character == '"' ? std::string("\"\"") : std::string(1, character);
  return marked + '"';
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
      words.push_back({take_bare(rest)});
      continue;
    }
    Result<std::string, std::string> text = take_quoted(rest);
    if (!text) return unexpected(text.error());
    Result<Word, std::string> word = take_tail({std::move(*text), true}, rest);
    if (!word) return unexpected(word.error());
    words.push_back(std::move(*word));
  }
  return words;
}

std::string joined(std::span<const Word> words) {
  std::string line;
  for (const Word& word : words) {
    if (!line.empty()) line += ' ';
    line += word.quoted ? quoted(word.text) : word.text;
    if (!word.part.empty())
      line += ':' + (word.part.find(' ') == std::string::npos ? word.part : quoted(word.part));
    if (word.comma) line += ',';
  }
  return line;
}

}  // namespace hemicycle::rehearsal
