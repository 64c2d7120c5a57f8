#pragma once

#include <filesystem>
#include <string>

#include "http/message.h"

namespace hemicycle::http {

// The built pages, from one folder: content types, caching, precompressed neighbours (.br, .gz),
// and the application's page for every address that is not a file. Nothing outside the folder is
// ever read. It assumes the builder's convention that what lies under assets/ carries a hash in
// its name and so never changes.
class StaticFiles {
 public:
  explicit StaticFiles(std::filesystem::path folder);

  // True when the folder holds an index.html.
  bool ready() const;
  Response answer(const Request& request) const;

 private:
  struct File {
    std::filesystem::path path;
    std::string encoding;  // "br", "gzip" or empty
  };
  bool find(std::string_view path, std::filesystem::path& found) const;
  File best_encoding(const std::filesystem::path& path, std::string_view accepted) const;
  Response serve(const Request& request, const std::filesystem::path& path) const;

  std::filesystem::path folder_;
};

// What an HTML page may do: load from its own origin, use camera and microphone, be framed by none.
void add_page_policy(Response& response);

}  // namespace hemicycle::http
