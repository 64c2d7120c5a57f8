#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include "base/strong_id.h"
#include "meeting/enum_names.h"
#include "storage/journal_entry.h"

// Canonical JSON text of described structs, and back. Heavy to compile: for .cpp files.
//
//   struct         an object, members in the order of their description
//   enum kLikeThis "LikeThis"
//   StrongId       its number
//   WallTime       "2026-04-18T14:03:10.000000Z"
//   milliseconds   their number
//   vector         an array
//   optional       its value
//
// That is the journal's style; pages are written to in another (WireStyle). A member that is empty
// (an optional, a vector or a string) is left out, and read as empty; any other member that is
// missing keeps its default, so that structs may gain members. A member that the struct does not
// have is an error: a newer program wrote it, and to overlook it would lead to another state than
// the one it meant.
namespace hemicycle::storage {

template <typename T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value;
template <typename T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

template <typename T>
inline constexpr bool kIsVector = false;
template <typename T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <typename T>
inline constexpr bool kIsStrongId = false;
template <typename Tag, typename Number>
inline constexpr bool kIsStrongId<StrongId<Tag, Number>> = true;

template <DescribedStruct T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

template <DescribedStruct T>
inline constexpr auto kMemberNames = []<typename... Members>(boost::mp11::mp_list<Members...>) {
  return std::array<std::string_view, sizeof...(Members)>{Members::name...};
}(boost::mp11::mp_rename<MembersOf<T>, boost::mp11::mp_list>());

// Appends `text` as a JSON string (RFC 8259, section 7); UTF-8 stays as it is.
void write_json_string(std::string& out, std::string_view text);

// How the journal writes: canonical, so that equal values have equal text and hashes.
struct JournalStyle {
  static constexpr bool kLeavesOutWhatIsEmpty = true;
  static constexpr bool kWideNumbersAsText = false;
  static constexpr bool kRequiresAll = false;
  static constexpr std::string_view kUnknown = "is unknown here: a newer program wrote it";
  static std::string name_of(const char* enumerator) { return enumerator + 1; }
};
// How pages read and write: enums in snake_case; numbers of 64 bits as text, which JavaScript would
// round; only optionals are left out, so that a list is always there to be walked through, and what
// somebody forgot to say is never guessed.
struct WireStyle {
  static constexpr bool kLeavesOutWhatIsEmpty = false;
  static constexpr bool kWideNumbersAsText = true;
  static constexpr bool kRequiresAll = true;
  static constexpr std::string_view kUnknown = "is not expected here";
  static std::string name_of(const char* enumerator) { return meeting::snake_case(enumerator); }
};

// Appends values; owns nothing but the text so far.
template <typename Style = JournalStyle>
class JsonWriter {
 public:
  template <typename T>
  static std::string text(const T& value) {
    JsonWriter writer;
    writer.write(value);
    return std::move(writer.out_);
  }

 private:
  void write(const std::string& value) { write_json_string(out_, value); }
  void write(bool value) { out_ += value ? "true" : "false"; }
  void write(WallTime value) { write_json_string(out_, format_time(value)); }
  void write(std::chrono::milliseconds value) { out_ += std::to_string(value.count()); }

  template <typename T>
  void write(const T& value) {
    if constexpr (kIsStrongId<T>) {
      write(value.value());
    } else if constexpr (std::integral<T>) {
      constexpr bool kQuoted = Style::kWideNumbersAsText && sizeof(T) > 4;
      if (kQuoted) out_ += '"';
      out_ += std::to_string(value);
      if (kQuoted) out_ += '"';
    } else if constexpr (DescribedEnum<T>) {
      write_enum(value);
    } else if constexpr (kIsVector<T>) {
      write_array(value);
    } else if constexpr (kIsOptional<T>) {
      write(*value);  // an empty one is left out by its struct
    } else {
      write_object(value);
    }
  }

  template <typename T>
  void write_enum(T value) {
    out_ += '"';
    out_ += Style::name_of(boost::describe::enum_to_string(value, "k?"));
    out_ += '"';
  }
  template <typename T>
  void write_array(const std::vector<T>& values) {
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      write(values[i]);
    }
    out_ += ']';
  }
  template <DescribedStruct T>
  void write_object(const T& value) {
    out_ += '{';
    bool first = true;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      const auto& field = value.*member.pointer;
      if (left_out(field)) return;
      out_ += first ? "\"" : ",\"";
      out_ += member.name;
      out_ += "\":";
      first = false;
      write(field);
    });
    out_ += '}';
  }
  template <typename T>
  static bool left_out(const T& field) {
    if constexpr (kIsOptional<T>)
      return !field.has_value();
    else if constexpr (!Style::kLeavesOutWhatIsEmpty)
      return false;
    else if constexpr (kIsVector<T> || std::same_as<T, std::string>)
      return field.empty();
    else
      return false;
  }

  std::string out_;
};

