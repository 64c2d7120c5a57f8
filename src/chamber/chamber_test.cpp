#include "chamber/chamber_fixture.h"

namespace hemicycle::chamber {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

// ---- Coming in ----

TEST_F(ChamberTest, a_page_is_greeted_and_shown_nothing_before_it_asks) {
  const ConnectionId id = connect(kFrance);
  EXPECT_EQ(page(id).hellos, 1u);
  EXPECT_EQ(boost::json::serialize(page(id).hello.at("person")), "\"11\"");
  EXPECT_EQ(boost::json::serialize(page(id).hello.at("delegation")), "1");
  EXPECT_EQ(TestPage::text(page(id).hello.at("role")), "delegate");
  EXPECT_EQ(page(id).audience, "delegation/1");
  EXPECT_THAT(page(id).documents, IsEmpty());
  say(id, R"({"resume":null})");
  EXPECT_EQ(page(id).snapshots, 1u);
  for (const char* path : {"session", "agenda", "item/1", "seats/1", "seats/3", "me"})
    EXPECT_TRUE(page(id).has(path)) << path;
  EXPECT_EQ(page(id).show("me", "/person"), "\"11\"");
}

TEST_F(ChamberTest, who_one_is_comes_from_the_meeting_and_not_from_the_invitation) {
  const ConnectionId chair_id = join(Visitor{kChair, Invited::kDelegate});
  EXPECT_EQ(page(chair_id).audience, "chair");
  const ConnectionId stranger = connect(Visitor{meeting::PersonId(99), Invited::kChair});
  EXPECT_EQ(closed(stranger), CloseCode::kNotAdmitted);
  const ConnectionId observer = join(Visitor{meeting::PersonId(99), Invited::kObserver});
  EXPECT_EQ(page(observer).audience, "participant");
  EXPECT_EQ(closed(observer), std::nullopt);
}

TEST_F(ChamberTest, a_link_for_many_names_nobody_and_no_command_is_for_it) {
  const ConnectionId id = join_as_public();
  EXPECT_FALSE(page(id).hello.contains("person"));
  EXPECT_FALSE(page(id).has("me"));
  wish(id, "r1", kAsk);
  EXPECT_EQ(page(id).refused("r1"), "nobody");
}

TEST_F(ChamberTest, beyond_the_limit_nobody_is_let_in) {
  settings.sockets_max = 2;
  crash();
  open();
  join(kFrance);
  join(kNepal);
  EXPECT_EQ(closed(connect(kVietNam)), CloseCode::kTooMany);
}

TEST_F(ChamberTest, a_fifth_page_of_one_person_replaces_the_oldest) {
  const ConnectionId oldest = join(kFrance);
  std::vector<ConnectionId> others;
  for (int i = 0; i < 4; ++i) others.push_back(join(kFrance));
  EXPECT_EQ(closed(oldest), CloseCode::kReplaced);
  for (const ConnectionId id : others) EXPECT_EQ(closed(id), std::nullopt);
  pass(10s);
  EXPECT_EQ(presence_of(kFrance), meeting::Presence::kPresent);
}

// ---- Commands ----

TEST_F(ChamberTest, what_one_does_is_answered_and_shown_to_everybody) {
  begin();
  wish(france, "r1", kAsk);
  ASSERT_TRUE(page(france).done("r1"));
  pass(1s);
  EXPECT_GE(*page(nepal).at, *page(france).done("r1"));
  EXPECT_EQ(page(nepal).show("list/1"), page(france).show("list/1"));
  EXPECT_NE(page(nepal).show("list/1").find("\"delegation\":1"), std::string::npos)
      << page(nepal).show("list/1");
}

TEST_F(ChamberTest, a_refusal_names_its_code_its_rule_and_a_sentence_in_both_languages) {
  begin();
  wish(france, "r1", R"({"open_meeting":{}})");
  const boost::json::object& refused = page(france).answers.at("r1").at("refused").as_object();
  EXPECT_FALSE(TestPage::text(refused.at("code")).empty());
  EXPECT_TRUE(refused.contains("rule"));
  EXPECT_FALSE(TestPage::text(refused.at("en")).empty());
  EXPECT_FALSE(TestPage::text(refused.at("vi")).empty());
  pass(2s);
  ASSERT_EQ(refusals_kept.size(), 1u);  // for the audit log
}

TEST_F(ChamberTest, the_same_request_is_answered_again_and_done_once) {
  begin();
  wish(france, "r1", kAsk);
  const std::optional<std::uint64_t> done = page(france).done("r1");
  const std::uint64_t entries = state().events;
  const ConnectionId other_page = join(kFrance);
  wish(other_page, "r1", kAsk);
  EXPECT_EQ(page(other_page).done("r1"), done);
  EXPECT_EQ(state().events, entries);
  wish(nepal, "r1", kAsk);  // another person's request of that name is another
  EXPECT_NE(page(nepal).done("r1"), done);
}

TEST_F(ChamberTest, an_unknown_command_is_malformed_and_an_unreadable_frame_an_error) {
  begin();
  wish(france, "r1", R"({"rule_the_world":{}})");
  EXPECT_EQ(page(france).refused("r1"), "malformed");
  say(france, "hello?");
  ASSERT_EQ(page(france).errors.size(), 1u);
  EXPECT_EQ(TestPage::text(page(france).errors[0].at("code")), "unreadable");
}

TEST_F(ChamberTest, a_hundred_unreadable_frames_end_the_socket) {
  begin();
  for (int i = 0; i < 100; ++i) say(france, "[]");
  EXPECT_EQ(closed(france), std::nullopt);
  say(france, "[]");
  EXPECT_EQ(closed(france), CloseCode::kUnreadable);
}

TEST_F(ChamberTest, a_frame_beyond_the_limit_ends_the_socket) {
  begin();
  say(france, R"({"ping":")" + std::string(kFrameBytesMax, 'x') + "\"}");
  EXPECT_EQ(closed(france), CloseCode::kTooBig);
}

