#include "meeting/votes/questions.h"

#include <array>

#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/texts/texts.h"
#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

bool is_by_ballot(Method method) {
  return method == Method::kShowOfHands || method == Method::kRecorded ||
         method == Method::kRollCall || method == Method::kSecret;
}

bool is_under_silence(const Meeting& meeting, ProposalId id) {
  return std::any_of(
      meeting.silent_votings.begin(), meeting.silent_votings.end(),
      [&](VotingId voting) { return meeting.votings.at(voting).subject.proposal == id; });
}

Subject about(SubjectKind kind, ProposalId proposal) {
  Subject subject;
  subject.kind = kind;
  subject.proposal = proposal;
  return subject;
}

// Rule 95: at a meeting after the one in which it was tied.
bool was_tied_in_this_meeting(const Meeting& meeting, const Subject& subject) {
  return std::any_of(meeting.tied_votings.begin(), meeting.tied_votings.end(), [&](VotingId tied) {
    const Voting& voting = meeting.votings.at(tied);
    return voting.subject == subject && voting.held_in == meeting.session.meetings_held;
  });
}

// A tie is broken by counting again, never by consent.
Result<std::uint32_t, Refusal> attempt_on(const Asked& asked, TextState state,
                                          const Subject& subject, Method method, RuleTopic topic) {
  if (!is_undecided(state))
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, topic);
  if (state == TextState::kPending) return 1;
  if (!is_by_ballot(method)) return asked.refuse(RefusalCode::kTieNeedsVote);
  if (asked.meeting.rules.voting.revote_at_subsequent &&
      was_tied_in_this_meeting(asked.meeting, subject))
    return asked.refuse(RefusalCode::kTieNextMeeting);
  return 2;
}

Objection method_was_asked(const Asked& asked, const Proposal& proposal, Method method) {
  if (proposal.roll_call_asked && method != Method::kRollCall && method != Method::kSecret)
    return asked.refuse(RefusalCode::kMethodAsked);
  if (proposal.recorded_vote_asked && !proposal.roll_call_asked && method != Method::kRecorded &&
      method != Method::kRollCall && method != Method::kSecret)
    return asked.refuse(RefusalCode::kMethodAsked);
  return std::nullopt;
}

// It waits for a second vote, itself or an amendment or a part, and holds up none of those after
// it.
bool waits_for_second_vote(const Meeting& meeting, ProposalId id) {
  return std::any_of(meeting.tied_votings.begin(), meeting.tied_votings.end(), [&](VotingId tied) {
    return meeting.votings.at(tied).subject.proposal == id;
  });
}

// Texts are voted on in the order in which they were submitted.
Objection earlier_text_first(const Asked& asked, const Proposal& proposal) {
  if (!asked.meeting.rules.proposals.in_order) return std::nullopt;
  for (const Proposal& earlier : asked.meeting.proposals) {
    if (earlier.id >= proposal.id) break;
    if (earlier.item == proposal.item && is_undecided(earlier.state) &&
        !is_under_silence(asked.meeting, earlier.id) &&
        !waits_for_second_vote(asked.meeting, earlier.id))
      return asked.refuse(RefusalCode::kEarlierProposalFirst, in_language(earlier.titles, "en"));
  }
  return std::nullopt;
}

// A motion comes before every text, but some motions come after the amendments.
Objection motion_comes_before(const Asked& asked, SubjectKind kind) {
  const std::optional<MotionId> next = next_motion(asked.meeting);
  if (!next) return std::nullopt;
  const bool yields = row_of(asked.meeting.motions.at(*next).kind).yields_to_amendments;
  if (kind == SubjectKind::kAmendment && yields) return std::nullopt;
  return asked.refuse(RefusalCode::kMotionFirst);
}

// While the debate on the item is adjourned nothing on it is decided, in whatever way.
Objection debate_is_adjourned(const Asked& asked, ItemId item) {
  if (asked.meeting.agenda.items.at(item).debate != Debate::kAdjourned) return std::nullopt;
  return asked.refuse(RefusalCode::kDebateAdjourned);
}

