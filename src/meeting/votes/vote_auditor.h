#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "meeting/events.h"
#include "meeting/meeting.h"

namespace hemicycle::meeting {

// For property tests: keeps its own books of who may vote, who is in the room and who voted, from
// the events alone, and counts every vote again in its own way. A class that audits more derives
// from it, and hands every event to note() too.
class VoteAuditor {
 public:
  explicit VoteAuditor(const Rules& rules)
      : quorum_(rules.quorum.decide),
        weighted_(rules.voting.weighted),
        basis_(rules.voting.basis),
        casting_(rules.voting.tie == TieRule::kCastingVote),
        before_votes_(rules.voting.cancellation == CancelRule::kBeforeVotes) {}

  std::uint32_t present() const { return present_; }
  std::uint32_t members() const { return members_; }
  bool enough_to_decide() const { return enough_to_decide(present_); }

 protected:
  template <typename Other>
  void note(const Other&, WallTime) {}

  void note(const OrganisationRegistered& e, WallTime) {
    standing_[e.organisation] = e.standing;
    votes_[e.organisation] = e.votes;
    if (e.standing != Standing::kMember) return;
    ++members_;
    votes_of_members_ += e.votes;
  }
  void note(const RuleOverridden& e, WallTime) {
    const Setting& setting = e.setting;
    if (setting.key == "voting.weighted") weighted_ = setting.value == "true";
    if (setting.key == "method.cancellation") before_votes_ = setting.value == "before_votes";
    if (setting.key == "tie.outcome") casting_ = setting.value == "casting_vote";
    if (setting.key == "majority.basis")
      basis_ = setting.value == "present"   ? Basis::kPresent
               : setting.value == "members" ? Basis::kMembers
                                            : Basis::kPresentAndVoting;
  }
  void note(const DelegationRegistered& e, WallTime) { home_[e.delegation] = e.organisation; }
  void note(const CredentialDecided& e, WallTime) {
    credential_[e.delegation] = e.credential;
    count_present();
  }
  void note(const PersonArrived& e, WallTime) {
    people_[e.delegation].insert(e.person);
    count_present();
  }
  void note(const AbsenceBegan& e, WallTime) {
    people_[e.delegation].erase(e.person);
    count_present();
  }
  void note(const PersonLeft& e, WallTime) {
    people_[e.delegation].erase(e.person);
    count_present();
  }
  void note(const MotionMoved& e, WallTime) {
    if (e.kind == MotionKind::kSuspendMeeting || e.kind == MotionKind::kAdjournMeeting)
      to_stop_.insert(e.motion);
    if (e.kind == MotionKind::kAppeal) appeals_.insert(e.motion);
  }
  void note(const VotingOpened& e, WallTime) {
    Books books;
    books.method = e.method;
    books.majority = e.majority;
    books.attempt = e.attempt;
    books.kind = e.subject.kind;
    books.to_stop = e.subject.motion && to_stop_.count(*e.subject.motion) > 0;
    for (const auto& [id, credential] : credential_)
      if (entitled(id)) books.entitled.insert(id);
    if (e.method != Method::kSilence) {
      // Only an appeal is voted on while another vote waits.
      if (in_the_chamber_) {
        EXPECT_TRUE(e.subject.motion && appeals_.count(*e.subject.motion)) << "two votes at once";
        EXPECT_FALSE(interrupted_.has_value());
      }
      interrupted_ = std::exchange(in_the_chamber_, e.voting);
    }
    votings_[e.voting] = books;
  }
  void end(VotingId id) {
    if (in_the_chamber_ == id) in_the_chamber_ = std::exchange(interrupted_, std::nullopt);
    if (interrupted_ == id) interrupted_.reset();
  }
  void note(const VoteCast& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_FALSE(books.closed);
    EXPECT_NE(books.method, Method::kSecret) << "a secret vote is on the journal";
    EXPECT_TRUE(books.entitled.count(e.delegation)) << "not entitled";
    EXPECT_EQ(books.splits.count(e.delegation), 0u) << "voted twice";
    EXPECT_TRUE(books.votes.emplace(e.delegation, e.choice).second) << "voted twice";
    if (e.choice == Choice::kAbstain) check_pledge(books, e.delegation);
  }
  void note(const VoteSplit& e, WallTime) {
    Books& books = votings_.at(e.voting);
    const DelegationId id = e.votes.delegation;
    EXPECT_FALSE(books.closed);
    EXPECT_TRUE(books.entitled.count(id)) << "not entitled";
    EXPECT_EQ(books.votes.count(id), 0u) << "voted twice";
    const std::uint64_t shares[3] = {e.votes.in_favour, e.votes.against, e.votes.abstaining};
    EXPECT_EQ(shares[0] + shares[1] + shares[2], weight(id));
    EXPECT_LT(std::max({shares[0], shares[1], shares[2]}), weight(id)) << "all in one way";
    if (shares[2] > 0) check_pledge(books, id);
    EXPECT_TRUE(books.splits.emplace(id, std::array{shares[0], shares[1], shares[2]}).second);
  }
  void note(const VotePledged& e, WallTime) {
    EXPECT_TRUE(pledged_.insert(e.delegation).second) << "pledged twice";
  }
  void note(const MeetingOpened&, WallTime) { pledged_.clear(); }
  // Who names nobody abstains.
  void note(const BallotCast& e, WallTime) {
    EXPECT_EQ(votings_.at(e.voting).kind, SubjectKind::kElection);
    note(VoteCast{e.voting, e.delegation, e.candidates.empty() ? Choice::kAbstain : Choice::kFor,
                  e.by_proxy, e.entered_by},
         {});
  }
  void note(const VoteCorrected& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_FALSE(books.closed);
    EXPECT_TRUE(books.method == Method::kRecorded || books.method == Method::kRollCall);
    if (books.splits.erase(e.delegation) == 0) {
      EXPECT_NE(books.votes.at(e.delegation), e.choice);
    }
    books.votes[e.delegation] = e.choice;
    if (e.choice == Choice::kAbstain) check_pledge(books, e.delegation);
  }
  void note(const VotingCancelled& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_FALSE(books.closed);
    EXPECT_TRUE(e.why != WhyCancelled::kNobodyVoted || books.voted() == 0);
    if (before_votes_ && e.why == WhyCancelled::kByChair) {
      EXPECT_EQ(books.voted(), 0u) << "cancelled too late";
    }
    EXPECT_EQ(e.reason.empty(), e.why == WhyCancelled::kNobodyVoted);
    books.closed = true;
    end(e.voting);
  }
  void note(const BallotsCounted& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_EQ(books.method, Method::kSecret);
    EXPECT_FALSE(books.counted);
    books.counted = true;
    EXPECT_FALSE(e.voters.empty());
    EXPECT_EQ(e.voters.size(), e.ballots.size());
    EXPECT_EQ(std::set<DelegationId>(e.voters.begin(), e.voters.end()).size(), e.voters.size());
    for (DelegationId voter : e.voters) {
      EXPECT_TRUE(books.entitled.count(voter));
      books.secret_voters.insert(voter);
    }
    for (const Ballot& ballot : e.ballots)
      ++books.secret[ballot.choice               ? static_cast<std::size_t>(*ballot.choice)
                     : ballot.candidates.empty() ? 2u
                                                 : 0u];
  }
  void note(const VotingClosed& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_FALSE(books.closed);
    books.closed = true;
    end(e.voting);
    if (e.outcome == VotingState::kObjected) return;
    if (books.method == Method::kSilence) return;
    std::set<DelegationId> present;
    for (DelegationId id : books.entitled)
      if (!people_[id].empty() || books.votes.count(id) > 0 || books.splits.count(id) > 0 ||
          books.secret_voters.count(id) > 0)
        present.insert(id);
    // Ballots of a vote that is void stay in the urn, and with them who cast them.
    if (books.method == Method::kSecret && e.outcome == VotingState::kCancelled) return;
    check_presence(books, e, present);
    EXPECT_EQ(e.outcome == VotingState::kCancelled,
              !books.to_stop && !enough_to_decide(present.size()));
    if (e.outcome == VotingState::kCancelled || books.method == Method::kConsensus ||
        books.method == Method::kAcclamation)
      return;
    check_result(books, e, present);
  }