TEST_F(ChamberTest, commands_are_paced_and_a_pause_earns_new_ones) {
  begin();
  pass(5s);
  for (int i = 0; i < 25; ++i) wish(france, "r" + std::to_string(i), kAsk);
  EXPECT_NE(page(france).refused("r19"), "too_many_commands");
  EXPECT_EQ(page(france).refused("r20"), "too_many_commands");
  pass(1s);
  wish(france, "later", kAsk);
  EXPECT_NE(page(france).refused("later"), "too_many_commands");
  wish(nepal, "other", kAsk);  // others have paces of their own
  EXPECT_TRUE(page(nepal).done("other"));
}

TEST_F(ChamberTest, thousands_of_commands_beyond_the_pace_end_the_socket) {
  begin();
  for (int i = 0; i < 2'100 && !closed(france); ++i) wish(france, "r" + std::to_string(i), kAsk);
  EXPECT_EQ(closed(france), CloseCode::kTooMany);
}

TEST_F(ChamberTest, the_meeting_s_clock_answers_a_ping) {
  begin();
  say(france, R"({"ping":"a1"})");
  ASSERT_EQ(page(france).pongs.size(), 1u);
  EXPECT_EQ(TestPage::text(page(france).pongs[0].at("pong")), "a1");
  EXPECT_THAT(TestPage::text(page(france).pongs[0].at("now")),
              ::testing::StartsWith("2026-04-18T00:00:0"));
}

TEST_F(ChamberTest, documents_are_opened_by_name_and_those_that_are_none_are_null) {
  begin();
  say(france, R"({"request":"r1","open":["list/1","votes/7"]})");
  const boost::json::object& answer = page(france).answers.at("r1");
  EXPECT_TRUE(answer.at("documents").at("list/1").is_object());
  EXPECT_TRUE(answer.at("documents").at("votes/7").is_null());
}

TEST_F(ChamberTest, whoever_becomes_the_chair_is_greeted_anew_and_shown_what_the_chair_is_shown) {
  begin();
  const ConnectionId office = join(kSecretary);
  wish(office, "r1",
       R"({"appoint_officer":{"officer":{"person":"11","name":"Head","office":"chair"}}})");
  ASSERT_TRUE(page(office).done("r1")) << page(office).refused("r1");
  pass(1s);
  EXPECT_EQ(page(france).hellos, 2u);
  EXPECT_EQ(page(france).audience, "chair");
  EXPECT_EQ(page(france).snapshots, 2u);
  EXPECT_EQ(page(nepal).hellos, 1u);
}

TEST_F(ChamberTest, whoever_is_removed_from_the_delegation_has_to_go) {
  begin();
  const ConnectionId office = join(kSecretary);
  wish(france, "bye", R"({"leave":{"delegation":1,"person":"11"}})");
  wish(office, "r1", R"({"remove_delegate":{"delegation":1,"person":"11"}})");
  ASSERT_TRUE(page(office).done("r1")) << page(office).refused("r1");
  pass(1s);
  EXPECT_EQ(closed(france), CloseCode::kNotAdmitted);
  EXPECT_EQ(closed(connect(kFrance)), CloseCode::kNotAdmitted);
}

// ---- Who may be heard ----

TEST_F(ChamberTest, heard_are_who_presides_and_whoever_has_the_floor) {
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->people, std::set{kChair});
  begin();
  give_floor(france);
  EXPECT_EQ(heard->people, (std::set{kChair, kFrance}));
  wish(chair, "cut", R"({"withdraw_floor":{"speech":1}})");
  ASSERT_TRUE(page(chair).done("cut")) << page(chair).refused("cut");
  EXPECT_EQ(heard->people, std::set{kChair});
  wish(chair, "back", R"({"return_floor":{"speech":1}})");
  ASSERT_TRUE(page(chair).done("back")) << page(chair).refused("back");
  EXPECT_EQ(heard->people, (std::set{kChair, kFrance}));
}

