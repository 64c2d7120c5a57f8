#include "storage/strict_json.h"

#include <set>
#include <vector>

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

namespace hemicycle::storage {
namespace {

namespace json = boost::json;

// Follows a parser through a document and stops at the second member of a name.
struct MemberNames {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  std::vector<std::set<std::string, std::less<>>> objects;  // those that are open
  std::string name;
  bool repeated = false;

  bool on_object_begin(json::error_code&) {
    objects.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    objects.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    name.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view last, std::size_t, json::error_code& error) {
    name.append(last.data(), last.size());
    repeated = !objects.back().insert(name).second;
    if (repeated) {
      error = json::error::syntax;
      return false;
    }
    name.clear();
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

}  // namespace

Result<json::value, std::string> parse_strictly(std::string_view text) {
  json::error_code error;
  json::basic_parser<MemberNames> names((json::parse_options()));
  names.write_some(false, text.data(), text.size(), error);
  if (names.handler().repeated)
    return unexpected("the member '" + names.handler().name + "' is there twice");
  if (error) return unexpected(error.message());
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) return unexpected(error.message());
  return value;
}

}  // namespace hemicycle::storage
