#include <array>

#include "meeting/views.h"
#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

// The item under discussion; before the meeting, the last of the agenda.
ItemId item_at_hand(const Stage& stage) {
  const Agenda& agenda = stage.meeting().agenda;
  if (agenda.current) return *agenda.current;
  return agenda.order.empty() ? ItemId() : agenda.order.back();
}

// A command about the text that the scenario names second.
template <typename AboutText>
Complaint on_text(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  return stage.perform_as(arguments[0].word, AboutText{*proposal});
}

// Texts.
template <ProposalKind kKind>
Complaint submit(Stage& stage, const Arguments& arguments) {
  SubmitProposal command;
  command.item = item_at_hand(stage);
  command.kind = kKind;
  command.symbol = arguments[1].word;
  command.titles = arguments[2].text;
  return stage.perform_as(arguments[0].word, command);
}

Complaint important(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[0].word);
  if (!proposal) return proposal.error();
  return stage.perform(DecideImportance{*proposal, true}, Stage::chair());
}

// An amendment that the scenario calls `label`, to a text or an amendment that it calls `target`.
Complaint submit_amendment_as(Stage& stage, const std::string& mover, const std::string& label,
                              const std::string& target, SubmitAmendment command) {
  Result<Subject, std::string> subject = subject_named(stage, target);
  if (!subject) return subject.error();
  if (!subject->proposal) return "'" + target + "' is no text";
  command.proposal = *subject->proposal;
  command.amendment = subject->amendment;
  Complaint complaint = stage.perform_as(mover, command);
  if (!complaint && !stage.refusal())
    stage.amendments[label] =
        AmendmentId(static_cast<std::uint32_t>(stage.meeting().amendments.size()));
  return complaint;
}

Complaint submit_amendment(Stage& stage, const Arguments& arguments) {
  SubmitAmendment command;
  command.distance = static_cast<std::uint32_t>(arguments[3].number);
  command.texts = arguments[4].text;
  return submit_amendment_as(stage, arguments[0].word, arguments[1].word, arguments[2].word,
                             command);
}

Complaint move_amendment(Stage& stage, const Arguments& arguments) {
  SubmitAmendment command;
  command.texts = arguments[3].text;
  return submit_amendment_as(stage, arguments[0].word, arguments[1].word, arguments[2].word,
                             command);
}

Complaint amend_paragraph(Stage& stage, const Arguments& arguments) {
  SubmitAmendment command;
  command.passage.paragraph = arguments[2].word;
  command.texts = arguments[4].text;
  return submit_amendment_as(stage, arguments[0].word, arguments[1].word, arguments[3].word,
                             command);
}

Complaint amend_line(Stage& stage, const Arguments& arguments) {
  SubmitAmendment command;
  command.passage.line = static_cast<std::uint32_t>(arguments[2].number);
  command.texts = arguments[4].text;
  return submit_amendment_as(stage, arguments[0].word, arguments[1].word, arguments[3].word,
                             command);
}

// A command about the text or the amendment that the scenario names second.
template <typename AboutProposal, typename AboutAmendment>
Complaint on_either(Stage& stage, const Arguments& arguments) {
  if (auto amendment = stage.amendments.find(arguments[1].word);
      amendment != stage.amendments.end())
    return stage.perform_as(arguments[0].word, AboutAmendment{amendment->second});
  return on_text<AboutProposal>(stage, arguments);
}

// The same about its division.
template <typename AboutDivision>
Complaint on_division(Stage& stage, const std::string& actor, const std::string& text) {
  Result<Subject, std::string> subject = subject_named(stage, text);
  if (!subject) return subject.error();
  if (!subject->proposal) return "'" + text + "' is no text";
  return stage.perform_as(actor, AboutDivision{*subject->proposal, subject->amendment});
}
template <typename AboutDivision>
Complaint on_division(Stage& stage, const Arguments& arguments) {
  return on_division<AboutDivision>(stage, arguments[0].word, arguments[1].word);
}

Complaint incorporate(Stage& stage, const Arguments& arguments) {
  auto amendment = stage.amendments.find(arguments[1].word);
  if (amendment == stage.amendments.end()) return "there is no such amendment";
  return stage.perform_as(arguments[0].word, IncorporateAmendment{amendment->second});
}

