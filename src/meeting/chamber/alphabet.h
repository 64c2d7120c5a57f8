#pragma once

#include <string>
#include <string_view>

namespace hemicycle::meeting {

// What a name is sorted by in an alphabetical list: its letters in lower case without accents, so
// that Côte d'Ivoire stands before Croatia and Türkiye before Turkmenistan. Latin letters only; all
// other characters keep their order by number. `name` is UTF-8.
std::string sorting_key(std::string_view name);

}  // namespace hemicycle::meeting
