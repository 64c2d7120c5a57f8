#pragma once

#include <map>
#include <memory>
#include <optional>

#include "storage/journal.h"
#include "storage/sql_database.h"

namespace hemicycle::storage {

// The journal in a relational database. It owns the connection, and drops it at the first error:
// the next call connects anew and reads the heads again, so that nothing remembered from before a
// failure is trusted after it.
class SqlJournal final : public Journal {
 public:
  // Connects, so that a wrong setting shows at once.
  static Result<std::unique_ptr<Journal>, StorageError> open(std::unique_ptr<SqlDatabase> database);
  ~SqlJournal() override;

  std::vector<Stored> append(std::span<const Append> appends) override;
  Stored read(std::string_view meeting, std::uint64_t first, const Visitor& visit) override;
  Result<JournalHead, StorageError> head(std::string_view meeting) override;
  Result<std::vector<std::string>, StorageError> meetings() override;
  Stored keep_snapshot(std::string_view meeting, const Snapshot& snapshot) override;
  Result<Snapshot, StorageError> snapshot(std::string_view meeting) override;
  Result<std::vector<DoneRequest>, StorageError> requests(std::string_view meeting,
                                                          std::uint64_t after,
                                                          std::size_t most) override;
  Stored keep_refusals(std::string_view meeting, std::span<const RefusedCommand> rows,
                       std::size_t most) override;
  Result<std::vector<RefusedCommand>, StorageError> refusals(std::string_view meeting) override;

 private:
  // A journal's number in the tables, and its last entry there.
  struct Known {
    long long journal = 0;
    JournalHead head;
  };
  struct Group;  // what one commit writes

  explicit SqlJournal(std::unique_ptr<SqlDatabase> database);

  SqlConnection& connection();
  template <typename Work>
  auto guarded(Work work) -> Result<decltype(work()), StorageError>;
  template <typename Work>
  Result<void, StorageError> guarded_outcome(Work work);

  Known* known(const std::string& meeting);
  Known& known_or_created(const std::string& meeting);
  // Puts what follows its journal's head into the group and refuses the rest.
  void admit(std::span<const Append> appends, std::span<Stored> outcomes, Group& group);
  Stored admit_one(const Append& append, Group& group);
  // False when a head stood elsewhere: somebody else writes to this database.
  bool write(Group& group);
  void keep_refusal(long long journal, const RefusedCommand& row);
  bool read_page(long long journal, std::uint64_t& next, const Visitor& visit);
  StorageError failed(const std::exception& error);

  std::unique_ptr<SqlDatabase> database_;
  std::unique_ptr<SqlConnection> connection_;
  std::map<std::string, Known, std::less<>> known_;
};

}  // namespace hemicycle::storage