 private:
  struct Books {
    Method method{};
    Threshold majority;
    std::uint32_t attempt = 1;
    SubjectKind kind{};
    bool to_stop = false;  // a motion to suspend or adjourn the meeting
    std::set<DelegationId> entitled;
    std::map<DelegationId, Choice> votes;
    std::map<DelegationId, std::array<std::uint64_t, 3>> splits;  // for, against, abstaining
    std::set<DelegationId> secret_voters;
    bool counted = false;
    std::uint32_t secret[3] = {0, 0, 0};
    bool closed = false;
    std::size_t voted() const { return votes.size() + splits.size(); }
  };

  void count_present() {
    present_ = 0;
    for (const auto& [delegation, people] : people_)
      present_ += !people.empty() && entitled(delegation) ? 1 : 0;
  }
  bool entitled(DelegationId id) const {
    const auto credential = credential_.find(id);
    return credential != credential_.end() && standing_.at(home_.at(id)) == Standing::kMember &&
           (credential->second == Credential::kAccepted ||
            credential->second == Credential::kProvisional);
  }
  std::uint64_t weight(DelegationId id) const { return weighted_ ? votes_.at(home_.at(id)) : 1; }
  // Without least_of(): present * denominator against members * numerator.
  bool enough_to_decide(std::size_t present) const {
    const std::uint64_t left = present * quorum_.denominator;
    const std::uint64_t right = std::uint64_t{members_} * quorum_.numerator;
    return quorum_.denominator == 0 || (quorum_.more_than ? left > right : left >= right);
  }

