#include "chamber/frames.h"

#include <algorithm>
#include <charconv>

#include <boost/json.hpp>

#include "meeting/enum_names.h"
#include "storage/described_json.h"
#include "storage/strict_json.h"

namespace hemicycle::chamber {

namespace json = boost::json;
using projection::Path;
using projection::PathKind;
using storage::write_json_string;

const Rejection kUnreadable{"unreadable", "The server cannot read this message.",
                            "Máy chủ không đọc được thông điệp này."};
const Rejection kMalformed{"malformed", "The server does not know this command.",
                           "Máy chủ không nhận biết lệnh này."};
const Rejection kTooManyCommands{
    "too_many_commands", "Too many commands in a short time. Please try again in a moment.",
    "Quá nhiều lệnh trong thời gian ngắn. Đề nghị thử lại sau ít giây."};
const Rejection kStorageFull{
    "storage_full",
    "The server has no room left to keep what is decided. Nothing has changed; please tell the "
    "secretariat and try again later.",
    "Máy chủ không còn chỗ để lưu. Chưa có gì thay đổi; đề nghị báo Ban Thư ký và thử lại sau."};
const Rejection kStorageGone{
    "storage_gone",
    "The server cannot keep anything at the moment. Nothing has changed; please try again in a "
    "moment.",
    "Máy chủ tạm thời không lưu được. Chưa có gì thay đổi; đề nghị thử lại sau ít giây."};
const Rejection kNotKnownYet{
    "not_known_yet",
    "The connection to the database broke while this was being stored. It will be known in some "
    "seconds whether it was.",
    "Kết nối với cơ sở dữ liệu bị ngắt khi đang lưu. Sau ít giây sẽ biết lệnh đã được lưu hay "
    "chưa."};
const Rejection kNobody{"nobody", "This link is for watching; it names nobody who could act.",
                        "Đường dẫn này chỉ để theo dõi, không gắn với người tham dự nào."};

const Rejection& rejection_of(storage::StorageFault fault) {
  if (fault == storage::StorageFault::kFull) return kStorageFull;
  return fault == storage::StorageFault::kUnknown ? kNotKnownYet : kStorageGone;
}

namespace {

using Parsed = Result<ClientFrame, std::string>;

tl::unexpected<std::string> wrong(std::string what) {
  return unexpected(std::move(what));
}

// Takes members out of an object; what is left over is unknown.
class Members {
 public:
  explicit Members(const json::object& object) : object_(object) {}

  const json::value* take(std::string_view name) {
    const json::value* found = object_.if_contains(json::string_view(name.data(), name.size()));
    if (found != nullptr) ++taken_;
    return found;
  }
  bool is_all() const { return taken_ == object_.size(); }

 private:
  const json::object& object_;
  std::size_t taken_ = 0;
};

std::optional<std::string> text_of(const json::value* value, std::size_t bytes_max) {
  if (value == nullptr || !value->is_string() || value->get_string().size() > bytes_max)
    return std::nullopt;
  return std::string(value->get_string());
}

bool is_request_id(const std::string& id) {
  constexpr std::string_view kBeside = "-_.";
  return !id.empty() && std::ranges::all_of(id, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kBeside.find(c) != std::string_view::npos;
  });
}

// "votes/3" and the others that are numbered, or the name alone.
std::optional<Path> parse_path(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  Path path;
  if (slash < text.size()) {
    const std::string_view digits = text.substr(slash + 1);
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, path.number);
    if (error != std::errc() || stop != end || path.number == 0) return std::nullopt;
  }
  for (std::size_t kind = 0; kind < projection::kPathKinds; ++kind) {
    path.kind = static_cast<PathKind>(kind);
    if (path.kind != PathKind::kMe && is_numbered(path.kind) == (path.number > 0) &&
        projection::write(path) == text)
      return path;
  }
  return std::nullopt;
}

Parsed parse_resume(const json::value& at, Members& members) {
  Resume resume;
  if (const json::value* audience = members.take("audience")) {
    const auto text = text_of(audience, kRequestIdBytesMax);
    if (!text) return wrong("audience: a short text is expected");
    resume.audience = *text;
  }
  if (at.is_null()) return resume;
  json::error_code error;
  const auto entry = at.to_number<std::uint64_t>(error);
  if (error) return wrong("resume: the number of an entry, or null, is expected");
  resume.at = entry;
  return resume;
}

std::optional<meeting::Role> parse_capacity(const std::string& name) {
  for (auto role : {meeting::Role::kChair, meeting::Role::kSecretariat, meeting::Role::kDelegate})
    if (meeting::name_of(role) == name) return role;
  return std::nullopt;
}

Parsed parse_wish(Members& members, std::string request) {
  Wish wish{std::move(request), std::nullopt, {}};
  if (const json::value* as = members.take("as")) {
    const auto name = text_of(as, kRequestIdBytesMax);
    wish.as = name ? parse_capacity(*name) : std::nullopt;
    if (!wish.as) return wrong("as: chair, secretariat or delegate is expected");
  }
  const json::value* command = members.take("command");
  if (command == nullptr) return wrong("command or open is missing");
  wish.command = *command;
  return wish;
}

