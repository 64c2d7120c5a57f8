#include <array>

#include "meeting/views.h"
#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

// Votes.
template <Method kMethod>
Complaint put(Stage& stage, const Arguments& arguments) {
  Result<Subject, std::string> subject = subject_named(stage, arguments[0]);
  if (!subject) return subject.error();
  OpenVoting command;
  command.subject = *subject;
  command.method = kMethod;
  if (arguments.size() > 1) command.closes_after = arguments[1].duration;
  return stage.perform(command, Stage::chair());
}

// The open vote, else the one that ended last: what comes too late is refused by its rule.
VotingId open_voting(const Stage& stage) {
  return stage.meeting().open_voting.value_or(stage.last_closed());
}

// In whichever way the open voting on a text takes it.
Command ballot(const Stage& stage, Choice choice) {
  const Voting* voting = stage.meeting().votings.find(open_voting(stage));
  if (voting != nullptr && voting->method == Method::kSecret)
    return CastSecretBallot{voting->id, choice, {}, std::nullopt};
  return CastVote{open_voting(stage), choice, std::nullopt};
}

template <Choice kChoice>
Complaint vote(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) {
    return stage.perform_as(name, ballot(stage, kChoice));
  });
}

// By proxy.
template <Choice kChoice>
Complaint vote_for(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[1].names, [&](const std::string& name) -> Complaint {
    const Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    return stage.perform_as(arguments[0].word, CastVote{open_voting(stage), kChoice, *id});
  });
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
      if (Complaint complaint = stage.perform(ballot(stage, kChoices[choice]), stage.actor(*voter)))
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

// The vote that is being taken; else the first of the consultations by silence.
VotingId voting_at_hand(const Stage& stage) {
  const Meeting& meeting = stage.meeting();
  if (meeting.open_voting || meeting.silent_votings.empty()) return open_voting(stage);
  return meeting.silent_votings.front();
}

// The last one on the text that the scenario calls `name`; no number of a vote when there is none.
Result<VotingId, std::string> voting_on(const Stage& stage, const std::string& name) {
  Result<Subject, std::string> subject = text_named(stage, name);
  if (!subject) return unexpected(subject.error());
  VotingId found;
  for (const Voting& voting : stage.meeting().votings)
    if (voting.subject == *subject) found = voting.id;
  return found;
}

Complaint object(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, Object{voting_at_hand(stage), arguments[1].word});
}

Complaint object_to(Stage& stage, const Arguments& arguments) {
  Result<VotingId, std::string> voting = voting_on(stage, arguments[1].word);
  if (!voting) return voting.error();
  return stage.perform_as(arguments[0].word, Object{*voting, arguments[2].word});
}

Complaint close_voting(Stage& stage, const Arguments&) {
  return stage.perform(CloseVoting{open_voting(stage)}, Stage::chair());
}

template <Choice kChoice>
Complaint close_with_casting_vote(Stage& stage, const Arguments&) {
  return stage.perform(CloseVoting{open_voting(stage), kChoice}, Stage::chair());
}

Complaint cancel_voting(Stage& stage, const Arguments& arguments) {
  return stage.perform(CancelVoting{voting_at_hand(stage), arguments[0].word}, Stage::chair());
}

Complaint cancel_voting_on(Stage& stage, const Arguments& arguments) {
  Result<VotingId, std::string> voting = voting_on(stage, arguments[0].word);
  if (!voting) return voting.error();
  return stage.perform(CancelVoting{*voting, arguments[1].word}, Stage::chair());
}

template <Choice kChoice>
Complaint correct_vote(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word,
                          CorrectVote{open_voting(stage), kChoice, std::nullopt});
}

// The secretariat enters what the room votes.
template <Choice kChoice>
Complaint enter_vote(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) -> Complaint {
    const Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    return stage.perform(CastVote{open_voting(stage), kChoice, *id}, Stage::secretary());
  });
}

Complaint pass_over(Stage& stage, const Arguments& arguments) {
  const Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  return stage.perform(PassRoll{open_voting(stage), *id}, Stage::chair());
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

// A ballot for these candidates; a blank one for none.
Result<CastSecretBallot, std::string> ballot_for(const Stage& stage,
                                                 const std::vector<std::string>& candidates) {
  CastSecretBallot ballot;
  ballot.voting = open_voting(stage);
  for (const std::string& name : candidates) {
    Result<CandidateId, std::string> candidate = candidate_named(stage, name);
    if (!candidate) return unexpected(candidate.error());
    ballot.candidates.push_back(*candidate);
  }
  return ballot;
}

Complaint cast_ballots(Stage& stage, std::uint64_t count,
                       const std::vector<std::string>& candidates) {
  const Result<CastSecretBallot, std::string> ballot = ballot_for(stage, candidates);
  if (!ballot) return ballot.error();
  std::vector<DelegationId> voters = who_may_still_vote(stage);
  if (count > voters.size()) return "only " + std::to_string(voters.size()) + " may still vote";
  voters.resize(count);
  for (DelegationId voter : voters)
    if (Complaint complaint = stage.perform(*ballot, stage.actor(voter))) return complaint;
  return std::nullopt;
}

Complaint members_ballot(Stage& stage, const Arguments& arguments) {
  return cast_ballots(stage, arguments[0].number, arguments[1].names);
}

Complaint cast_ballot(Stage& stage, const Arguments& arguments) {
  Result<CastSecretBallot, std::string> ballot = ballot_for(stage, arguments[1].names);
  if (!ballot) return ballot.error();
  return stage.perform_as(arguments[0].word,
                          CastBallot{ballot->voting, std::move(ballot->candidates), {}});
}

Complaint blank_ballots(Stage& stage, const Arguments& arguments) {
  return cast_ballots(stage, arguments[0].number, {});
}

Complaint withdraw_candidate(Stage& stage, const Arguments& arguments) {
  const auto election = stage.elections.find(arguments[1].word);
  if (election == stage.elections.end()) return "there is no such election";
  for (const Candidate& candidate : stage.meeting().elections.at(election->second).candidates)
    if (candidate.name == arguments[0].word)
      return stage.perform(WithdrawCandidate{election->second, candidate.id}, Stage::chair());
  return "'" + arguments[0].word + "' is no candidate";
}

Complaint split_vote(Stage& stage, const Arguments& arguments) {
  const auto votes = [&](std::size_t place) {
    return static_cast<std::uint32_t>(arguments[place].number);
  };
  return stage.perform_as(arguments[0].word,
                          SplitVote{open_voting(stage), votes(1), votes(2), votes(3), {}});
}

Complaint pledge(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) {
    return stage.perform_as(name, PledgeToVote{});
  });
}

