# The libraries of docs/dependencies.md, each as a target under its plain name.
find_package(OpenSSL 3 REQUIRED)
find_package(Threads REQUIRED)
find_package(GTest REQUIRED)
find_package(Protobuf REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)

# library(<name> [HEADERS dir] [FILES lib...]): a plain library without a usable CMake package.
function(library name)
  cmake_parse_arguments(ARG "" "" "HEADERS;FILES;DEFINITIONS" ${ARGN})
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${ARG_HEADERS})
  target_link_libraries(${name} INTERFACE ${ARG_FILES})
  target_compile_definitions(${name} INTERFACE ${ARG_DEFINITIONS})
endfunction()

library(expected)
library(boost_headers FILES Boost::headers Threads::Threads
        DEFINITIONS BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
library(boost_json FILES Boost::json)
library(boost_url FILES Boost::url)
library(fmt FILES -lfmt)
library(spdlog FILES -lspdlog -lfmt DEFINITIONS SPDLOG_COMPILED_LIB SPDLOG_SHARED_LIB SPDLOG_FMT_EXTERNAL)
if(HEMICYCLE_IPSEC_MB)
  library(ipsec_mb FILES -lIPSec_MB DEFINITIONS HEMICYCLE_IPSEC_MB)
else()
  library(ipsec_mb)
endif()
library(usrsctp FILES -lusrsctp)
library(soci HEADERS /usr/include/soci /usr/include/postgresql
        FILES -lsoci_core -lsoci_sqlite3 -lsoci_postgresql -lsqlite3 -lpq)
library(tomlplusplus)
library(cli11)
library(zlib FILES -lz)
library(prometheus FILES -lprometheus-cpp-core)

# SOCI's own classes carry no type information to check against.
if(HEMICYCLE_SANITIZE MATCHES "undefined")
  target_compile_options(soci INTERFACE -fno-sanitize=vptr)
endif()
