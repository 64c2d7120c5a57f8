#include "storage/event_codec.h"

#include <array>
#include <charconv>
#include <map>

#include "storage/described_json.h"
#include "storage/hash_chain.h"

namespace hemicycle::storage {
namespace {

namespace json = boost::json;
using meeting::Event;

// Parses `text` and has `read(reader, json)` make a value of it; the error says what does not fit.
template <typename Read>
auto parse(std::string_view text, Read read)
    -> Result<std::invoke_result_t<Read, JsonReader<>&, const json::value&>, std::string> {
  // Most events fit here, which spares an allocation for each of their members.
  unsigned char buffer[4096];
  json::monotonic_resource memory(buffer, sizeof buffer);
  json::error_code error;
  json::value parsed = json::parse(json::string_view(text.data(), text.size()), error, &memory);
  if (error) return unexpected("it is not JSON: " + error.message());
  JsonReader<> reader;
  auto value = read(reader, parsed);
  if (!reader.ok()) return unexpected(reader.error());
  return value;
}

template <typename T>
Event read_event(JsonReader<>& reader, const json::value& json) {
  T event;
  reader.read(json, event);
  return event;
}

using EventReader = Event (*)(JsonReader<>& reader, const json::value& json);

const std::map<std::string_view, EventReader>& event_readers() {
  static const std::map<std::string_view, EventReader> readers = [] {
    std::map<std::string_view, EventReader> table;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, meeting::EventVariant>>(
        [&]<typename T>(std::type_identity<T>) {
          table.emplace(name_of(Event(T())), &read_event<T>);
        });
    return table;
  }();
  return readers;
}

constexpr std::array<std::string_view, 5> kRoles = {"system", "chair", "secretariat", "delegate",
                                                    "observer"};

// Cuts a number off the front of `text`.
template <typename Number>
bool take_number(std::string_view& text, Number& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_text(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

}  // namespace

std::string write_event(const Event& event) {
  return std::visit([](const auto& known) { return JsonWriter<>::text(known); }, event);
}

Result<Event, std::string> parse_event(std::string_view type, std::string_view payload) {
  auto reader = event_readers().find(type);
  if (reader == event_readers().end())
    return unexpected("the event '" + std::string(type) +
                      "' is unknown here: a newer program wrote it");
  return parse(payload, reader->second);
}

std::string write_actor(const meeting::Actor& actor) {
  std::string text(kRoles[static_cast<std::size_t>(actor.role)]);
  text += " " + std::to_string(actor.person.value());
  if (actor.delegation) text += " of " + std::to_string(actor.delegation->value());
  return text;
}

Result<meeting::Actor, std::string> parse_actor(std::string_view text) {
  std::string_view rest = text;
  meeting::Actor actor;
  std::uint64_t person = 0;
  std::uint32_t delegation = 0;
  bool known = false;
  for (std::size_t role = 0; role < kRoles.size() && !known; ++role) {
    known = take_text(rest, kRoles[role]);
    actor.role = static_cast<meeting::Role>(role);
  }
  bool valid = known && take_text(rest, " ") && take_number(rest, person);
  actor.person = meeting::PersonId(person);
  if (valid && take_text(rest, " of ")) {
    valid = take_number(rest, delegation);
    actor.delegation = meeting::DelegationId(delegation);
  }
  if (!valid || !rest.empty()) return unexpected("'" + std::string(text) + "' is no actor");
  return actor;
}

std::string write_meeting(const meeting::Meeting& meeting) {
  return JsonWriter<>::text(meeting);
}

Result<meeting::Meeting, std::string> parse_meeting(std::string_view text) {
  return parse(text, [](JsonReader<>& reader, const json::value& json) {
    meeting::Meeting meeting;
    reader.read(json, meeting);
    if (reader.ok()) meeting::restore_derived(meeting);
    return meeting;
  });
}

const std::string& meeting_shape() {
  static const std::string shape = [] {
    std::string members;
    write_shape<meeting::Meeting>(members);
    return Sha256::of(members).hex().substr(0, 16);
  }();
  return shape;
}

}  // namespace hemicycle::storage
