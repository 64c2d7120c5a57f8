#pragma once

#include <csignal>
#include <map>

#include <sqlite3.h>

namespace hemicycle::testing {

// Makes this process kill itself (as kill -9 does) at the n-th time that SQLite writes, truncates
// or synchronises a file. A write that dies is torn: its first half reaches the file. It wraps
// SQLite's own file system for the rest of the process's life, so it belongs in a child process.
class DyingVfs {
 public:
  // 1 is the first; every later open of a database is counted.
  static void install(int die_at) {
    countdown_ = die_at;
    original_vfs_ = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs vfs = *original_vfs_;
    vfs.zName = "dying";
    vfs.pNext = nullptr;
    vfs.xOpen = &open;
    sqlite3_vfs_register(&vfs, 1);
  }

 private:
  static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    int result = original_vfs_->xOpen(original_vfs_, name, file, flags, out);
    if (result != SQLITE_OK || file->pMethods == nullptr) return result;
    file->pMethods = patched(file->pMethods);
    return result;
  }
  // SQLite has a table of functions for files that it locks and one for those it does not; writing
  // is the same in both.
  static const sqlite3_io_methods* patched(const sqlite3_io_methods* original) {
    original_ = *original;
    sqlite3_io_methods& methods = patched_[original];
    methods = *original;
    methods.xWrite = &write;
    methods.xTruncate = [](sqlite3_file* to, sqlite3_int64 size) {
      count();
      return original_.xTruncate(to, size);
    };
    methods.xSync = [](sqlite3_file* to, int how) {
      count();
      return original_.xSync(to, how);
    };
    return &methods;
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    if (countdown_ == 1) original_.xWrite(file, bytes, size / 2, offset);
    count();
    return original_.xWrite(file, bytes, size, offset);
  }
  static void count() {
    if (--countdown_ == 0) ::raise(SIGKILL);
  }

  static inline int countdown_ = 0;
  static inline sqlite3_vfs* original_vfs_ = nullptr;
  static inline sqlite3_io_methods original_{};
  static inline std::map<const sqlite3_io_methods*, sqlite3_io_methods> patched_;
};

}  // namespace hemicycle::testing