Parsed parse_open(const json::value& opened, std::string request) {
  Open open{std::move(request), {}};
  const json::array* list = opened.if_array();
  if (list == nullptr || list->empty() || list->size() > kOpenedMax)
    return wrong("open: 1 to " + std::to_string(kOpenedMax) + " paths are expected");
  for (const json::value& each : *list) {
    const auto text = text_of(&each, kRequestIdBytesMax);
    const auto path = text ? parse_path(*text) : std::nullopt;
    if (!path) return wrong("open: there is no such document");
    open.paths.push_back(*path);
  }
  return open;
}

Parsed parse_members(Members& members) {
  if (const json::value* ping = members.take("ping")) {
    const auto text = text_of(ping, kPingBytesMax);
    if (!text) return wrong("ping: a short text is expected");
    return Ping{*text};
  }
  const json::value* request = members.take("request");
  if (request == nullptr) {
    const json::value* at = members.take("resume");
    if (at == nullptr) return wrong("request, resume or ping is expected");
    return parse_resume(*at, members);
  }
  auto id = text_of(request, kRequestIdBytesMax);
  if (!id || !is_request_id(*id)) return wrong("request: letters, digits and -_. are expected");
  if (const json::value* opened = members.take("open")) return parse_open(*opened, std::move(*id));
  return parse_wish(members, std::move(*id));
}

void add_text(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  write_json_string(out, text);
}

std::string begin_answer(std::string_view request) {
  std::string out = "{\"request\":";
  write_json_string(out, request);
  return out;
}

void add_sentences(std::string& out, std::string_view code, std::string_view rule,
                   std::string_view en, std::string_view vi) {
  out += "{\"code\":";
  write_json_string(out, code);
  add_text(out, "rule", rule);
  add_text(out, "en", en);
  add_text(out, "vi", vi);
  out += '}';
}

std::string with_detail(std::string_view sentence, std::string_view detail) {
  std::string text(sentence);
  if (!detail.empty()) {
    text += " (";
    text += detail;
    text += ')';
  }
  return text;
}

}  // namespace

Result<ClientFrame, std::string> parse_frame(std::string_view text) {
  const Result<json::value, std::string> parsed = storage::parse_strictly(text);
  if (!parsed) return wrong("it is not JSON: " + parsed.error());
  const json::object* object = parsed->if_object();
  if (object == nullptr) return wrong("an object is expected");
  Members members(*object);
  Parsed frame = parse_members(members);
  if (frame && !members.is_all()) return wrong("it has a member that is unknown here");
  return frame;
}

std::string write_hello(const Hello& hello) {
  std::string out = "{\"hello\":{\"protocol\":1";
  add_text(out, "server", hello.server);
  add_text(out, "session", hello.session);
  if (hello.person) add_text(out, "person", std::to_string(hello.person->value()));
  add_text(out, "role", meeting::name_of(hello.stands.role));
  if (hello.stands.delegation)
    out += ",\"delegation\":" + std::to_string(hello.stands.delegation->value());
  add_text(out, "audience", write(hello.stands.audience));
  add_text(out, "now", storage::format_time(hello.now));
  out += ",\"at\":" + std::to_string(hello.at);
  out += ",\"limits\":{\"frame_bytes\":" + std::to_string(kFrameBytesMax) +
         ",\"commands_per_second\":" + std::to_string(hello.commands_per_second) + "}}}";
  return out;
}

std::string write_done(std::string_view request, std::uint64_t at,
                       const std::optional<meeting::Receipt>& receipt) {
  std::string out = begin_answer(request) + ",\"done\":" + std::to_string(at);
  if (receipt) {
    out += ",\"receipt\":{\"voting\":" + std::to_string(receipt->voting.value());
    add_text(out, "number", receipt->number);
    out += '}';
  }
  return out + '}';
}

std::string write_refused(std::string_view request, const meeting::Refusal& refusal) {
  std::string out = begin_answer(request) + ",\"refused\":";
  add_sentences(out, meeting::name_of(refusal.code), refusal.rule, sentence(refusal, "en"),
                sentence(refusal, "vi"));
  return out + '}';
}

std::string write_answer(std::string_view request, const storage::Answer& answer) {
  return answer.refusal ? write_refused(request, *answer.refusal)
                        : write_done(request, answer.through, answer.receipt);
}

std::string write_refused(std::string_view request, const Rejection& rejection,
                          std::string_view detail) {
  std::string out = begin_answer(request) + ",\"refused\":";
  add_sentences(out, rejection.code, "", with_detail(rejection.en, detail), rejection.vi);
  return out + '}';
}

std::string write_error(const Rejection& rejection, std::string_view detail) {
  std::string out = "{\"error\":{\"code\":";
  write_json_string(out, rejection.code);
  add_text(out, "en", with_detail(rejection.en, detail));
  add_text(out, "vi", rejection.vi);
  return out + "}}";
}

std::string write_pong(std::string_view text, WallTime now) {
  std::string out = "{\"pong\":";
  write_json_string(out, text);
  add_text(out, "now", storage::format_time(now));
  return out + '}';
}

std::string write_snapshot(std::uint64_t at, std::string_view documents) {
  std::string out = "{\"at\":" + std::to_string(at) + ",\"snapshot\":true,\"documents\":{";
  out += documents;
  return out + "}}";
}

std::string write_opened(std::string_view request, std::uint64_t at, std::string_view documents) {
  std::string out = begin_answer(request) + ",\"at\":" + std::to_string(at) + ",\"documents\":{";
  out += documents;
  return out + "}}";
}

}  // namespace hemicycle::chamber
