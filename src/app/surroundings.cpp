#include "app/surroundings.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"

namespace hemicycle::app {

namespace fs = std::filesystem;

fs::path open_data_folder(const std::string& path) {
  std::error_code error;
  mode_t before = ::umask(S_IRWXG | S_IRWXO);
  fs::create_directories(path, error);
  ::umask(before);
  if (!error && ::access(path.c_str(), R_OK | W_OK | X_OK) != 0)
    error.assign(errno, std::generic_category());
  if (!error && !fs::is_directory(path)) error = std::make_error_code(std::errc::not_a_directory);
  if (error)
    throw SetupError(
        fmt::format("server.data (--data) {}: {}; choose a folder that the server may write to",
                    path, error.message()));
  return fs::absolute(path).lexically_normal();
}

fs::path find_pages(const std::string& configured) {
  auto has_page = [](const fs::path& folder) { return fs::exists(folder / "index.html"); };
  if (!configured.empty()) {
    if (has_page(configured)) return configured;
    throw SetupError(fmt::format(
        "server.web (--web) {}: there is no index.html; build the pages with tools/build-web",
        configured));
  }
  std::error_code error;
  fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* place : {"../share/hemicycle/web", "../../web/dist"})
    if (has_page(program / place)) return (program / place).lexically_normal();
  return {};
}

std::string origin_of(const Endpoint& http) {
  const std::string address = http.address_string();
  bool local =
      address == "127.0.0.1" || address == "0.0.0.0" || address == "::" || address == "::1";
  Endpoint shown = http;
  return "http://" + (local ? fmt::format("localhost:{}", http.port) : shown.to_string());
}

}  // namespace hemicycle::app
