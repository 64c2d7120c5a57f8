#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/ids.h"
#include "meeting/table.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(ItemState, std::uint8_t, kPending, kOpen, kClosed, kRemoved)
BOOST_DEFINE_FIXED_ENUM_CLASS(Debate, std::uint8_t, kOpen, kAdjourned, kClosed)

// One language's file of one version of a document; `digest` is the SHA-256 of its content.
struct DocumentVersion {
  std::uint32_t version = 1;
  std::string language;
  std::string title;
  std::string digest;
  WallTime added_at;
  bool operator==(const DocumentVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(DocumentVersion, (), (version, language, title, digest, added_at))

struct Document {
  DocumentId id;
  ItemId item;
  std::string symbol;  // 'SC/34/3'
  std::optional<WallTime> deadline;
  std::vector<DocumentVersion> versions;
  bool operator==(const Document&) const = default;
};
BOOST_DESCRIBE_STRUCT(Document, (), (id, item, symbol, deadline, versions))

// `number` is printed, and stays with the item wherever it is moved: '3', or '3 (a)' under '3'.
struct Item {
  ItemId id;
  Text titles;
  Text annotations;
  ItemState state = ItemState::kPending;
  Debate debate = Debate::kOpen;
  std::string number;
  std::optional<ItemId> under;  // the item that it is a part of
  bool operator==(const Item&) const = default;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, titles, annotations, state, debate, number, under))

struct Agenda {
  Table<ItemId, Item> items;
  std::vector<ItemId> order;
  Table<DocumentId, Document> documents;
  std::optional<ItemId> current;
  bool operator==(const Agenda&) const = default;
};
BOOST_DESCRIBE_STRUCT(Agenda, (), (items, order, documents, current))

}  // namespace hemicycle::meeting
