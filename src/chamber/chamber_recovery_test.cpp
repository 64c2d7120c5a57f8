// Lines that are cut, servers that are killed, disks that are gone.
#include "chamber/chamber_fixture.h"

namespace hemicycle::chamber {
namespace {

// The page comes back on a new socket with what it had.
class ComingBack : public ChamberTest {
 protected:
  ConnectionId come_back(meeting::PersonId person, const TestPage& before) {
    const ConnectionId id = connect(person);
    TestPage& again = page(id);
    again.at = before.at;
    again.documents = before.documents;
    const std::string audience = std::exchange(again.audience, before.audience);
    say(id, again.resume());
    again.audience = audience;
    return id;
  }
  // What somebody who comes in now is shown.
  std::map<std::string, boost::json::value> newcomer(meeting::PersonId person) {
    return page(join(person)).documents;
  }
};

TEST_F(ComingBack, a_cut_line_costs_only_what_has_changed_meanwhile) {
  begin();
  const TestPage before = page(france);
  leave(france);
  give_floor(nepal);
  const ConnectionId again = come_back(kFrance, before);
  EXPECT_EQ(page(again).snapshots, 0u);
  EXPECT_EQ(page(again).documents, newcomer(kFrance));
  EXPECT_LT(page(again).bytes, before.bytes);
  EXPECT_EQ(chamber->counters().resumes, 1u);
}

TEST_F(ComingBack, with_another_audience_or_from_the_future_everything_is_shown_anew) {
  begin();
  TestPage before = page(france);
  before.audience = "chair";
  EXPECT_EQ(page(come_back(kFrance, before)).snapshots, 1u);
  before = page(france);
  *before.at += 1'000;
  const ConnectionId id = connect(kFrance);
  say(id, before.resume());
  EXPECT_EQ(page(id).snapshots, 1u);
}

TEST_F(ComingBack, after_a_restart_everybody_finds_the_meeting_as_it_was) {
  begin();
  give_floor(france);
  const TestPage before = page(nepal);
  const std::string floor = before.show("floor");
  crash();
  pass_without_chamber(5s);
  open();
  EXPECT_TRUE(heard->admits(kFrance));
  const ConnectionId again = come_back(kNepal, before);
  EXPECT_EQ(page(again).snapshots, 1u);
  EXPECT_EQ(page(again).show("floor"), floor);
  chair = join(kChair);
  france = join(kFrance);
  pass(1s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
  EXPECT_EQ(page(chair).show("timer"), page(again).show("timer"));
}

TEST_F(ComingBack, a_request_that_was_done_before_the_restart_is_not_done_again) {
  begin();
  wish(france, "r1", kAsk);
  const std::optional<std::uint64_t> done = page(france).done("r1");
  ASSERT_TRUE(done);
  crash();
  open();
  const std::size_t requests = state().lists.begin()->waiting.size();
  france = join(kFrance);
  wish(france, "r1", kAsk);
  EXPECT_EQ(page(france).done("r1"), done);
  EXPECT_EQ(state().lists.begin()->waiting.size(), requests);
}

TEST_F(ComingBack, nothing_is_acknowledged_or_shown_before_it_is_on_the_disk) {
  begin();
  disk = Disk::kSlow;
  wish(france, "r1", kAsk);
  pass(5s);
  EXPECT_FALSE(page(france).done("r1"));
  EXPECT_EQ(page(nepal).show("list/1").find("\"delegation\":1"), std::string::npos);
  disk = Disk::kWell;
  settle();
  pass(1s);
  EXPECT_TRUE(page(france).done("r1"));
  EXPECT_NE(page(nepal).show("list/1").find("\"delegation\":1"), std::string::npos);
}

TEST_F(ComingBack, what_the_disk_did_not_take_has_not_happened_nor_what_rests_on_it) {
  begin();
  const std::uint64_t entries = state().events;
  disk = Disk::kSlow;
  wish(france, "r1", kAsk);
  wish(nepal, "r2", kAsk);
  disk = Disk::kGone;
  settle();
  EXPECT_EQ(page(france).refused("r1"), "storage_gone");
  EXPECT_EQ(page(nepal).refused("r2"), "storage_gone");
  EXPECT_FALSE(chamber->is_storing());
  wish(viet_nam, "r3", kAsk);
  EXPECT_EQ(page(viet_nam).refused("r3"), "storage_gone");
  pass(60s);
  disk = Disk::kWell;
  pass(2s);
  EXPECT_TRUE(chamber->is_storing());
  EXPECT_EQ(state().events, entries);
  wish(france, "r1", kAsk);
  EXPECT_TRUE(page(france).done("r1"));
}

TEST_F(ComingBack, when_it_is_not_known_whether_it_was_stored_the_same_request_learns_it) {
  begin();
  disk = Disk::kStoresButSaysUnknown;
  wish(france, "r1", kAsk);
  EXPECT_EQ(page(france).refused("r1"), "not_known_yet");
  disk = Disk::kWell;
  pass(3s);
  wish(france, "r1", kAsk);
  EXPECT_TRUE(page(france).done("r1"));
  EXPECT_EQ(state().lists.begin()->waiting.size(), 1u);
  pass(1s);
  EXPECT_EQ(page(nepal).show("list/1"), page(france).show("list/1"));
  EXPECT_EQ(page(nepal).documents.at("list/1"), newcomer(kNepal).at("list/1"));
}

TEST_F(ComingBack, what_pages_hold_after_changes_is_what_a_newcomer_is_shown) {
  begin();
  const ConnectionId watcher = join_as_public();
  const TestPage before = page(viet_nam);
  leave(viet_nam);
  give_floor(france);
  wish(nepal, "p", R"({"raise_point_of_order":{"text":"The clock","on_conduct_of_voting":false}})");
  pass(3s);
  wish(chair, "s", R"({"suspend_meeting":{}})");
  ASSERT_TRUE(page(chair).done("s")) << page(chair).refused("s");
  pass(1s);
  wish(chair, "r", R"({"resume_meeting":{}})");
  pass(1s);
  viet_nam = come_back(kVietNam, before);
  pass(1s);
  EXPECT_EQ(page(france).documents, newcomer(kFrance));
  EXPECT_EQ(page(nepal).documents, newcomer(kNepal));
  EXPECT_EQ(page(viet_nam).documents, newcomer(kVietNam));
  EXPECT_EQ(page(chair).documents, newcomer(kChair));
  EXPECT_EQ(page(watcher).documents, page(join_as_public()).documents);
}

// ---- Presence ----

TEST_F(ChamberTest, the_first_page_of_a_person_is_an_arrival) {
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kAbsent);
  connect(kFrance);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
  EXPECT_EQ(presence_of(kNepal), meeting::Presence::kAbsent);
}

TEST_F(ChamberTest, a_page_that_is_loaded_anew_is_no_absence) {
  begin();
  leave(france);
  pass(2s);
  france = join(kFrance);
  pass(10s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
}

TEST_F(ChamberTest, after_three_seconds_without_a_page_the_connection_is_lost_until_one_comes) {
  begin();
  const ConnectionId second = join(kFrance);
  leave(france);
  pass(10s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);  // there is another
  leave(second);
  pass(2'999ms);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
  pass(1ms);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kConnectionLost);
  join(kFrance);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
}

TEST_F(ChamberTest, whoever_leaves_on_purpose_is_absent_though_the_page_is_open) {
  begin();
  wish(france, "bye", R"({"leave":{"delegation":1,"person":"11"}})");
  ASSERT_TRUE(page(france).done("bye")) << page(france).refused("bye");
  pass(10s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kAbsent);
  leave(france);
  pass(10s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kAbsent);
  join(kFrance);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
}

TEST_F(ChamberTest, after_a_restart_people_have_twenty_seconds_to_come_back) {
  begin();
  crash();
  open();
  pass(19s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
  join(kNepal);
  pass(2s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kConnectionLost);
  EXPECT_EQ(presence_of(kNepal), meeting::Presence::kPresent);
}

TEST_F(ChamberTest, a_loss_that_the_disk_did_not_take_is_told_again) {
  begin();
  leave(france);
  disk = Disk::kGone;
  pass(10s);
  disk = Disk::kWell;
  pass(5s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kConnectionLost);
}

TEST_F(ChamberTest, a_speaker_whose_line_is_cut_keeps_the_floor_for_the_grace_of_the_rules) {
  begin();
  give_floor(france);
  leave(france);
  pass(10s);
  EXPECT_TRUE(heard->admits(kFrance));
  france = join(kFrance);
  EXPECT_EQ(page(france).show("floor", "/holder/person"),
            page(nepal).show("floor", "/holder/person"));
  EXPECT_NE(page(france).show("floor", "/holder"), "null");
}

}  // namespace
}  // namespace hemicycle::chamber
