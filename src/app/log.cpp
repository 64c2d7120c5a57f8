#include "app/log.h"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace hemicycle::app {
namespace {

std::string json_string(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

// Takes a word, or what stands between quotation marks.
std::string_view take_value(std::string_view& line) {
  bool marked = line.starts_with('"');
  if (marked) line.remove_prefix(1);
  std::size_t end = std::min(line.find(marked ? '"' : ' '), line.size());
  std::string_view value = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return value;
}

bool is_key(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

class JsonFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    head_.format(message, out);
    std::string members = as_json_members({message.payload.data(), message.payload.size()});
    out.append(std::string_view(members));
    out.append(std::string_view("}\n"));
  }
  std::unique_ptr<formatter> clone() const override { return std::make_unique<JsonFormatter>(); }

 private:
  spdlog::pattern_formatter head_{R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",)",
                                  spdlog::pattern_time_type::utc, ""};
};

}  // namespace

std::string as_json_members(std::string_view line) {
  std::string members;
  std::string message;
  while (!line.empty()) {
    std::size_t equals = line.find_first_of("= ");
    if (equals == std::string_view::npos || line[equals] == ' ' ||
        !is_key(line.substr(0, equals))) {
      message += (message.empty() ? "" : " ") + std::string(take_value(line));
      continue;
    }
    std::string_view key = line.substr(0, equals);
    line.remove_prefix(equals + 1);
    members +=
        (members.empty() ? "" : ",") + json_string(key) + ":" + json_string(take_value(line));
    if (line.starts_with(' ')) line.remove_prefix(1);
  }
  if (!message.empty())
    members += (members.empty() ? "" : ",") + std::string("\"message\":") + json_string(message);
  return members;
}

void set_up_log(const std::string& level, const std::string& format) {
  auto log = spdlog::stderr_logger_mt("hemicycle");
  if (format == "json")
    log->set_formatter(std::make_unique<JsonFormatter>());
  else
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  log->set_level(spdlog::level::from_str(level));
  log->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(log));
}

}  // namespace hemicycle::app