Complaint declare_exclusion(Stage& stage, const Arguments& arguments) {
  auto adopted = stage.amendments.find(arguments[0].word);
  auto rejected = stage.amendments.find(arguments[1].word);
  if (adopted == stage.amendments.end() || rejected == stage.amendments.end())
    return "there is no such amendment";
  return stage.perform(DeclareExclusion{adopted->second, rejected->second}, Stage::chair());
}

Complaint ask_division(Stage& stage, const Arguments& arguments, const std::string& text,
                       const std::vector<std::string>& labels, DivisionScope scope) {
  Result<Subject, std::string> subject = subject_named(stage, text);
  if (!subject) return subject.error();
  if (!subject->proposal) return "'" + text + "' is no text";
  AskDivision command{*subject->proposal, {}, scope, subject->amendment};
  for (const std::string& label : labels) {
    const bool preamble = label.starts_with("preamble");
    command.parts.push_back({preamble ? PartKind::kPreamble : PartKind::kOperative, label});
  }
  return stage.perform_as(arguments[0].word, command);
}

// What is divided into one part has a rest.
Complaint ask_division(Stage& stage, const Arguments& arguments) {
  const std::vector<std::string>& labels = arguments[2].names;
  return ask_division(stage, arguments, arguments[1].word, labels,
                      labels.size() > 1 ? DivisionScope::kWhole : DivisionScope::kSeparate);
}

Complaint ask_separate_vote(Stage& stage, const Arguments& arguments) {
  return ask_division(stage, arguments, arguments[2].word, arguments[1].names,
                      DivisionScope::kSeparate);
}

Complaint divide(Stage& stage, const Arguments& arguments) {
  return on_division<DivideProposal>(stage, "chair", arguments[0].word);
}

Complaint take_up(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[0].word);
  if (!proposal) return proposal.error();
  return stage.perform(TakeUpProposal{*proposal}, Stage::chair());
}

template <Method kMethod>
Complaint ask_method(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  return stage.perform_as(arguments[0].word, AskMethod{*proposal, kMethod});
}

// Votes.
template <Method kMethod>
Complaint put(Stage& stage, const Arguments& arguments) {
  Result<Subject, std::string> subject = subject_named(stage, arguments[0].word);
  if (!subject) return subject.error();
  OpenVoting command;
  command.subject = *subject;
  command.method = kMethod;
  if (arguments.size() > 1) command.closes_after = arguments[1].duration;
  return stage.perform(command, Stage::chair());
}

VotingId open_voting(const Stage& stage) {
  return stage.meeting().open_voting.value_or(VotingId());
}

template <Choice kChoice>
Complaint vote(Stage& stage, const Arguments& arguments) {
  for (const std::string& name : arguments[0].names) {
    Result<Caller, std::string> actor = stage.actor(name);
    if (!actor) return actor.error();
    if (Complaint complaint =
            stage.perform(CastVote{open_voting(stage), kChoice, std::nullopt}, *actor))
      return complaint;
  }
  return std::nullopt;
}

// Members who are present, entitled and have not voted yet.
std::vector<DelegationId> who_may_still_vote(const Stage& stage) {
  std::vector<DelegationId> found;
  const Voting* voting = stage.meeting().votings.find(open_voting(stage));
  if (voting == nullptr) return found;
  for (const Delegation& delegation : stage.meeting().delegations) {
    const std::size_t place = delegation.id.value() - 1;
    const bool marked = place < voting->roll.size() && voting->roll[place] == Mark::kNotVoted;
    if (marked && is_present(delegation) &&
        !stage.store().tellers().has_voted(voting->id, delegation.id))
      found.push_back(delegation.id);
  }
  return found;
}

constexpr std::array<Choice, 3> kChoices = {Choice::kFor, Choice::kAgainst, Choice::kAbstain};

