#include "storage/hash_chain.h"

#include <array>
#include <utility>

#include <openssl/evp.h>

#include "base/bug.h"

namespace hemicycle::storage {

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}
void Sha256::Free::operator()(evp_md_st* algorithm) const {
  EVP_MD_free(algorithm);
}

namespace {

// Fetched once a process: a fetch costs more than hashing an entry, and each append has a chain.
EVP_MD* shared_algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  BUG_IF(fetched == nullptr || !EVP_MD_up_ref(fetched));
  return fetched;
}

}  // namespace

Sha256::Sha256() : algorithm_(shared_algorithm()), context_(EVP_MD_CTX_new()) {
  BUG_IF(!algorithm_ || !context_);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::start() {
  BUG_IF(!EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr));
}

void Sha256::add(ByteView bytes) {
  BUG_IF(!EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

Digest Sha256::finish() {
  Digest digest;
  BUG_IF(!EVP_DigestFinal_ex(context_.get(), digest.bytes.data(), nullptr));
  return digest;
}

Digest Sha256::of(std::string_view text) {
  Sha256 sha256;
  sha256.start();
  sha256.add(as_bytes(text));
  return sha256.finish();
}

HashChain::HashChain(std::string_view meeting) : head_{0, genesis(meeting)} {}

Digest HashChain::genesis(std::string_view meeting) {
  return Sha256::of("hemicycle journal 1\n" + std::string(meeting));
}

void HashChain::seal(JournalEntry& entry) {
  entry.sequence = head_.sequence + 1;
  entry.hash = hash(entry);
  head_ = {entry.sequence, entry.hash};
}

std::optional<std::string> HashChain::follow(const JournalEntry& entry) {
  std::uint64_t expected = head_.sequence + 1;
  if (entry.sequence != expected)
    return "entry " + std::to_string(expected) + " is missing: entry " +
           std::to_string(entry.sequence) + " stands in its place";
  if (hash(entry) != entry.hash)
    return "entry " + std::to_string(expected) +
           " does not match its hash: it, or the entry before it, was changed";
  head_ = {entry.sequence, entry.hash};
  return std::nullopt;
}

Digest HashChain::hash(const JournalEntry& entry) {
  std::array<std::uint8_t, 16> numbers;
  ByteWriter writer(numbers);
  writer.u64(entry.sequence);
  writer.u64(static_cast<std::uint64_t>(entry.time.time_since_epoch().count()));
  sha256_.start();
  sha256_.add(head_.hash.bytes);
  sha256_.add(writer.written());
  for (std::string_view text : {std::string_view(entry.actor), std::string_view(entry.type),
                                std::string_view(entry.payload)}) {
    std::array<std::uint8_t, 4> length;
    ByteWriter prefix(length);
    prefix.u32(static_cast<std::uint32_t>(text.size()));
    sha256_.add(prefix.written());
    sha256_.add(as_bytes(text));
  }
  return sha256_.finish();
}

}  // namespace hemicycle::storage
