#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "storage/journal_entry.h"

struct evp_md_ctx_st;
struct evp_md_st;

namespace hemicycle::storage {

// SHA-256, reusable: one context for millions of entries.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void start();
  void add(ByteView bytes);
  Digest finish();

  static Digest of(std::string_view text);

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
    void operator()(evp_md_st* algorithm) const;
  };
  std::unique_ptr<evp_md_st, Free> algorithm_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// The chain that makes a journal evidence: each entry's hash covers the hash before it, so that
// nothing can be changed, left out or moved without changing every hash that follows. It starts
// from a genesis that names the meeting, so that one meeting's journal does not pass for another's.
//
//   genesis  = SHA-256("hemicycle journal 1\n" meeting)
//   hash(n)  = SHA-256(hash(n-1) | sequence:64 | time in microseconds:64 |
//                      length:32 actor | length:32 type | length:32 payload), all big-endian
class HashChain {
 public:
  explicit HashChain(std::string_view meeting);
  explicit HashChain(const JournalHead& head) : head_(head) {}

  const JournalHead& head() const { return head_; }

  // Gives the entry the next sequence number and its hash.
  void seal(JournalEntry& entry);
  // What is wrong with the entry as the next one of this chain; nothing when it is the next one,
  // and then the chain has moved on to it.
  std::optional<std::string> follow(const JournalEntry& entry);

  static Digest genesis(std::string_view meeting);

 private:
  Digest hash(const JournalEntry& entry);

  Sha256 sha256_;
  JournalHead head_;
};

}  // namespace hemicycle::storage