Complaint members_vote(Stage& stage, const Arguments& arguments) {
  const std::vector<DelegationId> voters = who_may_still_vote(stage);
  const std::uint64_t needed = arguments[0].number + arguments[1].number + arguments[2].number;
  if (needed > voters.size())
    return "only " + std::to_string(voters.size()) + " members may still vote";
  auto voter = voters.begin();
  for (std::size_t choice = 0; choice < kChoices.size(); ++choice)
    for (std::uint64_t i = 0; i < arguments[choice].number; ++i, ++voter)
      if (Complaint complaint = stage.perform(
              CastVote{open_voting(stage), kChoices[choice], std::nullopt}, stage.actor(*voter)))
        return complaint;
  return std::nullopt;
}

// Everybody is called in turn: the first so many say yes, the next no, and so on; whoever is called
// after that is passed over.
Complaint answer_roll(Stage& stage, const Arguments& arguments) {
  std::array<std::uint64_t, 3> left = {arguments[0].number, arguments[1].number,
                                       arguments[2].number};
  for (;;) {
    const Voting* voting = stage.meeting().votings.find(open_voting(stage));
    if (voting == nullptr) return "no vote is being taken";
    const std::optional<DelegationId> called = called_now(*voting);
    if (!called) break;
    std::size_t choice = 0;
    while (choice < left.size() && left[choice] == 0) ++choice;
    const bool answers =
        choice < left.size() && is_present(stage.meeting().delegations.at(*called));
    Complaint complaint = answers
                              ? stage.perform(CastVote{voting->id, kChoices[choice], std::nullopt},
                                              stage.actor(*called))
                              : stage.perform(PassRoll{voting->id, *called}, Stage::chair());
    if (complaint) return complaint;
    if (stage.refusal()) return std::nullopt;
    if (answers) --left[choice];
  }
  return left == std::array<std::uint64_t, 3>{} ? Complaint()
                                                : "fewer members were called than votes are named";
}

Complaint object(Stage& stage, const Arguments& arguments) {
  const Meeting& meeting = stage.meeting();
  VotingId voting = open_voting(stage);
  if (voting == VotingId() && !meeting.silent_votings.empty())
    voting = meeting.silent_votings.front();
  return stage.perform_as(arguments[0].word, Object{voting, arguments[1].word});
}

Complaint close_voting(Stage& stage, const Arguments&) {
  return stage.perform(CloseVoting{open_voting(stage)}, Stage::chair());
}

template <Choice kChoice>
Complaint close_with_casting_vote(Stage& stage, const Arguments&) {
  return stage.perform(CloseVoting{open_voting(stage), kChoice}, Stage::chair());
}

Complaint cancel_voting(Stage& stage, const Arguments& arguments) {
  const Meeting& meeting = stage.meeting();
  VotingId voting = open_voting(stage);
  if (voting == VotingId() && !meeting.silent_votings.empty())
    voting = meeting.silent_votings.front();
  return stage.perform(CancelVoting{voting, arguments[0].word}, Stage::chair());
}

template <Choice kChoice>
Complaint correct_vote(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word,
                          CorrectVote{open_voting(stage), kChoice, std::nullopt});
}

// The secretariat enters what the room votes.
template <Choice kChoice>
Complaint enter_vote(Stage& stage, const Arguments& arguments) {
  for (const std::string& name : arguments[0].names) {
    Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    if (Complaint complaint =
            stage.perform(CastVote{open_voting(stage), kChoice, *id}, Stage::secretary()))
      return complaint;
  }
  return std::nullopt;
}

Complaint explain(Stage& stage, const Arguments& arguments) {
  return on_text<AskExplanation>(stage, arguments);
}

// Elections.
template <ElectionSystem kSystem>
Complaint call_election(Stage& stage, const Arguments& arguments) {
  CallElection command;
  command.item = item_at_hand(stage);
  command.post = arguments[1].word;
  if (arguments.size() > 2) command.places = static_cast<std::uint32_t>(arguments[2].number);
  if (kSystem != ElectionSystem::kMajority) command.system = kSystem;
  Complaint complaint = stage.perform(command, Stage::chair());
  if (!complaint && !stage.refusal())
    stage.elections[arguments[0].word] =
        ElectionId(static_cast<std::uint32_t>(stage.meeting().elections.size()));
  return complaint;
}