TEST_F(ChamberTest, the_speaker_is_silenced_at_the_instant_that_the_rules_name) {
  begin();
  give_floor(france);
  const boost::json::value* mute_at = page(nepal).find("timer", "/mute_at");
  ASSERT_TRUE(mute_at != nullptr && mute_at->is_int64()) << page(nepal).show("timer");
  const auto left = std::chrono::milliseconds(mute_at->as_int64()) - 1s;  // one has passed
  pass(left - 1ms);
  EXPECT_THAT(heard->people, Contains(kFrance));
  pass(2ms);
  EXPECT_THAT(heard->people, Not(Contains(kFrance)));
}

TEST_F(ChamberTest, where_the_floor_is_left_to_the_chair_everybody_is_heard_while_it_is_open) {
  create("simple");
  crash();
  open();
  EXPECT_FALSE(heard->everybody);
  chair = join(kChair);
  wish(chair, "open", R"({"open_meeting":{}})");
  ASSERT_TRUE(page(chair).done("open")) << page(chair).refused("open");
  EXPECT_TRUE(heard->everybody);
}

TEST_F(ChamberTest, behind_closed_doors_the_public_is_neither_shown_nor_let_hear_anything) {
  begin();
  const ConnectionId watcher = join_as_public();
  EXPECT_TRUE(public_admitted);
  EXPECT_TRUE(page(watcher).has("floor"));
  wish(chair, "doors", R"({"change_visibility":{"visibility":"closed"}})");
  ASSERT_TRUE(page(chair).done("doors"))
      << page(chair).refused("doors") << boost::json::serialize(page(chair).answers.at("doors"));
  pass(1s);
  EXPECT_FALSE(public_admitted);
  const std::size_t bytes = page(watcher).bytes;
  give_floor(france);
  EXPECT_EQ(page(watcher).bytes, bytes);
}

// ---- Readers ----

TEST_F(ChamberTest, a_slow_reader_is_sent_the_newest_when_it_reads_again_and_nothing_between) {
  begin();
  sockets.at(nepal).reads = false;
  const ConnectionId office = join(kSecretary);
  const std::string filler(900, 'x');
  for (int i = 0; i < 400; ++i) {
    const std::string request = "t" + std::to_string(i);
    wish(office, request,
         R"({"rename_organisation":{"organisation":1,"names":[{"language":"en","text":")" +
             std::to_string(i) + filler + "\"}]}}");
    ASSERT_TRUE(page(office).done(request)) << page(office).refused(request);
    pass(1s);
  }
  const std::size_t behind = page(nepal).bytes;
  EXPECT_LT(behind, 150'000u);  // of 400 kB
  sockets.at(nepal).reads = true;
  settle();
  pass(1s);
  EXPECT_EQ(page(nepal).show("seats/1"), page(viet_nam).show("seats/1"));
  EXPECT_NE(page(nepal).show("seats/1").find("\"399x"), std::string::npos);
  EXPECT_LT(page(nepal).bytes - behind, 50'000u);
}

TEST_F(ChamberTest, ten_wishes_of_an_instant_are_shown_together) {
  begin();
  pass(1s);
  const std::size_t before = page(chair).changes;
  for (const ConnectionId id : {france, nepal, viet_nam}) wish(id, "ask", kAsk);
  pass(1s);
  // The first at once, the others together; the list, and what the chair may do, each time.
  EXPECT_LE(page(chair).changes - before, 4u);
  EXPECT_EQ(page(chair).show("list/1"), page(nepal).show("list/1"));
}

}  // namespace
}  // namespace hemicycle::chamber
