#pragma once

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chamber/chamber.h"
#include "chamber/test_page.h"
#include "meeting/rules/rules_file.h"
#include "storage/memory_journal.h"

namespace hemicycle::chamber {

using namespace std::chrono_literals;

inline constexpr meeting::PersonId kChair{1};
inline constexpr meeting::PersonId kSecretary{2};
inline constexpr meeting::PersonId kFrance{11};  // heads of the delegations 1, 2 and 3
inline constexpr meeting::PersonId kNepal{12};
inline constexpr meeting::PersonId kVietNam{13};
inline constexpr const char* kAsk = R"({"ask_floor":{"item":1,"on_behalf_of":[]}})";

// A committee of three in simulated time, and its chamber. The test is all around it: the sockets,
// the disk, the room of sound, the clock.
class ChamberTest : public ::testing::Test, public ChamberPort {
 protected:
  enum class Disk { kWell, kSlow, kGone, kStoresButSaysUnknown };

  ChamberTest() {
    create("icapp-standing-committee");
    open();
  }

  // ---- The meeting before anybody comes ----

  void create(const std::string& rules) {
    journal = storage::MemoryJournal();
    auto store = storage::MeetingStore::open(journal, "sc-34", random).value();
    const meeting::Profile profile = load(rules);
    meeting::CreateSession session;
    session.entry.series = "sc";
    session.entry.titles = {{"en", "A session"}};
    session.profile = profile.name;
    session.settings = profile.settings;
    session.rules = profile.texts;
    session.officers = {{kChair, "Chair", meeting::Office::kChair},
                        {kSecretary, "Secretary", meeting::Office::kSecretary}};
    perform(*store, meeting::SystemCommand(session));
    for (const meeting::PersonId person : {kFrance, kNepal, kVietNam}) seat(*store, person);
    perform(*store, meeting::AddItem{{{"en", "Item 1"}}, {}});
  }

  // As the server does when it starts: everything from the journal.
  void open() {
    chamber =
        std::make_unique<Chamber>(storage::MeetingStore::open(journal, "sc-34", random).value(),
                                  *this, random, settings, now);
    settle();
  }
  // kill -9: what was under way is lost, all sockets are cut.
  void crash() {
    chamber.reset();
    appends.clear();
    tail_wanted.reset();
    sockets.clear();
  }

  // ---- Pages ----

  struct Socket {
    TestPage page;
    std::optional<CloseCode> closed;
    bool reads = true;
    std::uint64_t read = 0;  // bytes, as the chamber has been told
  };

  ConnectionId connect(const Visitor& visitor) {
    const ConnectionId id(++last_connection);
    sockets[id];
    chamber->connect(id, visitor, now);
    settle();
    return id;
  }
  ConnectionId connect(meeting::PersonId person) { return connect(Visitor{person, as(person)}); }
  // Comes in and is shown everything.
  ConnectionId join(const Visitor& visitor) {
    const ConnectionId id = connect(visitor);
    say(id, R"({"resume":null})");
    return id;
  }
  ConnectionId join(meeting::PersonId person) { return join(Visitor{person, as(person)}); }
  ConnectionId join_as_public() { return join(Visitor{std::nullopt, Invited::kPublic}); }

  void say(ConnectionId from, const std::string& frame) {
    chamber->receive(from, frame, now);
    settle();
  }
  void wish(ConnectionId from, const std::string& request, const std::string& command) {
    say(from, R"({"request":")" + request + R"(","command":)" + command + "}");
  }
  void leave(ConnectionId id) {
    chamber->disconnect(id, now);
    settle();
  }
  TestPage& page(ConnectionId id) { return sockets.at(id).page; }
  std::optional<CloseCode> closed(ConnectionId id) { return sockets.at(id).closed; }

  // ---- Time ----

