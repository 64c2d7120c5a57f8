#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "storage/journal_entry.h"

namespace hemicycle::storage {

// An array as PostgreSQL reads it from text (documentation, 8.15.6): {"a","b"}, with quotes and
// backslashes escaped.
class ArrayText {
 public:
  void add(std::int64_t number);
  void add(std::uint64_t number) { add(static_cast<std::int64_t>(number)); }
  void add(WallTime time) { add(time.time_since_epoch().count()); }  // microseconds
  void add(std::string_view text);
  void add(const Digest& digest) { add(std::string_view(digest.hex())); }

  std::string finish() && { return std::move(text_) + "}"; }

 private:
  void separate();

  std::string text_ = "{";
};

}  // namespace hemicycle::storage
