#pragma once

#include <optional>
#include <string>

#include "meeting/meeting.h"
#include "record/dates.h"
#include "record/language.h"

namespace hemicycle::record {

// How the record names what the state numbers, in one language. It owns nothing; what does not
// exist has an empty name.
class Names {
 public:
  Names(const meeting::Meeting& meeting, Language language)
      : meeting_(meeting), language_(language) {}

  Language language() const { return language_; }

  std::string text(const meeting::Text& translations) const;
  std::string delegation(meeting::DelegationId id) const;
  // A delegate with the delegation, or an officer with the office.
  std::string person(meeting::PersonId person, std::optional<meeting::DelegationId> of) const;
  // Only the name.
  std::string plain_person(meeting::PersonId person, std::optional<meeting::DelegationId> of) const;
  // The delegation that speaks, or the officer.
  std::string speaker(meeting::PersonId person, std::optional<meeting::DelegationId> of) const;
  std::string item(meeting::ItemId id) const;
  std::string proposal(meeting::ProposalId id) const;
  // With its place: "the amendment of Bravo to operative 3, line 4 of draft resolution A/1".
  std::string amendment(meeting::AmendmentId id) const;
  std::string passage(const meeting::Passage& passage) const;  // empty: the whole
  std::string motion(meeting::MotionId id) const;
  std::string candidate(meeting::ElectionId election, meeting::CandidateId id) const;
  std::string subject(const meeting::Subject& subject) const;

  // "Members present: 24; quorum: 16.", or that none is required.
  std::string quorum(std::uint32_t present, std::uint32_t required) const;

  std::string word(meeting::MotionKind kind) const;
  std::string word(meeting::Method method) const;
  std::string word(meeting::SpeechKind kind) const;
  std::string word(meeting::VotingState outcome) const;
  // The same; a vote that the chair cancelled was not void, and has the chair's reason.
  std::string outcome(meeting::VotingState outcome, const std::string& cancelled_because) const;
  std::string word(meeting::Mark mark) const;
  std::string word(meeting::Ruling ruling) const;
  std::string word(meeting::Standing standing) const;
  std::string word(meeting::Credential credential) const;
  std::string word(meeting::TextState state) const;
  std::string word(meeting::MotionState state) const;
  std::string word(meeting::Office office) const;
  std::string word(meeting::Position position) const;
  std::string word(meeting::ProposalKind kind) const;

 private:
  std::string part(const meeting::Subject& subject) const;
  const meeting::Officer* officer(meeting::PersonId person) const;

  const meeting::Meeting& meeting_;
  Language language_;
};

}  // namespace hemicycle::record