Complaint nominate(Stage& stage, const Arguments& arguments) {
  auto election = stage.elections.find(arguments[2].word);
  if (election == stage.elections.end()) return "there is no such election";
  Nominate command;
  command.election = election->second;
  command.name = arguments[1].word;
  return stage.perform_as(arguments[0].word, command);
}

Result<CandidateId, std::string> candidate_named(const Stage& stage, const std::string& name) {
  const Voting* voting = stage.meeting().votings.find(open_voting(stage));
  if (voting == nullptr || !voting->subject.election)
    return unexpected(std::string("no election is being held"));
  for (const Candidate& candidate :
       stage.meeting().elections.at(*voting->subject.election).candidates)
    if (candidate.name == name) return candidate.id;
  return unexpected("'" + name + "' is no candidate");
}

Complaint cast_ballots(Stage& stage, std::uint64_t count, const CastSecretBallot& ballot) {
  for (DelegationId voter : who_may_still_vote(stage)) {
    if (count == 0) break;
    if (Complaint complaint = stage.perform(ballot, stage.actor(voter))) return complaint;
    --count;
  }
  return count == 0 ? Complaint() : "not so many members may still vote";
}

Complaint members_ballot(Stage& stage, const Arguments& arguments) {
  Result<CandidateId, std::string> candidate = candidate_named(stage, arguments[1].word);
  if (!candidate) return candidate.error();
  CastSecretBallot ballot;
  ballot.voting = open_voting(stage);
  ballot.candidates = {*candidate};
  return cast_ballots(stage, arguments[0].number, ballot);
}

Result<std::vector<CandidateId>, std::string> candidates_named(
    const Stage& stage, const std::vector<std::string>& names) {
  std::vector<CandidateId> candidates;
  for (const std::string& name : names) {
    const Result<CandidateId, std::string> candidate = candidate_named(stage, name);
    if (!candidate) return unexpected(candidate.error());
    candidates.push_back(*candidate);
  }
  return candidates;
}

Complaint members_rank(Stage& stage, const Arguments& arguments) {
  auto candidates = candidates_named(stage, arguments[1].names);
  if (!candidates) return candidates.error();
  CastSecretBallot ballot;
  ballot.voting = open_voting(stage);
  ballot.candidates = std::move(*candidates);
  return cast_ballots(stage, arguments[0].number, ballot);
}

Complaint cast_ballot(Stage& stage, const Arguments& arguments) {
  auto candidates = candidates_named(stage, arguments[1].names);
  if (!candidates) return candidates.error();
  return stage.perform_as(arguments[0].word, CastBallot{open_voting(stage), *candidates, {}});
}

Complaint blank_ballots(Stage& stage, const Arguments& arguments) {
  CastSecretBallot ballot;
  ballot.voting = open_voting(stage);
  return cast_ballots(stage, arguments[0].number, ballot);
}

Complaint attach_statement(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  AttachStatement command;
  command.item = item_at_hand(stage);
  for (const Speech& speech : stage.meeting().speeches)
    if (speech.delegation == *id && speech.item == command.item) command.speech = speech.id;
  for (const Translation& translation : arguments[1].text) {
    command.language = translation.language;
    command.text = translation.text;
    if (Complaint complaint = stage.perform_as(arguments[0].word, command)) return complaint;
  }
  return std::nullopt;
}