// What holds for a text, its parts and its amendments alike.
Objection text_is_not_ready(const Asked& asked, const Proposal& proposal, Method method,
                            SubjectKind kind = SubjectKind::kProposal) {
  const auto item = open_item(asked, proposal.item);
  if (!item) return unexpected(item.error());
  if (Objection no = debate_is_adjourned(asked, proposal.item)) return no;
  if (Objection no = motion_comes_before(asked, kind)) return no;
  if (is_under_silence(asked.meeting, proposal.id))
    return asked.refuse(RefusalCode::kVotingUnderWay);
  if (Objection no = earlier_text_first(asked, proposal)) return no;
  return method_was_asked(asked, proposal, method);
}

// On the text, a part of it or an amendment to it: the majority is the text's.
Question question_about(const Meeting& meeting, const Proposal& proposal, SubjectKind kind,
                        std::uint32_t attempt) {
  Question question;
  question.subject = about(kind, proposal.id);
  question.majority =
      proposal.important ? meeting.rules.voting.important : meeting.rules.voting.simple;
  question.attempt = attempt;
  return question;
}

Objection amendments_or_parts_first(const Asked& asked, const Proposal& proposal) {
  if (furthest_amendment(asked.meeting, proposal.id))
    return asked.refuse(RefusalCode::kAmendmentsFirst);
  if (parts_come_first(proposal)) return asked.refuse(RefusalCode::kPartsFirst);
  return std::nullopt;
}

// What a text that is not before the meeting is refused by: once decided, it comes back only by
// reconsideration.
RuleTopic topic_of_absence(const Meeting& meeting, const Proposal& proposal) {
  const bool decided =
      proposal.state == TextState::kAdopted || proposal.state == TextState::kRejected;
  return decided && meeting.rules.motion(MotionKind::kReconsider).allowed ? RuleTopic::kReconsider
                                                                          : RuleTopic::kProposals;
}

Result<Question, Refusal> question_on_proposal(const Asked& asked, const Subject& subject,
                                               Method method) {
  const Proposal* proposal =
      subject.proposal ? asked.meeting.proposals.find(*subject.proposal) : nullptr;
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const auto attempt =
      attempt_on(asked, proposal->state, about(SubjectKind::kProposal, proposal->id), method,
                 topic_of_absence(asked.meeting, *proposal));
  if (!attempt) return unexpected(attempt.error());
  if (Objection no = text_is_not_ready(asked, *proposal, method)) return *no;
  if (Objection no = amendments_or_parts_first(asked, *proposal)) return *no;
  return question_about(asked.meeting, *proposal, SubjectKind::kProposal, *attempt);
}

// What holds for an amendment and its parts alike: the furthest comes first, and one to an
// amendment comes when that one does.
Objection amendment_is_not_ready(const Asked& asked, const Proposal& proposal,
                                 const Amendment& amendment, Method method) {
  if (proposal.state != TextState::kPending) return asked.refuse(RefusalCode::kProposalNotPending);
  if (Objection no = text_is_not_ready(asked, proposal, method, SubjectKind::kAmendment)) return no;
  if (!asked.meeting.rules.proposals.furthest_first) return std::nullopt;
  const Meeting& meeting = asked.meeting;
  const AmendmentId primary = amendment.amendment.value_or(amendment.id);
  if (furthest_amendment(meeting, proposal.id) != primary ||
      (amendment.amendment && furthest_amendment(meeting, primary) != amendment.id))
    return asked.refuse(RefusalCode::kFurthestFirst);
  return std::nullopt;
}

