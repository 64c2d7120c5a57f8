#include "meeting/views.h"
#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

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
  Result<Subject, std::string> subject = text_named(stage, target);
  if (!subject) return subject.error();
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
  Result<Subject, std::string> subject = text_named(stage, text);
  if (!subject) return subject.error();
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

// Every amendment to the text, the furthest first.
Complaint rank_amendments(Stage& stage, const Arguments& arguments) {
  const Result<Subject, std::string> subject = text_named(stage, arguments[1].word);
  if (!subject) return subject.error();
  RankAmendments command{*subject->proposal, {}, subject->amendment};
  for (const std::string& label : arguments[0].names) {
    const auto amendment = stage.amendments.find(label);
    if (amendment == stage.amendments.end()) return "there is no amendment '" + label + "'";
    command.order.push_back(amendment->second);
  }
  return stage.perform(command, Stage::chair());
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
  Result<Subject, std::string> subject = text_named(stage, text);
  if (!subject) return subject.error();
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

constexpr Phrase kTextPhrases[] = {
    {"<name> submits resolution <name> <text>", &submit<ProposalKind::kResolution>,
     "its symbol, its title; on the item that is open, or the last"},
    {"<name> submits decision <name> <text>", &submit<ProposalKind::kDecision>, ""},
    {"<name> submits conclusions <name> <text>", &submit<ProposalKind::kConclusions>, ""},
    {"<name> submits programme <name> <text>", &submit<ProposalKind::kProgramme>, ""},
    {"<name> moves <name> <text>", &submit<ProposalKind::kMainMotion>, "a main motion"},
    {"<name> seconds <name>", &on_either<SecondProposal, SecondAmendment>,
     "a main motion or an amendment"},
    {"<name> sponsors <name>", &on_text<JoinSponsors>, ""},
    {"<name> leaves the sponsors of <name>", &on_text<LeaveSponsors>, ""},
    {"<name> withdraws <name>", &on_either<WithdrawProposal, WithdrawAmendment>,
     "a text or an amendment"},
    {"<name> reintroduces <name>", &on_either<ReintroduceProposal, ReintroduceAmendment>,
     "a text or an amendment that was withdrawn"},
    {"chair declares <name> an important question", &important, ""},
    {"chair takes up <name>", &take_up, "from a postponement or a committee"},
};

constexpr Phrase kAmendmentPhrases[] = {
    {"<name> submits amendment <name> to <name> at distance <number> <text>", &submit_amendment,
     "how far it is from the text: the furthest is put first"},
    {"<name> moves amendment <name> to <name> <text>", &move_amendment, ""},
    {"<name> moves amendment <name> to paragraph <name> of <name> <text>", &amend_paragraph, ""},
    {"<name> moves amendment <name> to line <number> of <name> <text>", &amend_line, ""},
    {"<name> takes amendment <name> into the text", &incorporate, "whose mover it is"},
    {"chair ranks amendments <names> to <name>", &rank_amendments,
     "all of them, the furthest first"},
    {"chair declares that <name> excludes <name>", &declare_exclusion,
     "adopting one amendment rejects the other"},
};

constexpr Phrase kDivisionPhrases[] = {
    {"<name> asks to divide <name> into <names>", &ask_division,
     "labels of parts; those that begin with 'preamble' are of the preamble"},
    {"<name> asks for a separate vote on <names> of <name>", &ask_separate_vote,
     "the rest is put as a whole"},
    {"<name> withdraws its request to divide <name>", &on_division<WithdrawDivision>, ""},
    {"<name> objects to dividing <name>", &on_division<ObjectToDivision>, ""},
    {"<name> withdraws its objection to dividing <name>", &on_division<WithdrawDivisionObjection>,
     ""},
    {"chair divides <name>", &divide, "as was asked"},
};

constexpr Phrase kRequestPhrases[] = {
    {"<name> asks for a recorded vote on <name>", &ask_method<Method::kRecorded>, ""},
    {"<name> asks for a roll call on <name>", &ask_method<Method::kRollCall>, ""},
    {"<name> withdraws its request for a vote on <name>", &on_text<WithdrawMethodRequest>,
     "recorded, or by roll call"},
    {"<name> withdraws its request on how to vote on <name>", &on_text<WithdrawMethodRequest>,
     "the same"},
    {"<name> asks to explain its vote on <name>", &on_text<AskExplanation>, ""},
};

constexpr Chapter kTextChapters[] = {
    {"Texts", kTextPhrases},
    {"Amendments", kAmendmentPhrases},
    {"Division", kDivisionPhrases},
    {"Requests before a vote", kRequestPhrases},
};

}  // namespace

std::span<const Chapter> text_chapters() {
  return kTextChapters;
}

}  // namespace hemicycle::rehearsal
