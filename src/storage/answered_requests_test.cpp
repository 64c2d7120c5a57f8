#include "storage/answered_requests.h"

#include <gtest/gtest.h>

namespace hemicycle::storage {
namespace {

using namespace meeting;

Answer done(std::uint64_t through) {
  return {through, {}, {}};
}

TEST(AnsweredRequests, are_found_by_the_person_and_the_id) {
  AnsweredRequests answered;
  answered.note(PersonId(1), "r1", done(5));
  answered.note(PersonId(2), "r1", done(6));
  ASSERT_NE(answered.find(PersonId(1), "r1"), nullptr);
  EXPECT_EQ(answered.find(PersonId(1), "r1")->through, 5u);
  EXPECT_EQ(answered.find(PersonId(2), "r1")->through, 6u);
  EXPECT_EQ(answered.find(PersonId(1), "r2"), nullptr);
  EXPECT_EQ(answered.find(PersonId(3), "r1"), nullptr);
}

TEST(AnsweredRequests, of_each_person_the_newest_are_kept) {
  AnsweredRequests answered;
  answered.note(PersonId(2), "quiet", done(1));
  const std::size_t many = 3 * AnsweredRequests::kRequestsAMeeting;
  for (std::size_t i = 1; i <= many; ++i)
    answered.note(PersonId(1), "r" + std::to_string(i), done(i));
  const std::size_t oldest = many - AnsweredRequests::kRequestsAPerson + 1;
  EXPECT_NE(answered.find(PersonId(1), "r" + std::to_string(oldest)), nullptr);
  EXPECT_EQ(answered.find(PersonId(1), "r" + std::to_string(oldest - 1)), nullptr);
  EXPECT_NE(answered.find(PersonId(2), "quiet"), nullptr) << "another's many cost nobody theirs";
}

TEST(AnsweredRequests, of_a_meeting_the_newest_are_kept) {
  AnsweredRequests answered;
  const std::size_t people = AnsweredRequests::kRequestsAMeeting + 10;
  for (std::size_t i = 1; i <= people; ++i) answered.note(PersonId(i), "r", done(i));
  EXPECT_EQ(answered.find(PersonId(10), "r"), nullptr);
  EXPECT_NE(answered.find(PersonId(11), "r"), nullptr);
  EXPECT_NE(answered.find(PersonId(people), "r"), nullptr);
}

TEST(AnsweredRequests, that_were_to_follow_what_failed_are_forgotten) {
  AnsweredRequests answered;
  answered.note(PersonId(1), "stored", done(5));
  answered.note(PersonId(1), "lost", done(6));
  answered.note(PersonId(1), "ballot", {6, {}, Receipt{VotingId(1), "ABC"}});  // in the urn
  answered.forget_beyond(5);
  EXPECT_NE(answered.find(PersonId(1), "stored"), nullptr);
  EXPECT_EQ(answered.find(PersonId(1), "lost"), nullptr);
  EXPECT_NE(answered.find(PersonId(1), "ballot"), nullptr);
  answered.forget_receipts(VotingId(1));
  EXPECT_EQ(answered.find(PersonId(1), "ballot"), nullptr);
}

TEST(AnsweredRequests, have_ids_of_a_few_plain_letters) {
  EXPECT_TRUE(AnsweredRequests::is_id("r17"));
  EXPECT_TRUE(AnsweredRequests::is_id(std::string(64, 'x')));
  for (const std::string& wrong : {std::string(), std::string(65, 'x'), std::string("a b"),
                                   std::string("a\n"), std::string("é"), std::string(1, '\0')})
    EXPECT_FALSE(AnsweredRequests::is_id(wrong)) << wrong;
}

}  // namespace
}  // namespace hemicycle::storage
