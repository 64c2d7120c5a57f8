#pragma once

#include <cstddef>
#include <vector>

#include <boost/describe.hpp>

#include "base/bug.h"

namespace hemicycle::meeting {

// Rows numbered from 1 in the order in which they were added, never removed: the id is the place.
template <typename Id, typename Row>
class Table {
 public:
  std::vector<Row> rows;

  Id next_id() const { return Id(static_cast<typename Id::NumberType>(rows.size() + 1)); }
  std::size_t size() const { return rows.size(); }
  bool empty() const { return rows.empty(); }

  // Null when there is no such row.
  const Row* find(Id id) const {
    return id.value() - 1 < rows.size() ? &rows[id.value() - 1] : nullptr;
  }
  Row* find(Id id) { return id.value() - 1 < rows.size() ? &rows[id.value() - 1] : nullptr; }

  // A Bug when there is no such row.
  const Row& at(Id id) const {
    const Row* row = find(id);
    BUG_IF(row == nullptr);
    return *row;
  }
  Row& at(Id id) {
    Row* row = find(id);
    BUG_IF(row == nullptr);
    return *row;
  }

  auto begin() const { return rows.begin(); }
  auto end() const { return rows.end(); }
  auto begin() { return rows.begin(); }
  auto end() { return rows.end(); }

  bool operator==(const Table&) const = default;

  BOOST_DESCRIBE_CLASS(Table, (), (rows), (), ())
};

}  // namespace hemicycle::meeting