constexpr Phrase kVotePhrases[] = {
    {"chair asks for consent to <subject>", &put<Method::kConsensus>,
     "'motion' is the motion that comes first"},
    {"chair puts <subject> to acclamation", &put<Method::kAcclamation>, ""},
    {"chair puts <subject> to a show of hands", &put<Method::kShowOfHands>, ""},
    {"chair puts <subject> to a recorded vote", &put<Method::kRecorded>, ""},
    {"chair puts <subject> to a roll call", &put<Method::kRollCall>, ""},
    {"chair puts <subject> to a secret ballot", &put<Method::kSecret>, ""},
    {"chair puts <subject> under silence for <duration>", &put<Method::kSilence>, ""},
    {"<names> votes|vote yes", &vote<Choice::kFor>, "each of them"},
    {"<names> votes|vote no", &vote<Choice::kAgainst>, ""},
    {"<names> abstains|abstain", &vote<Choice::kAbstain>, ""},
    {"<name> votes yes for <names>", &vote_for<Choice::kFor>, "who gave it their proxies"},
    {"<name> votes no for <names>", &vote_for<Choice::kAgainst>, ""},
    {"<name> abstains for <names>", &vote_for<Choice::kAbstain>, ""},
    {"<name> splits its votes <number> yes <number> no <number> abstain", &split_vote,
     "all that it has, in two ways at least"},
    {"<names> pledges|pledge to be present and voting", &pledge, "and does not abstain"},
    {"members vote <number> yes <number> no <number> abstain", &members_vote,
     "the next of those who are present and have not voted"},
    {"members answer <number> yes <number> no <number> abstain", &answer_roll,
     "the roll is called to its end; after so many answers all pass"},
    {"chair passes over <name>", &pass_over, "who is called and does not answer"},
    {"secretary enters yes for <names>", &enter_vote<Choice::kFor>, "the votes of the room"},
    {"secretary enters no for <names>", &enter_vote<Choice::kAgainst>, ""},
    {"secretary enters an abstention for <names>", &enter_vote<Choice::kAbstain>, ""},
    {"<name> corrects its vote to yes", &correct_vote<Choice::kFor>, ""},
    {"<name> corrects its vote to no", &correct_vote<Choice::kAgainst>, ""},
    {"<name> corrects its vote to an abstention", &correct_vote<Choice::kAbstain>, ""},
    {"<name> objects <text>", &object, "to a consensus, or to a text under silence"},
    {"<name> objects to <name> <text>", &object_to, "of several under silence"},
    {"chair closes the voting", &close_voting, ""},
    {"chair closes the voting with a casting vote for", &close_with_casting_vote<Choice::kFor>, ""},
    {"chair closes the voting with a casting vote against",
     &close_with_casting_vote<Choice::kAgainst>, ""},
    {"chair cancels the voting <text>", &cancel_voting, "and says why; nothing is decided"},
    {"chair cancels the voting on <name> <text>", &cancel_voting_on, "of several under silence"},
};

constexpr Phrase kElectionPhrases[] = {
    {"chair calls election <name> of <text>", &call_election<ElectionSystem::kMajority>,
     "its name here, and the post"},
    {"chair calls election <name> of <text> for <number> places",
     &call_election<ElectionSystem::kMajority>, ""},
    {"chair calls election <name> of <text> for <number> places by single transferable vote",
     &call_election<ElectionSystem::kSingleTransferableVote>, ""},
    {"<name> nominates <text> in <name>", &nominate, ""},
    {"candidate <text> withdraws from <name>", &withdraw_candidate, ""},
    {"<number> member|members ballots|ballot for <names>", &members_ballot,
     "the next of those who have not; candidates in quotes, in the order of preference"},
    {"<name> casts a ballot for <names>", &cast_ballot, "in an election that is not secret"},
    {"<number> member|members leaves|leave the ballot blank", &blank_ballots, ""},
};

constexpr Chapter kDecisionChapters[] = {
    {"Votes", kVotePhrases},
    {"Elections", kElectionPhrases},
};

}  // namespace

std::span<const Chapter> decision_chapters() {
  return kDecisionChapters;
}

}  // namespace hemicycle::rehearsal
