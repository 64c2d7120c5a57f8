#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "meeting/events.h"

namespace hemicycle::meeting {

// Keeps books of texts, amendments and parts from the events alone, for property tests, and holds
// against them what must never happen.
class TextsAuditor {
 public:
  explicit TextsAuditor(bool one_at_a_time) : one_at_a_time_(one_at_a_time) {}

  void see(const Event& event, WallTime at) {
    std::visit([&](const auto& one) { note(one, at); }, event);
  }

 private:
  struct Parts {
    bool whole = false;  // they are all of the text
    std::map<PartId, PartKind> kinds;
    std::set<PartId> rejected;

    bool every_operative_part_is_rejected() const {
      std::size_t operative = 0;
      std::size_t failed = 0;
      for (const auto& [part, kind] : kinds) {
        operative += kind == PartKind::kOperative ? 1 : 0;
        failed += kind == PartKind::kOperative && rejected.count(part) > 0 ? 1 : 0;
      }
      return whole && operative > 0 && operative == failed;
    }
  };
  struct Text {
    ItemId item;
    ProposalId proposal;
    std::optional<AmendmentId> amends;
    DelegationId mover;
    TextState state = TextState::kPending;
    bool debate_closed = false;
    bool reconsidered = false;
    std::optional<WallTime> until;
    std::vector<Part> asked;
    bool asked_separately = false;
    std::optional<Parts> parts;

    bool is_open() const {
      return state == TextState::kMoved || state == TextState::kPending ||
             state == TextState::kTied;
    }
  };

  template <typename Other>
  void note(const Other&, WallTime) {}

  Text& text(ProposalId proposal, std::optional<AmendmentId> amendment) {
    return amendment ? amendments_.at(*amendment) : proposals_.at(proposal);
  }

  void note(const ItemOpened& e, WallTime) { EXPECT_FALSE(e.resumes_debate); }
  void note(const DebateAdjourned& e, WallTime) { debates_[e.item] = Debate::kAdjourned; }
  void note(const DebateResumed& e, WallTime) {
    EXPECT_EQ(debates_[e.item], Debate::kAdjourned);
    debates_[e.item] = Debate::kOpen;
  }
  void note(const DebateClosed& e, WallTime) {
    debates_[e.item] = Debate::kClosed;
    for (auto& [id, proposal] : proposals_)
      if (proposal.item == e.item) proposal.reconsidered = false;
  }

  void note(const ProposalSubmitted& e, WallTime) {
    EXPECT_EQ(debates_[e.item], Debate::kOpen);
    expect_no_other(e.item);
    Text text;
    text.item = e.item;
    text.proposal = e.proposal;
    text.mover = e.mover;
    text.state = e.needs_second ? TextState::kMoved : TextState::kPending;
    proposals_[e.proposal] = text;
  }
  void expect_no_other(ItemId item) {
    if (!one_at_a_time_) return;
    for (const auto& [id, proposal] : proposals_)
      EXPECT_FALSE(proposal.item == item && proposal.is_open()) << "a second main motion";
  }
  void note(const ProposalSeconded& e, WallTime) {
    EXPECT_NE(proposals_.at(e.proposal).mover, e.delegation);
    proposals_.at(e.proposal).state = TextState::kPending;
  }
  void note(const ProposalWithdrawn& e, WallTime) {
    proposals_.at(e.proposal).state = TextState::kWithdrawn;
  }
  void note(const ProposalReintroduced& e, WallTime) {
    expect_no_other(proposals_.at(e.proposal).item);
    proposals_.at(e.proposal).state = e.needs_second ? TextState::kMoved : TextState::kPending;
    proposals_.at(e.proposal).mover = e.mover;
  }
  void note(const ProposalDecided& e, WallTime) { decide(proposals_.at(e.proposal), e.state); }
  void note(const QuestionOrdered& e, WallTime) {
    text(e.proposal, e.amendment).debate_closed = true;
  }
  void note(const ProposalReconsidered& e, WallTime) {
    Text& text = proposals_.at(e.proposal);
    EXPECT_FALSE(text.is_open());
    expect_no_other(text.item);
    text.state = TextState::kPending;
    text.debate_closed = false;
    text.reconsidered = true;
    text.parts.reset();
  }
  void note(const ProposalPostponed& e, WallTime) {
    proposals_.at(e.proposal).state =
        e.until ? TextState::kPostponed : TextState::kPostponedIndefinitely;
    proposals_.at(e.proposal).until = e.until;
  }
  void note(const ProposalReferred& e, WallTime) {
    EXPECT_FALSE(e.committee.empty());
    proposals_.at(e.proposal).state = TextState::kReferred;
  }
  void note(const ProposalTakenUp& e, WallTime at) {
    Text& text = proposals_.at(e.proposal);
    EXPECT_TRUE(text.state == TextState::kTabled || text.state == TextState::kPostponed ||
                text.state == TextState::kReferred);
    expect_no_other(text.item);
    if (text.until) {
      EXPECT_LE(*text.until, at) << "before its time";
    }
    text.state = TextState::kPending;
    text.until.reset();
  }

