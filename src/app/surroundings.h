#pragma once

#include <filesystem>
#include <string>

#include "base/endpoint.h"
#include "http/server.h"
#include "io/file_descriptor.h"

namespace hemicycle::app {

// Creates the data folder when missing, readable by its owner only; its absolute path. Throws
// SetupError when it cannot be written to.
std::filesystem::path open_data_folder(const std::string& path);

// Holds the folder for this process until it is destroyed, so that no second server writes to it.
// Throws SetupError when another holds it.
io::FileDescriptor lock_data_folder(const std::filesystem::path& folder);

// Raises the limit of open descriptors as far as it may be; the limit then.
std::size_t raise_descriptor_limit();

// `limits` with no more connections than `descriptors` bear, with some kept for files, the database
// and media, and no more of one address than half of them.
http::Limits fit_to_descriptors(http::Limits limits, std::size_t descriptors);

// Whether only programs of this machine reach the address.
bool is_loopback(const Endpoint& endpoint);

// Where the built pages are: as configured, beside the program when installed, or in the source
// tree that it was built from. Empty when nowhere.
std::filesystem::path find_pages(const std::string& configured);

// Where the rules profiles are that come with the program: beside it when installed, or in the
// source tree. Empty when nowhere. The working directory makes no difference.
std::filesystem::path find_rules();

// The address that people on this machine open.
std::string origin_of(const Endpoint& http);

}  // namespace hemicycle::app