Result<Question, Refusal> question_on_amendment(const Asked& asked, const Subject& subject,
                                                Method method) {
  const Amendment* amendment =
      subject.amendment ? asked.meeting.amendments.find(*subject.amendment) : nullptr;
  if (amendment == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (amendment->state == TextState::kMoved)
    return asked.refuse(RefusalCode::kAmendmentNeedsSecond);
  Subject completed = about(SubjectKind::kAmendment, amendment->proposal);
  completed.amendment = amendment->id;
  const auto attempt =
      attempt_on(asked, amendment->state, completed, method, RuleTopic::kAmendments);
  if (!attempt) return unexpected(attempt.error());
  const Proposal& proposal = asked.meeting.proposals.at(amendment->proposal);
  if (Objection no = amendment_is_not_ready(asked, proposal, *amendment, method)) return *no;
  if (furthest_amendment(asked.meeting, amendment->id))
    return asked.refuse(RefusalCode::kAmendmentsFirst);
  if (parts_come_first(*amendment)) return asked.refuse(RefusalCode::kPartsFirst);
  Question question = question_about(asked.meeting, proposal, SubjectKind::kAmendment, *attempt);
  question.subject = completed;
  return question;
}

// A part of an amendment comes when the amendment does; a part of a text, when no amendment is
// left.
Result<Question, Refusal> question_on_part(const Asked& asked, const Subject& subject,
                                           Method method) {
  const Proposal* proposal =
      subject.proposal ? asked.meeting.proposals.find(*subject.proposal) : nullptr;
  if (proposal == nullptr || !subject.part) return asked.refuse(RefusalCode::kNotFound);
  const Amendment* amendment =
      subject.amendment ? asked.meeting.amendments.find(*subject.amendment) : nullptr;
  if (subject.amendment && (amendment == nullptr || amendment->proposal != proposal->id))
    return asked.refuse(RefusalCode::kNotFound);
  const Part* part = amendment == nullptr ? find_part(*proposal, *subject.part)
                                          : find_part(*amendment, *subject.part);
  if (part == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const TextState whole = amendment == nullptr ? proposal->state : amendment->state;
  if (whole != TextState::kPending)
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, RuleTopic::kDivision);
  Subject completed = about(SubjectKind::kPart, proposal->id);
  completed.part = part->id;
  if (amendment != nullptr) completed.amendment = amendment->id;
  const auto attempt = attempt_on(asked, part->state, completed, method, RuleTopic::kDivision);
  if (!attempt) return unexpected(attempt.error());
  if (Objection no = amendment == nullptr
                         ? text_is_not_ready(asked, *proposal, method)
                         : amendment_is_not_ready(asked, *proposal, *amendment, method))
    return *no;
  if (amendment == nullptr ? furthest_amendment(asked.meeting, proposal->id)
                           : furthest_amendment(asked.meeting, amendment->id))
    return asked.refuse(RefusalCode::kAmendmentsFirst);
  Question question = question_about(asked.meeting, *proposal, SubjectKind::kPart, *attempt);
  question.subject = completed;
  return question;
}

Result<Question, Refusal> question_on_motion(const Asked& asked, const Subject& subject,
                                             Method method) {
  const Motion* motion = subject.motion ? asked.meeting.motions.find(*subject.motion) : nullptr;
  if (motion == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const RuleTopic topic = row_of(motion->kind).topic;
  if (motion->state == MotionState::kMoved)
    return refuse_by(asked.meeting, RefusalCode::kMotionNeedsSecond, topic);
  if (motion->state != MotionState::kPending) return asked.refuse(RefusalCode::kMotionNotPending);
  if (next_motion(asked.meeting) != motion->id)
    return asked.refuse(RefusalCode::kHigherMotionFirst);
  if (!motion->speakers.empty())
    return refuse_by(asked.meeting, RefusalCode::kMotionSpeakersWait, topic);
  if (row_of(motion->kind).yields_to_amendments &&
      furthest_amendment(asked.meeting, *motion->proposal))
    return asked.refuse(RefusalCode::kAmendmentsFirst);
  if (method == Method::kSecret) return asked.refuse(RefusalCode::kMethodNotAllowed);
  Question question;
  question.subject.kind = SubjectKind::kMotion;
  question.subject.motion = motion->id;
  question.majority = asked.meeting.rules.motion(motion->kind).majority;
  return question;
}

Result<Question, Refusal> question_on_election(const Asked& asked, const Subject& subject,
                                               Method method) {
  const Election* election =
      subject.election ? asked.meeting.elections.find(*subject.election) : nullptr;
  if (election == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (election->state != ElectionState::kOpen) return asked.refuse(RefusalCode::kElectionOver);
  const auto item = open_item(asked, election->item);
  if (!item) return unexpected(item.error());
  if (Objection no = debate_is_adjourned(asked, election->item)) return *no;
  if (next_motion(asked.meeting)) return asked.refuse(RefusalCode::kMotionFirst);
  if (election->standing.empty()) return asked.refuse(RefusalCode::kNoCandidates);
  const auto places = static_cast<std::uint32_t>(election->places - election->elected.size());
  const bool by_consent = method == Method::kConsensus || method == Method::kAcclamation;
  const ElectionRules& rules = asked.meeting.rules.elections;
  if (by_consent && ((rules.secret && !rules.acclamation) || election->standing.size() > places))
    return asked.refuse(RefusalCode::kElectionSecret);
  if (!by_consent && method != Method::kSecret && (rules.secret || method != Method::kRecorded))
    return asked.refuse(RefusalCode::kElectionSecret);
  Question question;
  question.subject.kind = SubjectKind::kElection;
  question.subject.election = election->id;
  question.majority = asked.meeting.rules.elections.majority;
  question.candidates = election->standing;
  question.places = places;
  question.system = election->system;
  return question;
}

using Questioner = Result<Question, Refusal> (*)(const Asked&, const Subject&, Method);
// In the order of SubjectKind.
constexpr std::array<Questioner, 5> kQuestioners = {question_on_proposal, question_on_amendment,
                                                    question_on_part, question_on_motion,
                                                    question_on_election};

// Nobody is in the middle of something; an appeal is voted on while the speaker waits.
Objection chamber_is_busy(const Asked& asked, const Subject& subject) {
  const Meeting& meeting = asked.meeting;
  if (meeting.session.phase != Phase::kOpen) return asked.refuse(RefusalCode::kNotInSession);
  if (meeting.point_to_rule) return asked.refuse(RefusalCode::kPointPending);
  const Motion* motion = subject.kind == SubjectKind::kMotion && subject.motion
                             ? meeting.motions.find(*subject.motion)
                             : nullptr;
  const bool on_appeal = motion != nullptr && motion->kind == MotionKind::kAppeal;
  // An appeal during a vote is put at once, and the vote goes on after it.
  if (meeting.open_voting && (!on_appeal || meeting.interrupted_voting))
    return asked.refuse(RefusalCode::kVotingUnderWay);
  if (on_appeal && !meeting.floor.holder) return std::nullopt;
  return floor_is_free(asked);
}

}  // namespace

bool needs_quorum(const Meeting& meeting, const Subject& subject) {
  if (!subject.motion) return true;
  return row_of(meeting.motions.at(*subject.motion).kind).about != About::kMeeting;
}

Result<Question, Refusal> question_on(const Asked& asked, const Subject& subject, Method method) {
  const auto kind = static_cast<std::size_t>(subject.kind);
  if (kind >= kQuestioners.size()) return asked.refuse(RefusalCode::kMalformed, "subject");
  if (Objection no = chamber_is_busy(asked, subject)) return *no;
  auto question = kQuestioners[kind](asked, subject, method);
  if (!question) return question;
  if (needs_quorum(asked.meeting, question->subject)) {
    if (Objection no = quorum_to_decide_is_present(asked)) return *no;
  }
  return question;
}

Result<Question, Refusal> question_for_silence(const Asked& asked, const Subject& subject) {
  if (subject.kind != SubjectKind::kProposal || !subject.proposal)
    return asked.refuse(RefusalCode::kMalformed, "subject");
  const auto proposal = pending_proposal(asked, *subject.proposal);
  if (!proposal) return unexpected(proposal.error());
  if (Objection no = debate_is_adjourned(asked, (*proposal)->item)) return *no;
  if (is_being_voted_on(asked.meeting, *subject.proposal))
    return asked.refuse(RefusalCode::kVotingUnderWay);
  if (Objection no = amendments_or_parts_first(asked, **proposal)) return *no;
  return question_about(asked.meeting, **proposal, SubjectKind::kProposal, 1);
}

}  // namespace hemicycle::meeting
