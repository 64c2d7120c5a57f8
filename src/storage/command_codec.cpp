#include "storage/command_codec.h"

#include <map>

#include "meeting/enum_names.h"
#include "storage/described_json.h"
#include "storage/strict_json.h"

namespace hemicycle::storage {
namespace {

namespace json = boost::json;
using meeting::Command;

using Reader = JsonReader<WireStyle>;

template <typename T>
Command read_as(Reader& reader, const json::value& json) {
  T command;
  reader.read(json, command);
  return command;
}

using CommandReader = Command (*)(Reader& reader, const json::value& json);

std::string wire_name(const Command& command) {
  return meeting::snake_case(meeting::name_of(command));
}

const std::map<std::string, CommandReader, std::less<>>& command_readers() {
  static const std::map<std::string, CommandReader, std::less<>> readers = [] {
    std::map<std::string, CommandReader, std::less<>> table;
    boost::mp11::mp_for_each<
        boost::mp11::mp_transform<std::type_identity, meeting::CommandVariant>>(
        [&]<typename T>(std::type_identity<T>) {
          table.emplace(wire_name(Command(T())), &read_as<T>);
        });
    return table;
  }();
  return readers;
}

}  // namespace

std::string write_command(const Command& command) {
  const std::string fields =
      std::visit([](const auto& one) { return JsonWriter<WireStyle>::text(one); }, command);
  return "{\"" + wire_name(command) + "\":" + fields + "}";
}

Result<Command, std::string> parse_command(std::string_view text) {
  const auto parsed = parse_strictly(text);
  if (!parsed) return unexpected("it is not JSON: " + parsed.error());
  return read_command(*parsed);
}

Result<Command, std::string> read_command(const json::value& parsed) {
  const json::object* object = parsed.if_object();
  if (object == nullptr || object->size() != 1)
    return unexpected(std::string("an object with one command is expected"));
  const std::string name(object->begin()->key());
  auto reader = command_readers().find(name);
  if (reader == command_readers().end()) return unexpected("there is no command '" + name + "'");
  Reader reading;
  Command command = reader->second(reading, object->begin()->value());
  if (!reading.ok()) {
    const std::string where = reading.error();
    return unexpected(name + (reading.at_the_top() ? ": " : ".") + where);
  }
  return command;
}

Result<meeting::NewSession, std::string> parse_new_session(std::string_view text) {
  const auto parsed = parse_strictly(text);
  if (!parsed) return unexpected("it is not JSON: " + parsed.error());
  Reader reading;
  meeting::NewSession session;
  reading.read(*parsed, session);
  if (!reading.ok()) return unexpected(reading.error());
  return session;
}

}  // namespace hemicycle::storage