// What readers of every style share: values that look the same in all, and the first thing that did
// not fit.
class JsonReading {
 public:
  bool ok() const { return error_.empty(); }
  // What did not fit, and where: "speakers[2].round: 'x' is no number".
  std::string error() const { return path_.empty() ? error_ : path_ + ": " + error_; }
  bool at_the_top() const { return path_.empty(); }

 protected:
  void read(const boost::json::value& json, std::string& value);
  void read(const boost::json::value& json, bool& value);
  void read(const boost::json::value& json, WallTime& value);
  void read(const boost::json::value& json, std::chrono::milliseconds& value);

  void fail(std::string why);
  // Called while a failure travels outwards, so the path grows at its front.
  void locate(std::string_view place);
  void locate(std::size_t index) { locate("[" + std::to_string(index) + "]"); }
  // The object's member of that name, while everything fits.
  const boost::json::value* member(const boost::json::object& object, const char* name) const;
  void fail_unknown(const boost::json::object& object, std::span<const std::string_view> names,
                    std::string_view why);

  template <typename T>
  void read_number(const boost::json::value& json, T& value) {
    boost::json::error_code error;
    T number = json.to_number<T>(error);
    if (error || json.is_double())
      fail("a whole number is expected that fits its place");
    else
      value = number;
  }
  template <typename T>
  void read_quoted_number(const boost::json::value& json, T& value) {
    const auto* text = json.if_string();
    T number = 0;
    const char* end = text == nullptr ? nullptr : text->data() + text->size();
    const bool whole = text != nullptr && std::from_chars(text->data(), end, number) ==
                                              std::from_chars_result{end, std::errc()};
    if (whole)
      value = number;
    else
      fail("a whole number is expected that fits its place, as a text");
  }

 private:
  std::string error_;
  std::string path_;
};

// Reads into values of the expected types. A style that requires all refuses an object that lacks a
// member, unless that is an optional.
template <typename Style = JournalStyle>
class JsonReader : public JsonReading {
 public:
  using JsonReading::read;

  template <typename T>
  void read(const boost::json::value& json, T& value) {
    if constexpr (kIsStrongId<T>) {
      typename T::NumberType number = 0;
      read(json, number);
      value = T(number);
    } else if constexpr (std::integral<T> && Style::kWideNumbersAsText && sizeof(T) > 4) {
      read_quoted_number(json, value);
    } else if constexpr (std::integral<T>) {
      read_number(json, value);
    } else if constexpr (DescribedEnum<T>) {
      read_enum(json, value);
    } else if constexpr (kIsVector<T>) {
      read_array(json, value);
    } else if constexpr (kIsOptional<T>) {
      read(json, value.emplace());
    } else {
      read_object(json, value);
    }
  }

 private:
  template <typename T>
  void read_enum(const boost::json::value& json, T& value) {
    std::string name;
    read(json, name);
    if (!ok()) return;
    bool known = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
      if (known || Style::name_of(enumerator.name) != name) return;
      known = true;
      value = enumerator.value;
    });
    if (!known) fail("'" + name + "' is not one of the values known here");
  }
  template <typename T>
  void read_array(const boost::json::value& json, std::vector<T>& values) {
    const auto* array = json.if_array();
    if (array == nullptr) return fail("a list is expected");
    values.reserve(array->size());
    for (std::size_t i = 0; i < array->size() && ok(); ++i) {
      read((*array)[i], values.emplace_back());
      if (!ok()) locate(i);
    }
  }
  template <DescribedStruct T>
  void read_object(const boost::json::value& json, T& value) {
    const auto* object = json.if_object();
    if (object == nullptr) return fail("an object is expected");
    std::size_t known = 0;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      if (!ok()) return;
      const auto* field = this->member(*object, member.name);
      if (field == nullptr) return require(value.*member.pointer, member.name);
      ++known;
      read(*field, value.*member.pointer);
      if (!ok()) locate(member.name);
    });
    if (ok() && known != object->size()) fail_unknown(*object, kMemberNames<T>, Style::kUnknown);
  }
  template <typename T>
  void require(const T& /*member*/, const char* name) {
    if constexpr (Style::kRequiresAll && !kIsOptional<T>)
      fail("'" + std::string(name) + "' is missing");
  }
};

// Appends the names of a type's members, and of theirs, in order: two programs that agree on it
// read each other's text without loss.
template <typename T>
void write_shape(std::string& out) {
  if constexpr (kIsVector<T> || kIsOptional<T>) {
    out += kIsVector<T> ? '[' : '?';
    write_shape<typename T::value_type>(out);
  } else if constexpr (DescribedEnum<T>) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
      out += enumerator.name;
      out += '|';
    });
  } else if constexpr (DescribedStruct<T>) {
    out += '{';
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      out += member.name;
      out += ':';
      write_shape<std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>>(out);
    });
    out += '}';
  } else {
    out += ';';
  }
}

}  // namespace hemicycle::storage
