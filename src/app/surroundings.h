#pragma once

#include <filesystem>
#include <string>

#include "base/endpoint.h"

namespace hemicycle::app {

// Creates the data folder when missing, readable by its owner only; its absolute path. Throws
// SetupError when it cannot be written to.
std::filesystem::path open_data_folder(const std::string& path);

// Where the built pages are: as configured, beside the program when installed, or in the source
// tree that it was built from. Empty when nowhere.
std::filesystem::path find_pages(const std::string& configured);

// The address that people on this machine open.
std::string origin_of(const Endpoint& http);

}  // namespace hemicycle::app
