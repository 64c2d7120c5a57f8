#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "io/mailbox.h"
#include "storage/journal.h"

namespace hemicycle::storage {

// The one thread that waits for the disk. Whatever is submitted while it waits goes into the next
// commit together (group commit), so that the number of commands a second does not depend on how
// long a commit takes. It owns the journal; others reach it only through here.
class CommitThread {
 public:
  // Called on this thread: post the answer to whoever owns the meeting.
  using Done = std::function<void(const Stored&)>;
  using Work = std::function<void(Journal&)>;

  explicit CommitThread(std::unique_ptr<Journal> journal);
  // Everything submitted so far is stored and answered first.
  ~CommitThread();

  // From any thread. Appends of one sender are stored and answered in order.
  void submit(Append append, Done done);
  // Runs between two commits, after everything submitted before it.
  void run(Work work);

 private:
  struct Letter {
    Append append;
    Done done;  // empty: `work` is meant
    Work work;  // empty as well: the end
  };

  void serve();
  // False at the end.
  bool handle(std::vector<Letter>& letters);
  void commit(std::vector<Append>& appends, std::vector<Done>& answers);

  std::unique_ptr<Journal> journal_;
  io::Mailbox<Letter> letters_;
  std::thread thread_;
};

}  // namespace hemicycle::storage
