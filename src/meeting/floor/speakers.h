#pragma once

#include <optional>
#include <vector>

#include "meeting/chamber/delegations.h"
#include "meeting/ids.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(Category, std::uint8_t, kMember, kObserver, kGuest, kGroup)
BOOST_DEFINE_FIXED_ENUM_CLASS(ListState, std::uint8_t, kNotOpened, kOpen, kClosed)

// Why somebody speaks; it decides the time limit and what may interrupt.
BOOST_DEFINE_FIXED_ENUM_CLASS(SpeechKind, std::uint8_t, kStatement, kReply, kExplanation,
                              kPointOfOrder, kMotionMover, kMotionFor, kMotionAgainst, kInvited,
                              kQuestion)

// Somebody who waits for the floor.
struct SpeakerRequest {
  RequestId id;
  PersonId person;
  DelegationId delegation;
  SpeechKind kind = SpeechKind::kStatement;
  Category category = Category::kMember;
  std::vector<DelegationId> on_behalf_of;  // a group's speaker: for whom else
  std::optional<ItemId> item;
  std::uint32_t round = 1;
  std::optional<MotionId> motion;
  std::optional<ProposalId> proposal;  // an explanation of vote: on which text
  std::optional<SpeechId> replying_to;
  WallTime asked_at;
  std::optional<SpeechId> continues;   // what is left of a speech that was cut off
  std::optional<PersonId> entered_by;  // who asked in the delegation's stead
  bool operator==(const SpeakerRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpeakerRequest, (),
                      (id, person, delegation, kind, category, on_behalf_of, item, round, motion,
                       proposal, replying_to, asked_at, continues, entered_by))

// What a delegation has used of its time and turns on one item. `*_before`: of them, before the
// present meeting of the session was opened.
struct SpeakingAccount {
  Millis first{0};   // time spoken in the first round
  Millis second{0};  // in all later ones
  std::uint32_t speeches = 0;
  std::uint32_t replies_asked = 0;  // including those given
  std::uint32_t replies_given = 0;
  std::uint32_t speeches_before = 0;
  std::uint32_t replies_before = 0;
  bool operator==(const SpeakingAccount&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpeakingAccount, (),
                      (first, second, speeches, replies_asked, replies_given, speeches_before,
                       replies_before))

// A limit that this list has instead of the profile's. Zero: none.
struct TimeLimit {
  Category category = Category::kMember;
  Millis limit{0};
  bool operator==(const TimeLimit&) const = default;
};
BOOST_DESCRIBE_STRUCT(TimeLimit, (), (category, limit))

// The list of one item. Who has spoken leaves it.
struct SpeakersList {
  ItemId item;
  ListState state = ListState::kNotOpened;
  bool announced = false;
  bool closing_objected = false;  // somebody's objection to closing the list stands
  std::vector<DelegationId>
      closing_objectors;  // whose, until they withdraw it or the list is closed
  std::uint32_t round = 1;
  std::vector<SpeakerRequest> waiting;
  std::vector<SpeakerRequest> replies;
  std::vector<SpeakerRequest> explanations;
  std::vector<SpeakingAccount> accounts;  // by delegation
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  std::optional<SpeechId> closed_after;  // the last speech made before the list was closed
  bool replies_called = false;           // replies are heard before the list is exhausted
  bool operator==(const SpeakersList&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpeakersList, (),
                      (item, state, announced, closing_objected, closing_objectors, round, waiting,
                       replies, explanations, accounts, limits, speeches_max, closed_after,
                       replies_called))

SpeakingAccount account_of(const SpeakersList& list, DelegationId delegation);

}  // namespace hemicycle::meeting
