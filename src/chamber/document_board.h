#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "projection/documents.h"

namespace hemicycle::chamber {

// A document's JSON, written once; null: there is none for this audience.
using DocumentText = std::shared_ptr<const std::string>;  // shared: by audiences and slow readers

struct Change {
  projection::Path path;
  DocumentText text;
  bool operator==(const Change&) const = default;
};
using Changes = std::vector<Change>;

// The documents of one meeting as each audience that is looking was last shown them, so that what
// an event touches is computed once for those who see the same, and told to those alone for whom it
// differs. It remembers at which entry each path last changed; that is all the history there is.
//
// `me` is not here, and neither are connections.
class DocumentBoard {
 public:
  using Audiences = std::set<projection::Audience>;

  // What is shown from entry `at` on; what was before is not known here.
  explicit DocumentBoard(std::uint64_t at) : since_(at), at_(at) {}

  std::uint64_t at() const { return at_; }

  // Documents at `touched` may have changed by entry `at`. What differs for each of the audiences
  // that are `present`; those without a change are not named.
  std::map<projection::Audience, Changes> refresh(const meeting::Meeting& meeting,
                                                  const meeting::Tellers& urn,
                                                  const projection::Paths& touched,
                                                  std::uint64_t at, const Audiences& present);

  // What one who comes in has to see: the members of a JSON object, without its braces.
  std::string snapshot(const projection::View& view);

  // What has changed since somebody was shown entry `at`, gone documents too; nothing when that
  // cannot be told. A path that changed at that very entry is told again, as ballots change
  // documents without an entry of their own.
  std::optional<Changes> since(std::uint64_t at, const projection::View& view);

  // One document now, whether or not a snapshot holds it.
  DocumentText show(const projection::View& view, const projection::Path& path);

 private:
  // By the audience that stands for all who see the same; a delegation has a text of its own only
  // where it is shown something else than a participant.
  using Texts = std::map<projection::Audience, DocumentText>;

  std::uint64_t since_;
  std::uint64_t at_;
  std::map<projection::Path, Texts> texts_;
  std::map<projection::Path, std::uint64_t> changed_at_;
};

// {"at":N,"documents":{...}}
std::string write_frame(std::uint64_t at, const Changes& changes);

}  // namespace hemicycle::chamber