  void note(const AmendmentSubmitted& e, WallTime) {
    const Text& proposal = proposals_.at(e.proposal);
    EXPECT_FALSE(proposal.debate_closed) << "after the previous question";
    for (const auto& [id, other] : amendments_) {
      const bool at_hand = other.proposal == e.proposal && other.state == TextState::kPending;
      EXPECT_FALSE(at_hand && other.debate_closed) << "after the previous question on another";
    }
    EXPECT_TRUE(proposal.reconsidered || debates_[proposal.item] == Debate::kOpen)
        << "an amendment after the debate";
    if (e.amends) {
      EXPECT_EQ(amendments_.at(*e.amends).proposal, e.proposal);
      EXPECT_FALSE(amendments_.at(*e.amends).amends) << "one degree too many";
    }
    Text text;
    text.item = proposal.item;
    text.proposal = e.proposal;
    text.amends = e.amends;
    text.mover = e.mover;
    text.state = e.needs_second ? TextState::kMoved : TextState::kPending;
    amendments_[e.amendment] = text;
  }
  void note(const AmendmentSeconded& e, WallTime) {
    EXPECT_NE(amendments_.at(e.amendment).mover, e.delegation);
    amendments_.at(e.amendment).state = TextState::kPending;
  }
  void note(const AmendmentWithdrawn& e, WallTime) {
    amendments_.at(e.amendment).state = TextState::kWithdrawn;
  }
  void note(const AmendmentReintroduced& e, WallTime) {
    Text& text = amendments_.at(e.amendment);
    EXPECT_EQ(text.state, TextState::kWithdrawn);
    EXPECT_EQ(proposals_.at(text.proposal).state, TextState::kPending);
    if (text.amends) {
      EXPECT_EQ(amendments_.at(*text.amends).state, TextState::kPending);
    }
    text.mover = e.mover;
    text.debate_closed = false;
    text.state = e.needs_second ? TextState::kMoved : TextState::kPending;
  }
  void note(const AmendmentIncorporated& e, WallTime) {
    amendments_.at(e.amendment).state = TextState::kIncorporated;
  }
  void note(const AmendmentDecided& e, WallTime) {
    EXPECT_NE(e.state, TextState::kWithdrawn) << "a withdrawal is no decision";
    decide(amendments_.at(e.amendment), e.state);
  }
  static void decide(Text& text, TextState state) {
    EXPECT_TRUE(text.is_open());
    if (state == TextState::kAdopted && text.parts) {
      EXPECT_FALSE(text.parts->every_operative_part_is_rejected()) << "nothing is left of it";
    }
    text.state = state;
  }

  void note(const DivisionAsked& e, WallTime) {
    text(e.proposal, e.amendment).asked = e.parts;
    text(e.proposal, e.amendment).asked_separately = e.separate;
  }
  void note(const DivisionDecided& e, WallTime) {
    Text& divided = text(e.proposal, e.amendment);
    if (!e.divided) return;
    divided.parts = Parts{!divided.asked_separately, {}, {}};
    for (const Part& part : divided.asked) divided.parts->kinds[part.id] = part.kind;
  }
  void note(const PartDecided& e, WallTime) {
    Text& divided = text(e.proposal, e.amendment);
    ASSERT_TRUE(divided.parts);
    EXPECT_TRUE(divided.parts->kinds.count(e.part));
    if (e.state == TextState::kRejected) divided.parts->rejected.insert(e.part);
  }

  // What is put is before the meeting; and so is nothing that comes before it.
  void note(const VotingOpened& e, WallTime) {
    if (!e.subject.proposal) return;
    const Text& whole = proposals_.at(*e.subject.proposal);
    EXPECT_NE(debates_[whole.item], Debate::kAdjourned) << "decided while the debate is adjourned";
    EXPECT_TRUE(whole.state == TextState::kPending || whole.state == TextState::kTied);
    if (whole.parts) {
      EXPECT_FALSE(whole.parts->every_operative_part_is_rejected());
    }
    for (const auto& [id, amendment] : amendments_) {
      const bool undecided =
          amendment.state == TextState::kPending || amendment.state == TextState::kTied;
      if (!undecided || amendment.proposal != e.subject.proposal) continue;
      EXPECT_TRUE(e.subject.amendment) << "the text before its amendments";
      EXPECT_FALSE(amendment.amends && amendment.amends == e.subject.amendment)
          << "an amendment before those to it";
    }
    if (e.subject.amendment) {
      const TextState state = amendments_.at(*e.subject.amendment).state;
      EXPECT_TRUE(state == TextState::kPending || state == TextState::kTied);
    }
  }

  bool one_at_a_time_;
  std::map<ItemId, Debate> debates_;
  std::map<ProposalId, Text> proposals_;
  std::map<AmendmentId, Text> amendments_;
};

}  // namespace hemicycle::meeting
