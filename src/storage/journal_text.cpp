#include "storage/journal_text.h"

#include <boost/json.hpp>

#include "base/result.h"
#include "storage/hash_chain.h"

namespace hemicycle::storage {
namespace {

namespace json = boost::json;

constexpr std::string_view kEventMember = ",\"event\":";

std::string quoted(std::string_view text) {
  return json::serialize(json::value(json::string_view(text.data(), text.size())));
}

// Members of one object, each of which must be there and of its type.
class Members {
 public:
  static std::optional<Members> parse(std::string_view line) {
    json::error_code error;
    json::value value = json::parse(json::string_view(line.data(), line.size()), error);
    if (error || !value.is_object()) return std::nullopt;
    return Members(std::move(value.as_object()));
  }

  std::optional<std::string> text(const char* name) const {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string(value->as_string());
  }
  std::optional<std::uint64_t> number(const char* name) const {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr || !value->is_int64() || value->as_int64() < 0) return std::nullopt;
    return static_cast<std::uint64_t>(value->as_int64());
  }
  std::optional<Digest> digest(const char* name) const {
    std::optional<std::string> hex = text(name);
    return hex ? Digest::parse(*hex) : std::nullopt;
  }

 private:
  explicit Members(json::object object) : object_(std::move(object)) {}
  json::object object_;
};

bool is_json_object(std::string_view text) {
  json::error_code error;
  return json::parse(json::string_view(text.data(), text.size()), error).is_object() && !error;
}

Result<std::string, std::string> parse_header(std::string_view line) {
  std::optional<Members> members = Members::parse(line);
  if (!members || members->text("journal") != "hemicycle" || !members->text("meeting"))
    return unexpected(std::string("this is no journal: the first line does not say so"));
  std::optional<std::uint64_t> version = members->number("version");
  if (!version || *version < 1 || *version > kJournalVersion)
    return unexpected("this journal has version " + std::to_string(version.value_or(0)) +
                      "; this program reads up to " + std::to_string(kJournalVersion));
  return *members->text("meeting");
}

std::optional<ClosingLine> parse_closing(std::string_view line) {
  std::optional<Members> members = Members::parse(line);
  if (!members || !members->number("entries") || !members->digest("hash")) return std::nullopt;
  return ClosingLine{*members->number("entries"), *members->digest("hash")};
}

// The member `event` is cut out as text, since its exact bytes were hashed. Inside a string its
// quotes would be escaped, so the first match is the member.
std::optional<JournalEntry> parse_entry(std::string_view line) {
  std::size_t event = line.find(kEventMember);
  if (event == std::string_view::npos || !line.ends_with('}')) return std::nullopt;
  std::optional<Members> members = Members::parse(std::string(line.substr(0, event)) + "}");
  std::string_view payload = line.substr(event + kEventMember.size());
  payload.remove_suffix(1);
  if (!members || !is_json_object(payload)) return std::nullopt;

  std::optional<std::uint64_t> sequence = members->number("sequence");
  std::optional<std::string> time_text = members->text("time");
  std::optional<WallTime> time = time_text ? parse_time(*time_text) : std::nullopt;
  std::optional<std::string> actor = members->text("actor");
  std::optional<std::string> type = members->text("type");
  std::optional<Digest> hash = members->digest("hash");
  if (!sequence || !time || !actor || !type || !hash) return std::nullopt;
  return JournalEntry{*sequence, *time, *actor, *type, std::string(payload), *hash};
}

// Takes the lines of a file one by one and stops at the first that is wrong.
class TextReader {
 public:
  JournalReading read(std::string_view text) {
    while (!text.empty() && !reading_.wrong) {
      std::size_t end = text.find('\n');
      ++line_;
      if (end == std::string_view::npos)
        fail("the file ends in the middle of this line");
      else
        take(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    ++line_;
    if (!reading_.wrong && !closed_) fail("the file is truncated: its closing line is missing");
    if (chain_) reading_.head = chain_->head();
    return std::move(reading_);
  }

 private:
  void fail(std::string why) {
    reading_.wrong = {line_, chain_ && !closed_ ? chain_->head().sequence + 1 : 0, std::move(why)};
  }

  void take(std::string_view line) {
    if (closed_) return fail("something follows the closing line");
    if (!chain_) return take_header(line);
    if (std::optional<ClosingLine> closing = parse_closing(line)) return take_closing(*closing);
    std::optional<JournalEntry> entry = parse_entry(line);
    if (!entry) return fail("this line is no entry");
    if (std::optional<std::string> why = chain_->follow(*entry)) return fail(*why);
    reading_.entries.push_back(std::move(*entry));
  }

  void take_header(std::string_view line) {
    Result<std::string, std::string> meeting = parse_header(line);
    if (!meeting) return fail(meeting.error());
    reading_.meeting = *meeting;
    chain_.emplace(std::string_view(*meeting));
  }

  void take_closing(const ClosingLine& closing) {
    const JournalHead& head = chain_->head();
    if (closing.entries != head.sequence)
      return fail("the closing line counts " + std::to_string(closing.entries) +
                  " entries, but the file has " + std::to_string(head.sequence));
    if (closing.hash != head.hash) return fail("the closing line has another hash");
    closed_ = true;
  }

  JournalReading reading_;
  std::optional<HashChain> chain_;
  std::size_t line_ = 0;
  bool closed_ = false;
};

}  // namespace

std::string write_header_line(std::string_view meeting) {
  return "{\"journal\":\"hemicycle\",\"version\":" + std::to_string(kJournalVersion) +
         ",\"meeting\":" + quoted(meeting) + "}\n";
}

std::string write_entry_line(const JournalEntry& entry) {
  return "{\"sequence\":" + std::to_string(entry.sequence) + ",\"time\":\"" +
         format_time(entry.time) + "\",\"actor\":" + quoted(entry.actor) +
         ",\"type\":" + quoted(entry.type) + ",\"hash\":\"" + entry.hash.hex() + "\"" +
         std::string(kEventMember) + entry.payload + "}\n";
}

std::string write_closing_line(const JournalHead& head) {
  return "{\"entries\":" + std::to_string(head.sequence) + ",\"hash\":\"" + head.hash.hex() +
         "\"}\n";
}

JournalReading read_journal_text(std::string_view text) {
  return TextReader().read(text);
}

}  // namespace hemicycle::storage
