#include "io/event_loop.h"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "io/clock.h"
#include "io/mailbox.h"
#include "io/published.h"
#include "io/wakeup.h"

namespace hemicycle::io {
namespace {

using std::chrono::milliseconds;

TEST(EventLoop, a_turn_tells_all_handlers_the_same_time) {
  EventLoop loop;
  Wakeup first;
  Wakeup second;
  std::vector<Instant> told;
  loop.watch(first.descriptor(), [&](Now now) { told.push_back(now.instant); });
  loop.watch(second.descriptor(), [&](Now now) { told.push_back(now.instant); });
  first.signal();
  second.signal();
  const Now now = loop.run_turn(kNever);
  EXPECT_EQ(told, (std::vector<Instant>{now.instant, now.instant}));
}

TEST(EventLoop, wakes_at_the_deadline_and_not_before) {
  EventLoop loop;
  const Instant deadline = read_clock().instant + milliseconds(5);
  EXPECT_GE(loop.run_turn(deadline).instant, deadline);
}

TEST(EventLoop, does_not_wait_for_a_deadline_in_the_past) {
  EventLoop loop;
  Wakeup wakeup;
  bool called = false;
  loop.watch(wakeup.descriptor(), [&](Now) { called = true; });
  wakeup.signal();
  loop.run_turn(Instant());
  EXPECT_TRUE(called);
}

TEST(EventLoop, tells_once_that_a_descriptor_is_writable) {
  EventLoop loop;
  Wakeup wakeup;  // an eventfd is writable unless its counter is full
  int writable = 0;
  loop.watch(wakeup.descriptor(), [](Now) {});
  loop.when_writable(wakeup.descriptor(), [&](Now) { ++writable; });
  loop.run_turn(kNever);
  loop.run_turn(Instant());
  EXPECT_EQ(writable, 1);
}

TEST(EventLoop, a_handler_may_forget_another_of_the_same_turn) {
  EventLoop loop;
  Wakeup first;
  Wakeup second;
  int calls = 0;
  loop.watch(first.descriptor(), [&](Now) {
    ++calls;
    loop.forget(second.descriptor());
  });
  loop.watch(second.descriptor(), [&](Now) {
    ++calls;
    loop.forget(first.descriptor());
  });
  first.signal();
  second.signal();
  loop.run_turn(kNever);
  EXPECT_EQ(calls, 1);
}

TEST(Mailbox, letters_of_several_threads_arrive_each_in_its_order) {
  constexpr int kSenders = 4;
  constexpr int kLetters = 2000;
  struct Letter {
    int sender;
    int number;
  };
  Mailbox<Letter> mailbox;
  EventLoop loop;
  std::vector<int> next(kSenders, 0);
  int received = 0;
  std::vector<Letter> pile;
  loop.watch(mailbox.descriptor(), [&](Now) {
    mailbox.collect(pile);
    for (const Letter& letter : pile) {
      EXPECT_EQ(letter.number, next[static_cast<std::size_t>(letter.sender)]++);
      ++received;
    }
  });
  std::vector<std::thread> senders;
  for (int sender = 0; sender < kSenders; ++sender)
    senders.emplace_back([&mailbox, sender] {
      for (int number = 0; number < kLetters; ++number) mailbox.post({sender, number});
    });
  while (received < kSenders * kLetters) loop.run_turn(kNever);
  for (std::thread& sender : senders) sender.join();
  loop.run_turn(Instant());
  EXPECT_EQ(received, kSenders * kLetters);
}

TEST(Published, gives_the_latest_value) {
  Published<std::vector<int>> published;
  EXPECT_TRUE(published.get().empty());
  std::thread writer([&] {
    for (int i = 0; i < 100; ++i) published.set(std::vector<int>(10, i));
  });
  for (int i = 0; i < 100; ++i) {
    const std::vector<int> seen = published.get();
    EXPECT_TRUE(seen.empty() || seen.front() == seen.back());
  }
  writer.join();
  EXPECT_EQ(published.get(), std::vector<int>(10, 99));
}

TEST(SystemRandom, does_not_repeat_itself) {
  SystemRandom random;
  EXPECT_NE(random.next_u64(), random.next_u64());
}

}  // namespace
}  // namespace hemicycle::io
