#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/value.hpp>

#include "base/result.h"
#include "base/time.h"
#include "chamber/visitor.h"
#include "meeting/refusal.h"
#include "meeting/votes/tellers.h"
#include "projection/path.h"
#include "storage/answered_requests.h"
#include "storage/journal.h"

// What goes over a chamber's socket, as docs/chamber-socket.md has it: parse and write, nothing
// else.
namespace hemicycle::chamber {

inline constexpr std::string_view kProtocol = "hemicycle.chamber.1";
inline constexpr std::size_t kFrameBytesMax = 128 * 1024;
inline constexpr std::size_t kRequestIdBytesMax = 64;
inline constexpr std::size_t kOpenedMax = 16;
inline constexpr std::size_t kPingBytesMax = 64;

// ---- From a page ----

struct Resume {
  std::optional<std::uint64_t> at;  // none: from the beginning
  std::string audience;
};
struct Wish {
  std::string request;
  std::optional<meeting::Role> as;
  boost::json::value command;  // what it means is for storage/command_codec.h
};
struct Open {
  std::string request;
  std::vector<projection::Path> paths;
};
struct Ping {
  std::string text;
};
using ClientFrame = std::variant<Resume, Wish, Open, Ping>;

// Why a frame, or a wish, is not for the meeting to answer. The codes of the rules' own refusals
// are meeting/refusal_code.h.
struct Rejection {
  std::string_view code;
  std::string_view en;
  std::string_view vi;
};
extern const Rejection kUnreadable;
extern const Rejection kMalformed;
extern const Rejection kTooManyCommands;
extern const Rejection kStorageFull;
extern const Rejection kStorageGone;
extern const Rejection kNotKnownYet;
extern const Rejection kNobody;

const Rejection& rejection_of(storage::StorageFault fault);

// The error says what is wrong with it, in English, for whoever writes pages.
Result<ClientFrame, std::string> parse_frame(std::string_view text);

// ---- To a page ----

struct Hello {
  std::string_view server;
  std::string_view session;
  std::optional<meeting::PersonId> person;
  Standpoint stands;
  WallTime now;
  std::uint64_t at = 0;
  std::uint32_t commands_per_second = 0;
};
std::string write_hello(const Hello& hello);

std::string write_done(std::string_view request, std::uint64_t at,
                       const std::optional<meeting::Receipt>& receipt);
std::string write_refused(std::string_view request, const meeting::Refusal& refusal);
// What the meeting has answered: done, with its receipt, or refused.
std::string write_answer(std::string_view request, const storage::Answer& answer);
// `detail` is added to the English sentence.
std::string write_refused(std::string_view request, const Rejection& rejection,
                          std::string_view detail = {});
std::string write_error(const Rejection& rejection, std::string_view detail);
std::string write_pong(std::string_view text, WallTime now);
// `documents`: the members of a JSON object.
std::string write_snapshot(std::uint64_t at, std::string_view documents);
std::string write_opened(std::string_view request, std::uint64_t at, std::string_view documents);

// ---- Closes ----

// Beside those of RFC 6455; what a page does on each is in docs/chamber-socket.md.
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kTooBig = 1009,
  kInternalError = 1011,
  kUnreadable = 4400,
  kNoToken = 4401,
  kNotAdmitted = 4403,
  kNoSuchSession = 4404,
  kOtherProtocol = 4406,
  kReplaced = 4409,
  kTooMany = 4429,
  kUnavailable = 4503,
};

}  // namespace hemicycle::chamber
