#include "storage/commit_thread.h"

#include <utility>

#include "io/event_loop.h"

namespace hemicycle::storage {
namespace {

constexpr std::size_t kGroupAppendsMax = 4096;  // bounds the first one's wait, and the memory

}  // namespace

CommitThread::CommitThread(std::unique_ptr<Journal> journal)
    : journal_(std::move(journal)), thread_([this] { serve(); }) {}

CommitThread::~CommitThread() {
  letters_.post({});
  thread_.join();
}

void CommitThread::submit(Append append, Done done) {
  letters_.post({std::move(append), std::move(done), {}});
}

void CommitThread::run(Work work) {
  letters_.post({{}, {}, std::move(work)});
}

void CommitThread::serve() {
  io::EventLoop loop;
  std::vector<Letter> letters;
  bool going_on = true;
  loop.watch(letters_.descriptor(), [&](Now) {
    letters_.collect(letters);
    going_on = handle(letters);
  });
  while (going_on) loop.run_turn(kNever);
  loop.forget(letters_.descriptor());
}

bool CommitThread::handle(std::vector<Letter>& letters) {
  std::vector<Append> appends;
  std::vector<Done> answers;
  bool going_on = true;
  for (Letter& letter : letters) {
    if (letter.done) {
      appends.push_back(std::move(letter.append));
      answers.push_back(std::move(letter.done));
      if (appends.size() == kGroupAppendsMax) commit(appends, answers);
      continue;
    }
    commit(appends, answers);
    if (letter.work)
      letter.work(*journal_);
    else
      going_on = false;
  }
  commit(appends, answers);
  return going_on;
}

void CommitThread::commit(std::vector<Append>& appends, std::vector<Done>& answers) {
  if (appends.empty()) return;
  std::vector<Stored> outcomes = journal_->append(appends);
  for (std::size_t i = 0; i < answers.size(); ++i) answers[i](outcomes[i]);
  appends.clear();
  answers.clear();
}

}  // namespace hemicycle::storage
