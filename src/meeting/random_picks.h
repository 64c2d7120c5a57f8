#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "meeting/commands.h"
#include "meeting/meeting.h"
#include "meeting/texts/texts.h"
#include "meeting/views.h"

namespace hemicycle::meeting {

// What a random command is about: things that exist, have existed or never did, likely enough to be
// in order that a meeting gets somewhere.
class RandomPicks {
 public:
  explicit RandomPicks(std::uint64_t seed) : random_(seed) {}

  const Meeting* meeting = nullptr;  // as it was when the command was asked for

  std::uint64_t number() { return random_.next(); }
  std::uint32_t below(std::size_t bound) {
    return bound == 0 ? 0 : static_cast<std::uint32_t>(random_.below(bound));
  }
  bool chance(double probability) { return random_.chance(probability); }
  // Mostly one that exists, the latest rather than others; now and then one that does not.
  template <typename Id>
  Id some(std::size_t existing) {
    if (existing > 0 && chance(0.5)) return Id(static_cast<typename Id::NumberType>(existing));
    return Id(static_cast<typename Id::NumberType>(below(existing + 1) + (chance(0.02) ? 0 : 1)));
  }
  template <typename Enum>
  Enum any(std::size_t count) {
    return static_cast<Enum>(below(count));
  }
  template <typename Value>
  const Value& pick(const std::vector<Value>& values) {
    return values[below(values.size())];
  }

  ItemId item() {
    if (meeting->agenda.current && chance(0.95)) return *meeting->agenda.current;
    return some<ItemId>(meeting->agenda.items.size());
  }
  DelegationId delegation() {
    return DelegationId(below(meeting->delegations.size() + (chance(0.01) ? 1 : 0)) + 1);
  }
  PersonId person_of(DelegationId id) {
    const Delegation* found = meeting->delegations.find(id);
    return found == nullptr || found->people.empty() ? PersonId(7777) : pick(found->people).person;
  }
  // One that can be decided next, mostly.
  ProposalId proposal() {
    for (const Proposal& text : meeting->proposals)
      if ((text.state == TextState::kPending || text.state == TextState::kTied) && chance(0.6))
        return text.id;
    return some<ProposalId>(meeting->proposals.size());
  }
  AmendmentId amendment() {
    for (const Amendment& text : meeting->amendments)
      if (text.state == TextState::kPending && chance(0.4)) return text.id;
    return some<AmendmentId>(meeting->amendments.size());
  }
  MotionId motion() {
    if (!meeting->pending_motions.empty() && chance(0.7)) return pick(meeting->pending_motions);
    return some<MotionId>(meeting->motions.size());
  }
  VotingId voting() {
    if (meeting->open_voting && chance(0.9)) return *meeting->open_voting;
    if (!meeting->silent_votings.empty() && chance(0.5)) return pick(meeting->silent_votings);
    return some<VotingId>(meeting->votings.size());
  }
  RequestId request() {
    for (MotionId id : meeting->pending_motions) {
      const std::vector<SpeakerRequest>& speakers = meeting->motions.at(id).speakers;
      if (!speakers.empty() && chance(0.7)) return pick(speakers).id;
    }
    for (const SpeakersList& list : meeting->lists)
      for (const auto* queue : {&list.waiting, &list.replies, &list.explanations})
        if (!queue->empty() && chance(0.8))
          return chance(0.7) ? queue->front().id : pick(*queue).id;
    return some<RequestId>(meeting->requests_made);
  }
  SpeechId speech() {
    if (meeting->floor.holder && chance(0.8)) return meeting->floor.holder->id;
    return some<SpeechId>(meeting->speeches.size());
  }
  // About a text, one that suits the motion if there is one.
  ProposalId proposal_for(MotionKind kind) {
    const auto suits = [&](const Proposal& text) {
      if (kind == MotionKind::kReconsider)
        return text.state == TextState::kRejected || text.state == TextState::kAdopted;
      if (kind == MotionKind::kTakeFromTable) return text.state == TextState::kTabled;
      if (kind == MotionKind::kDivision) return text.division_objected;
      return text.state == TextState::kPending;
    };
    for (const Proposal& text : meeting->proposals)
      if (suits(text) && chance(0.5)) return text.id;
    return proposal();
  }
  // What the order of business has next: the first motion, else the first text that is undecided,
  // its amendments and parts before it.
  std::optional<Subject> next_subject() {
    Subject subject;
    if ((subject.motion = next_motion(*meeting))) {
      subject.kind = SubjectKind::kMotion;
      return subject;
    }
    for (const Proposal& text : meeting->proposals) {
      if (text.state != TextState::kPending && text.state != TextState::kTied) continue;
      subject.proposal = text.id;
      if ((subject.amendment = furthest_amendment(*meeting, text.id))) {
        if (const auto to_it = furthest_amendment(*meeting, *subject.amendment))
          subject.amendment = to_it;
        subject.kind = SubjectKind::kAmendment;
      }
      for (const Part& part :
           subject.amendment ? meeting->amendments.at(*subject.amendment).parts : text.parts)
        if (is_undecided(part.state)) {
          subject.kind = SubjectKind::kPart;
          subject.part = part.id;
        }
      return subject;
    }
    return std::nullopt;
  }
  ElectionId election() { return some<ElectionId>(meeting->elections.size()); }
  Subject subject() {
    if (chance(0.6))
      if (const auto next = next_subject()) return *next;
    Subject subject;
    subject.kind = any<SubjectKind>(5);
    subject.proposal = proposal();
    subject.amendment = amendment();
    subject.motion = motion();
    subject.election = election();
    subject.part = some<PartId>(meeting->parts_made);
    return subject;
  }
  template <typename Value>
  std::optional<Value> maybe(double probability, Value value) {
    return chance(probability) ? std::optional(value) : std::nullopt;
  }
  static Text words(const char* text) { return {{"en", text}}; }

 private:
  SeededRandom random_;
};

// One kind of command, and how often it is given beside the others of its theme.
struct RandomMaker {
  std::uint32_t weight;
  Command (*make)(RandomPicks& r);
};

template <std::size_t count>
Command make_one_of(const RandomMaker (&makers)[count], RandomPicks& r) {
  std::uint32_t total = 0;
  for (const RandomMaker& maker : makers) total += maker.weight;
  std::uint32_t left = r.below(total);
  const RandomMaker* maker = makers;
  for (; left >= maker->weight; ++maker) left -= maker->weight;
  return maker->make(r);
}

}  // namespace hemicycle::meeting
