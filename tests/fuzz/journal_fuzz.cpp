// Journals from outside: the portable text, and each entry as an event and as part of a history.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"
#include "storage/event_codec.h"
#include "storage/hash_chain.h"
#include "storage/journal_file.h"
#include "storage/replay.h"
#include "tests/fuzz/proportion.h"

using namespace hemicycle;
using namespace hemicycle::storage;

namespace {

// What reads, writes the same bytes again.
void expect_canonical(const JournalEntry& entry) {
  Result<meeting::Event, std::string> event = parse_event(entry.type, entry.payload);
  if (!event) return;
  const std::string written = write_event(*event);
  Result<meeting::Event, std::string> again = parse_event(name_of(*event), written);
  if (!again || *again != *event || write_event(*again) != written) std::abort();
}

// Hashes are no barrier: the entries are sealed anew, as an attacker would, and replayed.
void replay_resealed(const JournalReading& reading) {
  HashChain chain(reading.meeting);
  Replay replay(reading.meeting);
  for (JournalEntry entry : reading.entries) {
    chain.seal(entry);
    if (replay.take(entry)) return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size, {.base_bytes = 1 << 20, .bytes_per_byte = 4096});
  const std::string_view text = as_text({bytes, size});
  const JournalReading reading = read_journal_text(text);
  if (reading.intact() && write_journal_text(reading) != text &&
      !read_journal_text(write_journal_text(reading)).intact())
    std::abort();
  replay_resealed(reading);

  // The same input as one entry: the type up to the first space, then the payload.
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return 0;
  JournalEntry entry;
  entry.type = std::string(text.substr(0, space));
  entry.payload = std::string(text.substr(space + 1));
  expect_canonical(entry);
  return 0;
}