constexpr Phrase kDecisionPhrases[] = {
    {"<name> submits resolution <name> <text>", &submit<ProposalKind::kResolution>},
    {"<name> submits decision <name> <text>", &submit<ProposalKind::kDecision>},
    {"<name> submits conclusions <name> <text>", &submit<ProposalKind::kConclusions>},
    {"<name> submits programme <name> <text>", &submit<ProposalKind::kProgramme>},
    {"<name> moves <name> <text>", &submit<ProposalKind::kMainMotion>},
    {"<name> seconds <name>", &on_either<SecondProposal, SecondAmendment>},
    {"<name> sponsors <name>", &on_text<JoinSponsors>},
    {"<name> withdraws <name>", &on_either<WithdrawProposal, WithdrawAmendment>},
    {"<name> reintroduces <name>", &on_text<ReintroduceProposal>},
    {"chair declares <name> an important question", &important},
    {"<name> submits amendment <name> to <name> at distance <number> <text>", &submit_amendment},
    {"<name> moves amendment <name> to <name> <text>", &move_amendment},
    {"<name> moves amendment <name> to paragraph <name> of <name> <text>", &amend_paragraph},
    {"<name> moves amendment <name> to line <number> of <name> <text>", &amend_line},
    {"<name> takes amendment <name> into the text", &incorporate},
    {"chair declares that <name> excludes <name>", &declare_exclusion},
    {"<name> asks to divide <name> into <names>", &ask_division},
    {"<name> asks for a separate vote on <names> of <name>", &ask_separate_vote},
    {"<name> withdraws its request to divide <name>", &on_division<WithdrawDivision>},
    {"<name> objects to dividing <name>", &on_division<ObjectToDivision>},
    {"<name> withdraws its objection to dividing <name>", &on_division<WithdrawDivisionObjection>},
    {"chair divides <name>", &divide},
    {"<name> asks for a recorded vote on <name>", &ask_method<Method::kRecorded>},
    {"<name> asks for a roll call on <name>", &ask_method<Method::kRollCall>},
    {"<name> withdraws its request on how to vote on <name>", &on_text<WithdrawMethodRequest>},
    {"chair takes up <name>", &take_up},
    {"<name> asks to explain its vote on <name>", &explain},
    {"chair asks for consent to <name>", &put<Method::kConsensus>},
    {"chair puts <name> to acclamation", &put<Method::kAcclamation>},
    {"chair puts <name> to a show of hands", &put<Method::kShowOfHands>},
    {"chair puts <name> to a recorded vote", &put<Method::kRecorded>},
    {"chair puts <name> to a roll call", &put<Method::kRollCall>},
    {"chair puts <name> to a secret ballot", &put<Method::kSecret>},
    {"chair puts <name> under silence for <duration>", &put<Method::kSilence>},
    {"<names> vote yes", &vote<Choice::kFor>},
    {"<names> vote no", &vote<Choice::kAgainst>},
    {"<names> abstain", &vote<Choice::kAbstain>},
    {"members vote <number> yes <number> no <number> abstain", &members_vote},
    {"members answer <number> yes <number> no <number> abstain", &answer_roll},
    {"<name> objects <text>", &object},
    {"chair closes the voting", &close_voting},
    {"chair closes the voting with a casting vote for", &close_with_casting_vote<Choice::kFor>},
    {"chair closes the voting with a casting vote against",
     &close_with_casting_vote<Choice::kAgainst>},
    {"chair cancels the voting <text>", &cancel_voting},
    {"<name> corrects its vote to yes", &correct_vote<Choice::kFor>},
    {"<name> corrects its vote to no", &correct_vote<Choice::kAgainst>},
    {"<name> corrects its vote to an abstention", &correct_vote<Choice::kAbstain>},
    {"secretary enters yes for <names>", &enter_vote<Choice::kFor>},
    {"secretary enters no for <names>", &enter_vote<Choice::kAgainst>},
    {"secretary enters an abstention for <names>", &enter_vote<Choice::kAbstain>},
    {"<name> withdraws its request for a vote on <name>", &on_text<WithdrawMethodRequest>},
    {"chair calls election <name> of <text>", &call_election<ElectionSystem::kMajority>},
    {"chair calls election <name> of <text> for <number> places",
     &call_election<ElectionSystem::kMajority>},
    {"chair calls election <name> of <text> for <number> places by single transferable vote",
     &call_election<ElectionSystem::kSingleTransferableVote>},
    {"<name> nominates <text> in <name>", &nominate},
    {"<number> members ballot for <text>", &members_ballot},
    {"<number> members rank <names>", &members_rank},
    {"<number> members leave the ballot blank", &blank_ballots},
    {"<name> casts a ballot for <names>", &cast_ballot},
    {"<name> attaches a statement <text>", &attach_statement},
};

}  // namespace

std::span<const Phrase> decision_phrases() {
  return kDecisionPhrases;
}

}  // namespace hemicycle::rehearsal