  // Each deadline at its instant.
  void pass(Duration time) {
    const Instant end = now.instant + time;
    for (int turns = 0; chamber->next_deadline() <= end; ++turns) {
      if (turns > 10'000) throw std::runtime_error("the chamber turns without end");
      advance_to(std::max(now.instant, chamber->next_deadline()));
      chamber->handle_timeout(now);
      settle();
    }
    advance_to(end);
  }

  void pass_without_chamber(Duration time) { advance_to(now.instant + time); }

  // ---- What the meeting is, as its journal has it ----

  const meeting::Meeting& state() const { return chamber->meeting(); }
  meeting::Presence presence_of(meeting::PersonId person) const {
    const meeting::DelegationId delegation(static_cast<std::uint32_t>(person.value() - 10));
    return meeting::find_person(state().delegations.at(delegation), person)->presence;
  }
  // Everybody is here, the chair has opened the meeting and its first item.
  void begin() {
    chair = join(kChair);
    france = join(kFrance);
    nepal = join(kNepal);
    viet_nam = join(kVietNam);
    wish(chair, "open", R"({"open_meeting":{}})");
    ASSERT_TRUE(page(chair).done("open")) << page(chair).refused("open");
    wish(chair, "item", R"({"open_item":{"item":1}})");
    ASSERT_TRUE(page(chair).done("item")) << page(chair).refused("item");
    wish(chair, "list", R"({"open_list":{"item":1}})");
    ASSERT_TRUE(page(chair).done("list")) << page(chair).refused("list");
    pass(1s);
  }
  // The delegation asks and the chair gives.
  void give_floor(ConnectionId to) {
    const std::string number = std::to_string(++last_request);
    wish(to, "ask-" + number, R"({"ask_floor":{"item":1,"on_behalf_of":[]}})");
    ASSERT_TRUE(page(to).done("ask-" + number)) << page(to).refused("ask-" + number);
    wish(chair, "give-" + number, R"({"give_floor":{"request":)" + number + "}}");
    ASSERT_TRUE(page(chair).done("give-" + number)) << page(chair).refused("give-" + number);
    pass(1s);
  }

  // ---- The disk ----

  void settle() {
    while (chamber && disk != Disk::kSlow && (!appends.empty() || tail_wanted)) settle_one();
    tell_what_was_read();
  }
  // The answer to the oldest of what waits.
  void settle_one() {
    if (!appends.empty()) {
      const storage::Append append = std::move(appends.front());
      appends.pop_front();
      return chamber->handle_stored(stored(append), now);
    }
    const std::uint64_t after = *std::exchange(tail_wanted, std::nullopt);
    if (disk == Disk::kGone) return chamber->handle_tail(unexpected(fault()), now);
    JournalTail tail;
    (void)journal.read("sc-34", after + 1, [&](storage::JournalEntry&& entry) {
      tail.entries.push_back(std::move(entry));
      return true;
    });
    tail.requests = journal.requests("sc-34", after, 1000).value();
    chamber->handle_tail(std::move(tail), now);
  }

  storage::MemoryJournal journal;
  SeededRandom random{1};
  Settings settings;
  Now now{Instant(1000s), WallTime(std::chrono::sys_days(std::chrono::year(2026) / 4 / 18))};
  Disk disk = Disk::kWell;
  std::deque<storage::Append> appends;
  std::optional<std::uint64_t> tail_wanted;
  std::vector<storage::RefusedCommand> refusals_kept;
  std::map<ConnectionId, Socket> sockets;
  std::optional<Heard> heard;
  bool public_admitted = false;
  ConnectionId chair, france, nepal, viet_nam;
  std::unique_ptr<Chamber> chamber;

 private:
  static Invited as(meeting::PersonId person) {
    if (person == kChair) return Invited::kChair;
    return person == kSecretary ? Invited::kSecretariat : Invited::kDelegate;
  }
  static meeting::Profile load(const std::string& name) {
    std::ifstream file(HEMICYCLE_SOURCE_DIR "/rules/" + name + ".toml");
    std::stringstream text;
    text << file.rdbuf();
    return meeting::parse_rules(text.str()).value();
  }
  void perform(storage::MeetingStore& store, const meeting::SystemCommand& command) {
    ASSERT_FALSE(store.perform(journal, command, {now.wall, 1}).value().refusal);
  }
  void perform(storage::MeetingStore& store, const meeting::Command& command) {
    const meeting::Caller secretary{kSecretary, meeting::Role::kSecretariat};
    ASSERT_FALSE(store.perform(journal, command, secretary, {now.wall, 1}).value().refusal);
  }
  void seat(storage::MeetingStore& store, meeting::PersonId person) {
    const auto number = static_cast<std::uint32_t>(person.value() - 10);
    perform(
        store,
        meeting::RegisterOrganisation{
            {{"en", "Member " + std::to_string(number)}}, "", "", meeting::Standing::kMember, 1});
    perform(store, meeting::RegisterDelegation{meeting::OrganisationId(number)});
    const meeting::DelegationId delegation(number);
    perform(store,
            meeting::RegisterDelegate{delegation, person, "Head", "", meeting::Position::kHead});
    perform(store, meeting::ReportCredential{delegation, true});
  }

  void advance_to(Instant to) {
    now.wall += std::chrono::duration_cast<WallTime::duration>(to - now.instant);
    now.instant = to;
  }

  void tell_what_was_read() {
    for (auto& [id, socket] : sockets)
      while (chamber && socket.reads && !socket.closed && socket.read < socket.page.bytes)
        chamber->handle_sent(id, socket.read = socket.page.bytes, now);
  }

  storage::StorageError fault() const {
    return {disk == Disk::kGone ? storage::StorageFault::kGone : storage::StorageFault::kUnknown,
            "as the test wants"};
  }
  storage::Stored stored(const storage::Append& append) {
    if (disk == Disk::kGone) return unexpected(fault());
    storage::Stored outcome = journal.append({&append, 1}).front();
    if (disk == Disk::kStoresButSaysUnknown) return unexpected(fault());
    return outcome;
  }

  void send(ConnectionId to, Frame frame) override {
    Socket& socket = sockets.at(to);
    ASSERT_FALSE(socket.closed) << "sent to one that was closed: " << *frame;
    socket.page.take(*frame);
  }
  void close(ConnectionId to, CloseCode code, std::string_view) override {
    sockets.at(to).closed = code;
  }
  void store(storage::Append append) override { appends.push_back(std::move(append)); }
  void read_tail(std::uint64_t after) override { tail_wanted = after; }
  void keep_snapshot(storage::Snapshot snapshot) override {
    (void)journal.keep_snapshot("sc-34", snapshot);
  }
  void keep_refusals(std::vector<storage::RefusedCommand> refusals) override {
    refusals_kept.insert(refusals_kept.end(), refusals.begin(), refusals.end());
  }
  void set_heard(const Heard& whom, bool admitted) override {
    heard = whom;
    public_admitted = admitted;
  }

  std::uint64_t last_connection = 0;
  std::uint32_t last_request = 0;
};

}  // namespace hemicycle::chamber