  void check_pledge(const Books& books, DelegationId id) const {
    EXPECT_TRUE(books.kind == SubjectKind::kMotion || pledged_.count(id) == 0)
        << "abstained against a pledge";
  }

  void check_presence(const Books& books, const VotingClosed& e,
                      const std::set<DelegationId>& present) const {
    EXPECT_EQ(e.tally.members_present, present.size());
    EXPECT_EQ(e.present.size(), present.size());
    for (const AtVote& member : e.present) {
      EXPECT_TRUE(present.count(member.delegation)) << "was not there";
      EXPECT_EQ(member.votes, weight(member.delegation));
    }
    EXPECT_LE(books.voted(), present.size());
  }

  void check_result(const Books& books, const VotingClosed& e,
                    const std::set<DelegationId>& present) const {
    std::uint64_t votes[3] = {books.secret[0], books.secret[1], books.secret[2]};
    for (const auto& [voter, choice] : books.votes)
      votes[static_cast<std::size_t>(choice)] += weight(voter);
    for (const auto& [voter, shares] : books.splits)
      for (std::size_t i = 0; i < shares.size(); ++i) votes[i] += shares[i];
    std::uint64_t there = 0;
    for (DelegationId id : present) there += weight(id);
    std::uint64_t on_the_roll = 0;
    for (DelegationId id : books.entitled) on_the_roll += weight(id);
    EXPECT_EQ(e.tally.in_favour, votes[0]);
    EXPECT_EQ(e.tally.against, votes[1]);
    EXPECT_EQ(e.tally.abstaining, votes[2]);
    EXPECT_EQ(e.tally.not_voting, there - votes[0] - votes[1] - votes[2]);
    EXPECT_EQ(e.tally.absent, on_the_roll - there);
    EXPECT_GT(votes[0] + votes[1] + votes[2], 0u) << "decided without a vote";
    if (books.kind == SubjectKind::kElection) return;
    const std::uint64_t whole = basis_ == Basis::kPresent ? there
                                : basis_ == Basis::kPresentAndVoting
                                    ? votes[0] + votes[1]
                                    : (weighted_ ? votes_of_members_ : members_);
    // a/b of the whole, without a division: for * b against whole * a.
    const std::uint64_t left = votes[0] * books.majority.denominator;
    const std::uint64_t right = whole * books.majority.numerator;
    const bool carried = votes[0] > 0 && (books.majority.more_than ? left > right : left >= right);
    if (e.casting_vote) {
      EXPECT_TRUE(casting_);
      EXPECT_FALSE(carried);
      EXPECT_EQ(votes[0], votes[1]);
    }
    EXPECT_EQ(e.outcome == VotingState::kAdopted, carried || e.casting_vote == Choice::kFor);
    if (e.outcome == VotingState::kTied) {
      EXPECT_EQ(votes[0], votes[1]);
      EXPECT_EQ(books.attempt, 1u);
    }
  }

  Threshold quorum_;
  bool weighted_ = false;
  Basis basis_{};
  bool casting_ = false;
  bool before_votes_ = false;  // a vote is cancelled before the first that is cast, or not at all
  std::set<DelegationId> pledged_;
  std::uint32_t present_ = 0;
  std::uint32_t members_ = 0;
  std::uint64_t votes_of_members_ = 0;
  std::set<MotionId> to_stop_;
  std::set<MotionId> appeals_;
  std::map<OrganisationId, Standing> standing_;
  std::map<OrganisationId, std::uint32_t> votes_;
  std::map<DelegationId, OrganisationId> home_;
  std::map<DelegationId, Credential> credential_;
  std::map<DelegationId, std::set<PersonId>> people_;
  std::map<VotingId, Books> votings_;
  std::optional<VotingId> in_the_chamber_;
  std::optional<VotingId> interrupted_;  // by the vote on an appeal
};

}  // namespace hemicycle::meeting
