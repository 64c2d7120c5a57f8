#include "app/log.h"

#include <charconv>

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

std::string_view take_word(std::string_view& line) {
  std::size_t end = std::min(line.find(' '), line.size());
  std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

// What quoted() made of a text, read back. A surrogate or a half escape stands for itself: nobody
// writes one.
std::string take_quoted(std::string_view& line) {
  std::string text;
  std::size_t at = 1;
  for (; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\' || at + 1 == line.size()) {
      text += line[at];
    } else if (line[++at] == 'n') {
      text += '\n';
    } else if (unsigned code = 0;
               line[at] == 'u' && at + 4 < line.size() &&
               std::from_chars(&line[at + 1], &line[at] + 5, code, 16).ptr == &line[at] + 5 &&
               code < 0x80) {
      text += static_cast<char>(code);
      at += 4;
    } else {
      text += line[at];
    }
  }
  line.remove_prefix(std::min(at + 1, line.size()));
  if (line.starts_with(' ')) line.remove_prefix(1);
  return text;
}

// Takes a word, or what stands between quotation marks.
std::string take_value(std::string_view& line) {
  return line.starts_with('"') ? take_quoted(line) : std::string(take_word(line));
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
      message += (message.empty() ? "" : " ") + take_value(line);
      continue;
    }
    std::string_view key = line.substr(0, equals);
    line.remove_prefix(equals + 1);
    members +=
        (members.empty() ? "" : ",") + json_string(key) + ":" + json_string(take_value(line));
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
