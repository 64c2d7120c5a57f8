#pragma once

#include <string>
#include <vector>

namespace hemicycle::storage {

// An array as PostgreSQL reads it from text (documentation, 8.15.6): {"a","b"}, with quotes and
// backslashes escaped.
std::string array_text(const std::vector<std::string>& values);
std::string array_text(const std::vector<long long>& values);

}  // namespace hemicycle::storage
