#include "rehearsal/member_list.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <csv.h>

#include "base/text.h"
#include "base/unicode.h"

namespace hemicycle::rehearsal {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string at_line(std::size_t line, const std::string& sentence) {
  return "line " + std::to_string(line) + ": " + sentence;
}

struct Row {
  std::size_t line = 1;
  std::vector<std::string> fields;
};

// What the parser's callbacks fill in.
struct Reading {
  std::vector<Row> rows;
  std::vector<std::string> fields;
  std::size_t line = 1;
  std::size_t lines_within = 0;  // line ends inside the fields of the row
};

void take_field(void* bytes, std::size_t length, void* state) {
  auto& reading = *static_cast<Reading*>(state);
  std::string field(static_cast<const char*>(bytes), length);
  reading.lines_within += static_cast<std::size_t>(std::count(field.begin(), field.end(), '\n'));
  reading.fields.push_back(std::move(field));
}

void take_row(int, void* state) {
  auto& reading = *static_cast<Reading*>(state);
  const bool blank = std::all_of(reading.fields.begin(), reading.fields.end(),
                                 [](const std::string& field) { return field.empty(); });
  if (!blank) reading.rows.push_back({reading.line, std::move(reading.fields)});
  reading.fields.clear();
  reading.line += 1 + reading.lines_within;
  reading.lines_within = 0;
}

// A byte that is trimmed off fields: none, since a padded name is a mistake to be told.
int no_space(unsigned char) {
  return 0;
}

std::string with_line_feeds(std::string_view content) {
  std::string text;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
    text += content[i] == '\r' ? '\n' : content[i];
  }
  return text;
}

// The one of the three that the first line has most of.
unsigned char separator_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  unsigned char most = ',';
  for (const char each : {';', '\t'})
    if (std::count(line.begin(), line.end(), each) > std::count(line.begin(), line.end(), most))
      most = static_cast<unsigned char>(each);
  return most;
}

std::optional<std::string> encoding_is_another(std::string_view content) {
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF"))
    return at_line(1, "this file is in UTF-16; save it as 'CSV UTF-8'");
  std::size_t line = 1;
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    if (!is_utf8(content.substr(0, end)))
      return at_line(line,
                     "this is not UTF-8, but probably Windows-1252 or Latin-1; save the file as "
                     "'CSV UTF-8'");
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    ++line;
  }
  return std::nullopt;
}

Result<std::vector<Row>, std::string> rows_of(const std::string& text) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    return unexpected(std::string("there is no memory for this list"));
  csv_set_delim(&parser, separator_of(text));
  csv_set_space_func(&parser, &no_space);
  Reading reading;
  const bool whole = csv_parse(&parser, text.data(), text.size(), &take_field, &take_row,
                               &reading) == text.size() &&
                     csv_fini(&parser, &take_field, &take_row, &reading) == 0;
  csv_free(&parser);
  if (!whole)
    return unexpected(at_line(reading.line, "a quotation mark stands alone or is not closed"));
  return std::move(reading.rows);
}

// Where each of the four stands in a row; nothing: there is no such column.
enum Column { kName, kCountry, kEnglish, kVietnamese, kColumns };
using Columns = std::array<std::optional<std::size_t>, kColumns>;

std::optional<Columns> columns_of_headings(const Row& row) {
  constexpr std::array<std::array<std::string_view, 3>, kColumns> kHeadings = {
      {{"name", "short name", "tên gọi tắt"},
       {"country", "code", "quốc gia"},
       {"english", "en", "tiếng anh"},
       {"vietnamese", "vi", "tiếng việt"}}};
  Columns columns;
  for (std::size_t place = 0; place < row.fields.size(); ++place) {
    const std::string heading = appearance(row.fields[place]);
    for (std::size_t column = 0; column < kColumns; ++column)
      if (!columns[column] && std::count(kHeadings[column].begin(), kHeadings[column].end(),
                                         std::string_view(heading)) > 0)
        columns[column] = place;
  }
  if (columns[kName] && columns[kEnglish]) return columns;
  return std::nullopt;
}

Result<MemberLine, std::string> member_of(const Row& row, const Columns& columns) {
  const auto field = [&](Column column) {
    const std::optional<std::size_t> place = columns[column];
    return place && *place < row.fields.size() ? row.fields[*place] : std::string();
  };
  MemberLine member{row.line, field(kName), field(kCountry), {{"en", field(kEnglish)}}};
  if (member.name.empty() || is_padded(member.name) || member.name.find(' ') != std::string::npos)
    return unexpected(at_line(row.line, "the first name is one word, without spaces around it"));
  if (std::string vietnamese = field(kVietnamese); !vietnamese.empty())
    member.names.push_back({"vi", std::move(vietnamese)});
  return member;
}

}  // namespace

Result<std::vector<MemberLine>, std::string> parse_member_list(std::string_view content) {
  if (std::optional<std::string> another = encoding_is_another(content))
    return unexpected(*another);
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  const Result<std::vector<Row>, std::string> rows = rows_of(with_line_feeds(content));
  if (!rows) return unexpected(rows.error());
  std::span<const Row> lines = *rows;
  Columns columns = {0, 1, 2, 3};
  std::size_t expected = kColumns;
  if (!lines.empty()) {
    if (std::optional<Columns> headings = columns_of_headings(lines.front())) {
      columns = *headings;
      expected = lines.front().fields.size();
      lines = lines.subspan(1);
    }
  }
  std::vector<MemberLine> members;
  for (const Row& row : lines) {
    if (row.fields.size() != expected)
      return unexpected(at_line(row.line, std::to_string(row.fields.size()) + " columns where " +
                                              std::to_string(expected) +
                                              " are expected: name, country, English, Vietnamese"));
    Result<MemberLine, std::string> member = member_of(row, columns);
    if (!member) return unexpected(member.error());
    members.push_back(std::move(*member));
  }
  return members;
}

}  // namespace hemicycle::rehearsal
