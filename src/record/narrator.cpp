#include "record/narrator.h"

#include <algorithm>

#include "base/clock_text.h"
#include "meeting/refusal.h"
#include "record/count_rounds.h"
#include "record/result_text.h"
#include "storage/event_codec.h"

namespace hemicycle::record {

using namespace meeting;

namespace {

// One function an event, found by overloading: an event without one does not compile.
class Narrator {
 public:
  Narrator(const Meeting& meeting, Language language)
      : meeting_(meeting), names_(meeting, language), language_(language) {}

  // No sentence: who takes part is in the record's list of attendance,
  Sentence operator()(const OrganisationRegistered&) const { return {}; }
  Sentence operator()(const DelegationRegistered&) const { return {}; }
  Sentence operator()(const DelegateRegistered&) const { return {}; }
  Sentence operator()(const DelegateRevised&) const { return {}; }
  Sentence operator()(const DelegateRemoved&) const { return {}; }
  Sentence operator()(const PersonArrived&) const { return {}; }
  Sentence operator()(const PersonLeft&) const { return {}; }
  // what is discussed, and with which papers, in the agenda and the list of documents,
  Sentence operator()(const ItemAdded&) const { return {}; }
  Sentence operator()(const ItemMoved&) const { return {}; }
  Sentence operator()(const ItemRemoved&) const { return {}; }
  Sentence operator()(const DocumentAdded&) const { return {}; }
  Sentence operator()(const DocumentVersionAdded&) const { return {}; }
  // who waits to speak changes too often to be told,
  Sentence operator()(const RequestWithdrawn&) const { return {}; }
  Sentence operator()(const ListReordered&) const { return {}; }
  // who has passed is in the table of the vote,
  Sentence operator()(const RollPassed&) const { return {}; }
  // and these follow from an event that has been told.
  Sentence operator()(const MotionDecided&) const { return {}; }
  Sentence operator()(const PartDecided&) const { return {}; }
  Sentence operator()(const AmendmentsRanked&) const { return {}; }
  Sentence operator()(const DecisionTaken&) const { return {}; }
  Sentence operator()(const ElectionDecided&) const { return {}; }
  // Told, though nothing follows from it yet.
  Sentence operator()(const ProxyWithdrawn& e) const {
    return procedure({"{0} withdraws its proxy.", "{0} rút lại ủy quyền."},
                     names_.delegation(e.from));
  }
  Sentence operator()(const SponsorWithdrew& e) const {
    return text({"{0} no longer sponsors {1}.", "{0} rút khỏi danh sách đồng tác giả {1}."},
                names_.delegation(e.delegation), names_.proposal(e.proposal));
  }
  Sentence operator()(const ExclusionDeclared& e) const {
    return text({"If {0} is adopted, {1} is not put to the vote.",
                 "Nếu {0} được thông qua thì không biểu quyết {1}."},
                names_.amendment(e.amendment), names_.amendment(e.excludes));
  }
  Sentence operator()(const ElectionCalled& e) const {
    if (e.system == ElectionSystem::kSingleTransferableVote)
      return vote({"An election by single transferable vote is called: {0}; places: {1}.",
                   "Tiến hành bầu theo phiếu chuyển nhượng: {0}; số ghế: {1}."},
                  e.post, e.places);
    return vote({"An election is called: {0}; places: {1}.", "Tiến hành bầu: {0}; số ghế: {1}."},
                e.post, e.places);
  }
  Sentence operator()(const CandidateWithdrew& e) const {
    return vote({"{0} is no longer a candidate.", "{0} rút tên khỏi danh sách ứng cử."},
                names_.candidate(e.election, e.candidate));
  }

  // The session.
  Sentence operator()(const SessionCreated& e) const {
    return procedure({"{0}: the rules are '{1}'.", "{0}: áp dụng quy tắc '{1}'."},
                     names_.text(e.entry.titles), e.profile);
  }
  Sentence operator()(const RuleOverridden& e) const {
    if (e.decision)
      return procedure(
          {"By the decision on {2}, {0} is {1}.", "Theo quyết định về {2}, {0} là {1}."},
          e.setting.key, e.setting.value, decided(*e.decision));
    return procedure({"For this session {0} is {1}.", "Trong kỳ họp này {0} là {1}."},
                     e.setting.key, e.setting.value);
  }
  Sentence operator()(const OfficerAppointed& e) const {
    if (e.officer.name.empty()) return {};  // the office is filled, and nobody said by whom
    return procedure({"{0} is {1}.", "{0} là {1}."}, e.officer.name, names_.word(e.officer.office));
  }
  Sentence operator()(const OfficerRemoved& e) const {
    return procedure({"An officer leaves the bureau: {0}.", "Một thành viên thôi giữ chức: {0}."},
                     names_.word(e.office));
  }
  Sentence operator()(const OrganisationRenamed& e) const {
    return procedure(
        {"From now on a participant is called {0}.", "Tên gọi mới của một thành viên: {0}."},
        names_.text(e.names));
  }
  Sentence operator()(const VisibilityChanged& e) const {
    return e.visibility == Visibility::kPublic
               ? procedure({"The sitting is open to the public.", "Phiên họp được công khai."})
               : procedure({"The sitting is closed to the public.", "Phiên họp được giữ kín."});
  }
  Sentence operator()(const QuorumWaived&) const {
    return procedure({"The quorum for opening is waived.", "Miễn túc số khai mạc."});
  }
  Sentence operator()(const MeetingOpened& e) const {
    return procedure({"The meeting is opened. {0}", "Khai mạc phiên họp. {0}"},
                     names_.quorum(e.members_present, e.quorum));
  }
  Sentence operator()(const MeetingSuspended&) const {
    return procedure({"The meeting is suspended.", "Phiên họp tạm ngừng."});
  }
  Sentence operator()(const MeetingResumed&) const {
    return procedure({"The meeting is resumed.", "Phiên họp tiếp tục."});
  }
  Sentence operator()(const MeetingAdjourned&) const {
    return procedure({"The meeting is adjourned.", "Phiên họp kết thúc."});
  }
  Sentence operator()(const SessionClosed&) const {
    return procedure({"The session is closed.", "Bế mạc kỳ họp."});
  }
  Sentence operator()(const CredentialDecided& e) const {
    if (e.credential == Credential::kAccepted) return {};
    return procedure({"Credentials of {0}: {1}.", "Ủy nhiệm thư của {0}: {1}."},
                     names_.delegation(e.delegation), names_.word(e.credential));
  }
  Sentence operator()(const ProxyGiven& e) const {
    return procedure({"{0} gives its proxy to {1}.", "{0} ủy quyền cho {1}."},
                     names_.delegation(e.from), names_.delegation(e.to));
  }
  Sentence operator()(const ConnectionLost& e) const {
    return procedure({"{0}: the connection is lost.", "{0}: mất kết nối."},
                     names_.person(e.person, e.delegation));
  }
  Sentence operator()(const ConnectionRestored& e) const {
    return procedure({"{0} is back.", "{0} đã kết nối lại."},
                     names_.person(e.person, e.delegation));
  }
  Sentence operator()(const AbsenceBegan& e) const {
    return procedure({"{0} has not come back and counts as absent.",
                      "{0} chưa kết nối lại và được tính là vắng mặt."},
                     names_.person(e.person, e.delegation));
  }
  Sentence operator()(const CommandRefused& e) const {
    return {Tone::kRefusal,
            e.rule.empty() ? say({"Refused: {0} ({1}).", "Từ chối: {0} ({1})."}, e.command, e.code)
                           : say({"Refused: {0} ({1}, rule {2}).", "Từ chối: {0} ({1}, điều {2})."},
                                 e.command, e.code, e.rule)};
  }

  // The agenda and the list of speakers.
  Sentence operator()(const ItemOpened& e) const {
    return procedure({"Item {0}.", "Mục {0}."}, names_.item(e.item));
  }
  Sentence operator()(const ItemClosed& e) const {
    return procedure({"Consideration of item {0} is concluded.", "Kết thúc thảo luận mục {0}."},
                     names_.item(e.item));
  }
  Sentence operator()(const ListOpened&) const {
    return procedure({"The list of speakers is open.", "Mở danh sách phát biểu."});
  }
  Sentence operator()(const ListAnnounced&) const {
    return procedure({"The list of speakers is announced.", "Công bố danh sách phát biểu."});
  }
  Sentence operator()(const ClosingObjected& e) const {
    return procedure({"{0} objects to closing the list.", "{0} phản đối đóng danh sách."},
                     names_.delegation(e.delegation));
  }
  Sentence operator()(const ClosingObjectionWithdrawn& e) const {
    return procedure(
        {"{0} withdraws its objection to closing the list.", "{0} rút phản đối đóng danh sách."},
        names_.delegation(e.delegation));
  }
  Sentence operator()(const ListClosed&) const {
    return procedure({"The list of speakers is closed.", "Đóng danh sách phát biểu."});
  }
  Sentence operator()(const RoundStarted& e) const {
    return procedure({"Round {0} begins.", "Bắt đầu vòng {0}."}, e.round);
  }
  Sentence operator()(const RepliesCalled&) const {
    return procedure({"Replies are heard now, at the end of the day.",
                      "Thực hiện quyền trả lời vào cuối ngày."});
  }
  Sentence operator()(const FloorAsked& e) const {
    if (e.entered_by)
      return floor(
          {"{0} enters {1} on the list of speakers.", "{0} ghi tên {1} vào danh sách phát biểu."},
          entered_by(*e.entered_by), names_.delegation(e.delegation));
    if (e.continues)
      return floor({"{0} asks to go on with its speech.", "{0} đề nghị phát biểu tiếp."},
                   names_.delegation(e.delegation));
    if (e.kind == SpeechKind::kStatement)
      return floor({"{0} asks for the floor.", "{0} đăng ký phát biểu."},
                   names_.delegation(e.delegation));
    return floor({"{0} asks for the floor: {1}.", "{0} đăng ký phát biểu: {1}."},
                 names_.delegation(e.delegation), names_.word(e.kind));
  }
  Sentence operator()(const TimeLimitsSet&) const {
    return procedure({"The time of speeches is limited.", "Giới hạn thời gian phát biểu."});
  }

  // The floor.
  Sentence operator()(const FloorGiven& e) const {
    std::string limit = e.limit ? " (" + clock_text(*e.limit) + ")" : std::string();
    if (e.continues)
      return floor({"{0} goes on: {1}{2}.", "{0} phát biểu tiếp: {1}{2}."},
                   names_.person(e.person, e.delegation), names_.word(e.kind), limit);
    return floor({"{0} has the floor: {1}{2}.", "{0} phát biểu: {1}{2}."},
                 names_.person(e.person, e.delegation), names_.word(e.kind), limit);
  }
  Sentence operator()(const SpeechEnded& e) const {
    const Speech* speech = meeting_.speeches.find(e.speech);
    if (speech == nullptr) return {};
    const std::string who = names_.speaker(speech->person, speech->delegation);
    if (e.ending == SpeechEnding::kTimeOver)
      return floor({"{0}: the time is up, the microphone is closed at {1}.",
                    "{0}: hết giờ, micrô tự động tắt lúc {1}."},
                   who, clock_text(e.used));
    if (e.unfinished)
      return floor({"{0} has spoken for {1}, and may go on later.",
                    "{0} đã phát biểu {1} và có thể phát biểu tiếp sau."},
                   who, clock_text(e.used));
    if (speech->kind == SpeechKind::kStatement)
      return floor({"{0} has spoken for {1}.", "{0} đã phát biểu {1}."}, who, clock_text(e.used));
    return floor({"{0} has spoken for {1} ({2}).", "{0} đã phát biểu {1} ({2})."}, who,
                 clock_text(e.used), names_.word(speech->kind));
  }
  Sentence operator()(const FloorInterrupted& e) const {
    return floor({"{0} is interrupted.", "{0} bị ngắt lời."}, speaker_of(e.speech));
  }
  Sentence operator()(const FloorResumed& e) const {
    return floor({"{0} goes on.", "{0} tiếp tục phát biểu."}, speaker_of(e.speech));
  }
  Sentence operator()(const QuestionInterposed& e) const {
    return floor({"{0} wishes to put a question to the speaker.",
                  "{0} muốn đặt câu hỏi cho người đang phát biểu."},
                 names_.delegation(e.question.delegation));
  }
  Sentence operator()(const QuestionDeclined& e) const {
    return floor({"The question of {0} is not put.", "Câu hỏi của {0} không được nêu."},
                 names_.delegation(e.question.delegation));
  }
  Sentence operator()(const SpeechTakenOver& e) const {
    const Speech* speech = meeting_.speeches.find(e.speech);
    if (speech == nullptr) return {};
    return floor({"{0} goes on with the speech.", "{0} tiếp tục bài phát biểu."},
                 names_.person(e.person, speech->delegation));
  }
  Sentence operator()(const CalledToOrder& e) const {
    return floor({"The chair calls {0} to order: {1}", "Chủ tọa nhắc {0} giữ trật tự: {1}"},
                 speaker_of(e.speech), e.reason);
  }
  Sentence operator()(const TimeExtended& e) const {
    return floor({"{0} may speak until {1}.", "{0} được phát biểu đến {1}."}, speaker_of(e.speech),
                 clock_text(e.limit));
  }
  Sentence operator()(const OvertimeBegan& e) const {
    return floor({"{0}: the time is up.", "{0}: hết thời gian."}, speaker_of(e.speech));
  }
  Sentence operator()(const SpeechHeld& e) const {
    return floor(
        {"{0} has not come back: the clock is stopped.", "{0} chưa kết nối lại: dừng đồng hồ."},
        speaker_of(e.speech));
  }

  // Order and motions.
  Sentence operator()(const PointRaised& e) const {
    return procedure({"{0} raises a point of order: {1}", "{0} nêu điểm trật tự: {1}"},
                     names_.delegation(e.delegation), e.text);
  }
  Sentence operator()(const PointRuled& e) const {
    return procedure({"The chair rules: {0}. {1}", "Phán quyết của chủ tọa: {0}. {1}"},
                     names_.word(e.ruling), e.text);
  }
  Sentence operator()(const RulingOverruled&) const {
    return decision({"The ruling is overruled.", "Phán quyết bị bác."});
  }
  Sentence operator()(const MotionMoved& e) const {
    return procedure({"{0}: {1}.", "{0}: {1}."}, names_.delegation(e.mover), names_.word(e.kind));
  }
  Sentence operator()(const MotionSeconded& e) const {
    return procedure({"{0} seconds the motion.", "{0} tán trợ kiến nghị."},
                     names_.delegation(e.delegation));
  }
  Sentence operator()(const MotionWithdrawn& e) const {
    return procedure({"Withdrawn: {0}.", "Rút lại: {0}."}, names_.motion(e.motion));
  }
  Sentence operator()(const MotionLapsed& e) const {
    return procedure({"Lapsed: {0}.", "Không còn hiệu lực: {0}."}, names_.motion(e.motion));
  }
  Sentence operator()(const DebateAdjourned& e) const {
    return decision({"The debate on item {0} is adjourned.", "Hoãn thảo luận mục {0}."},
                    names_.item(e.item));
  }
  Sentence operator()(const DebateResumed& e) const {
    return decision({"The debate on item {0} is resumed.", "Tiếp tục thảo luận mục {0}."},
                    names_.item(e.item));
  }
  Sentence operator()(const DebateClosed& e) const {
    return decision({"The debate on item {0} is closed.", "Kết thúc thảo luận mục {0}."},
                    names_.item(e.item));
  }

  // Texts.
  Sentence operator()(const ProposalSubmitted& e) const {
    return text({"{0} submits {1}.", "{0} trình {1}."}, mover(e.mover),
                names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalSeconded& e) const {
    return text({"{0} seconds {1}.", "{0} tán trợ {1}."}, names_.delegation(e.delegation),
                names_.proposal(e.proposal));
  }
  Sentence operator()(const SponsorAdded& e) const {
    return text({"{0} sponsors {1}.", "{0} đồng bảo trợ {1}."}, names_.delegation(e.delegation),
                names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalWithdrawn& e) const {
    return text({"{0} is withdrawn.", "Rút {0}."}, names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalReintroduced& e) const {
    return text({"{0} reintroduces {1}.", "{0} trình lại {1}."}, names_.delegation(e.mover),
                names_.proposal(e.proposal));
  }
  Sentence operator()(const ImportanceDecided& e) const {
    const Phrase important{"{0} is an important question.", "{0} là vấn đề quan trọng."};
    const Phrase other{"{0} is not an important question.", "{0} không phải vấn đề quan trọng."};
    return decision(e.important ? important : other, names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalDecided& e) const {
    if (is_told_with_its_vote(e.voting, e.state)) return {};
    return decision({"{0}: {1}.", "{0}: {1}."}, names_.proposal(e.proposal), names_.word(e.state));
  }
  Sentence operator()(const ProposalReopened& e) const {
    return decision({"{0} is reconsidered.", "Xem xét lại {0}."}, names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalReconsidered& e) const {
    return decision({"{0} is reconsidered: it may be debated, amended and explained again.",
                     "Xem xét lại {0}: có thể thảo luận, sửa đổi và giải thích lại."},
                    names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalTakenUp& e) const {
    return decision({"{0} is taken up again.", "Tiếp tục xem xét {0}."},
                    names_.proposal(e.proposal));
  }
  Sentence operator()(const ProposalPostponed& e) const {
    if (!e.until)
      return decision({"{0} is postponed indefinitely.", "Hoãn vô thời hạn {0}."},
                      names_.proposal(e.proposal));
    return decision({"{0} is postponed until {1}.", "Hoãn {0} đến {1}."},
                    names_.proposal(e.proposal), day_of(*e.until) + " " + minute_of_day(*e.until));
  }
  Sentence operator()(const ProposalReferred& e) const {
    return decision({"{0} is referred to {1}.", "Chuyển {0} cho {1}."}, names_.proposal(e.proposal),
                    e.committee);
  }
  Sentence operator()(const QuestionOrdered& e) const {
    return decision(
        {"{0} is voted on without further debate.", "Biểu quyết {0} mà không thảo luận thêm."},
        e.amendment ? names_.amendment(*e.amendment) : names_.proposal(e.proposal));
  }
  Sentence operator()(const AmendmentSubmitted& e) const {
    return text({"{0} moves {1}.", "{0} đề nghị {1}."}, names_.delegation(e.mover),
                names_.amendment(e.amendment));
  }
  Sentence operator()(const AmendmentSeconded& e) const {
    return text({"{0} seconds {1}.", "{0} tán trợ {1}."}, names_.delegation(e.delegation),
                names_.amendment(e.amendment));
  }
  Sentence operator()(const AmendmentWithdrawn& e) const {
    return text({"{0} is withdrawn.", "Rút {0}."}, names_.amendment(e.amendment));
  }
  Sentence operator()(const AmendmentReintroduced& e) const {
    return text({"{0} reintroduces {1}.", "{0} trình lại {1}."}, names_.delegation(e.mover),
                names_.amendment(e.amendment));
  }
  Sentence operator()(const AmendmentIncorporated& e) const {
    return text({"Its mover takes {0} into the text.", "Bên đề xuất đưa {0} vào văn bản."},
                names_.amendment(e.amendment));
  }
  Sentence operator()(const AmendmentDecided& e) const {
    if (is_told_with_its_vote(e.voting, e.state)) return {};
    return decision({"{0}: {1}.", "{0}: {1}."}, names_.amendment(e.amendment),
                    names_.word(e.state));
  }
  Sentence operator()(const DivisionAsked& e) const {
    std::string parts;
    for (const Part& part : e.parts) parts += (parts.empty() ? "" : ", ") + part.label;
    const Phrase whole{"{0} asks for a division of {1}: {2}.",
                       "{0} đề nghị biểu quyết từng phần {1}: {2}."};
    const Phrase separate{"{0} asks for a separate vote on {2} of {1}.",
                          "{0} đề nghị biểu quyết riêng {2} của {1}."};
    return text(e.separate ? separate : whole, names_.delegation(e.delegation),
                divided(e.proposal, e.amendment), parts);
  }
  Sentence operator()(const DivisionObjected& e) const {
    return text({"{0} objects to the division.", "{0} phản đối biểu quyết từng phần."},
                names_.delegation(e.delegation));
  }
  Sentence operator()(const DivisionDecided& e) const {
    const Phrase in_parts{"{0} is voted on in parts.", "Biểu quyết từng phần {0}."};
    const Phrase whole{"{0} is not divided.", "Không biểu quyết từng phần {0}."};
    return decision(e.divided ? in_parts : whole, divided(e.proposal, e.amendment));
  }
  Sentence operator()(const DivisionRequestWithdrawn& e) const {
    return text({"The request for a division of {0} is withdrawn.",
                 "Rút đề nghị biểu quyết từng phần {0}."},
                divided(e.proposal, e.amendment));
  }
  Sentence operator()(const DivisionObjectionWithdrawn& e) const {
    return text(
        {"{0} no longer objects to the division.", "{0} rút phản đối biểu quyết từng phần."},
        names_.delegation(e.delegation));
  }
  Sentence operator()(const MethodRequestWithdrawn& e) const {
    return text({"{0} withdraws its request on how to vote on {1}.",
                 "{0} rút đề nghị về cách biểu quyết {1}."},
                names_.delegation(e.delegation), names_.proposal(e.proposal));
  }
  Sentence operator()(const MethodAsked& e) const {
    return text({"{0} asks for a {1} on {2}.", "{0} đề nghị {1} đối với {2}."},
                names_.delegation(e.delegation), names_.word(e.method),
                names_.proposal(e.proposal));
  }

  // Votes.
  Sentence operator()(const VotingOpened& e) const {
    std::string first = e.calling_order.empty() ? std::string()
                        : e.from_the_top
                            ? say({"; {0} is called first", "; gọi {0} trước tiên"},
                                  names_.delegation(e.calling_order.front()))
                            : say({"; the lot fell on {0}", "; bốc thăm bắt đầu từ {0}"},
                                  names_.delegation(e.calling_order.front()));
    return vote(
        {"Put to the meeting: {0}, by {1}{2}.", "Đưa ra quyết định: {0}, theo hình thức {1}{2}."},
        names_.subject(e.subject), names_.word(e.method), first);
  }
  Sentence operator()(const ObjectionRaised& e) const {
    return vote({"{0} objects. {1}", "{0} phản đối. {1}"}, names_.delegation(e.delegation),
                e.reason);
  }
  // How each voted is in the table of the vote; here only that somebody entered it for a
  // delegation.
  Sentence operator()(const VoteCast& e) const { return vote_entered(e.entered_by, e.delegation); }
  Sentence operator()(const BallotCast& e) const {
    return vote_entered(e.entered_by, e.delegation);
  }
  Sentence operator()(const VoteSplit& e) const {
    return vote_entered(e.entered_by, e.votes.delegation);
  }
  Sentence operator()(const VotePledged& e) const {
    return vote({"{0} is present and voting.", "{0} có mặt và cam kết biểu quyết."},
                names_.delegation(e.delegation));
  }
  Sentence operator()(const VoteCorrected& e) const {
    if (e.entered_by)
      return vote(
          {"{0} enters a correction of the vote of {1}: {2}.", "{0} nhập sửa phiếu của {1}: {2}."},
          entered_by(*e.entered_by), names_.delegation(e.delegation),
          names_.word(static_cast<Mark>(static_cast<int>(e.choice) + 2)));
    return vote({"{0} corrects its vote: {1}.", "{0} sửa phiếu: {1}."},
                names_.delegation(e.delegation),
                names_.word(static_cast<Mark>(static_cast<int>(e.choice) + 2)));
  }
  Sentence operator()(const VotingCancelled& e) const {
    const Voting* voting = meeting_.votings.find(e.voting);
    const std::string subject = voting == nullptr ? std::string() : names_.subject(voting->subject);
    if (e.why == WhyCancelled::kNobodyVoted)
      return vote({"Nobody voted on {0}: nothing is decided.",
                   "Không ai biểu quyết về {0}: không có quyết định nào."},
                  subject);
    return vote({"The chair cancels the vote on {0}: {1}", "Chủ tọa hủy biểu quyết về {0}: {1}"},
                subject, e.reason);
  }
  Sentence operator()(const VotingProlonged&) const {
    return vote({"The vote goes on for the time that it had left.",
                 "Biểu quyết tiếp tục trong thời gian còn lại."});
  }
  Sentence operator()(const BallotsCounted& e) const {
    return vote({"The urn is opened: {0} ballots.", "Kiểm phiếu: {0} lá phiếu."}, e.ballots.size());
  }
  Sentence operator()(const VotingClosed& e) const {
    const Voting* voting = meeting_.votings.find(e.voting);
    if (voting == nullptr) return {};
    return {Tone::kDecision, result_text(names_, *voting)};
  }
  Sentence operator()(const RevoteLapsed& e) const {
    const Voting* voting = meeting_.votings.find(e.voting);
    return decision({"A tie was not voted on again in time: {0} is rejected.",
                     "Không biểu quyết lại kịp hạn sau khi ngang phiếu: bác bỏ {0}."},
                    voting == nullptr ? std::string() : names_.subject(voting->subject));
  }
  Sentence operator()(const LotDrawn& e) const {
    std::string drawn;
    for (CandidateId id : e.drawn)
      drawn += (drawn.empty() ? "" : ", ") + names_.candidate(e.election, id);
    return decision({"The lot decides: {0}.", "Bốc thăm: {0}."}, drawn);
  }
  Sentence operator()(const TransferableVoteCounted& e) const {
    return {Tone::kVote, count_text(names_, e.election, e.count)};
  }
  Sentence operator()(const CandidateElected& e) const {
    return decision({"Elected: {0}.", "Trúng cử: {0}."}, names_.candidate(e.election, e.candidate));
  }
  Sentence operator()(const BallotRestricted& e) const {
    std::string standing;
    for (CandidateId id : e.standing)
      standing += (standing.empty() ? "" : ", ") + names_.candidate(e.election, id);
    return decision({"Another ballot is held between: {0}.", "Bỏ phiếu lại giữa: {0}."}, standing);
  }
  Sentence operator()(const CandidateNominated& e) const {
    return text({"{0} is nominated.", "Đề cử {0}."}, e.name);
  }
  Sentence operator()(const StatementAttached& e) const {
    return text(
        {"{0} attaches a written statement ({1}).", "{0} gửi phát biểu bằng văn bản ({1})."},
        names_.delegation(e.delegation), e.language);
  }

 private:
  template <typename... Arguments>
  std::string say(const Phrase& phrase, Arguments&&... arguments) const {
    return record::say(language_, phrase, std::forward<Arguments>(arguments)...);
  }
  template <typename... Arguments>
  Sentence procedure(const Phrase& phrase, Arguments&&... arguments) const {
    return {Tone::kProcedure, say(phrase, std::forward<Arguments>(arguments)...)};
  }
  template <typename... Arguments>
  Sentence floor(const Phrase& phrase, Arguments&&... arguments) const {
    return {Tone::kFloor, say(phrase, std::forward<Arguments>(arguments)...)};
  }
  template <typename... Arguments>
  Sentence text(const Phrase& phrase, Arguments&&... arguments) const {
    return {Tone::kText, say(phrase, std::forward<Arguments>(arguments)...)};
  }
  template <typename... Arguments>
  Sentence vote(const Phrase& phrase, Arguments&&... arguments) const {
    return {Tone::kVote, say(phrase, std::forward<Arguments>(arguments)...)};
  }
  template <typename... Arguments>
  Sentence decision(const Phrase& phrase, Arguments&&... arguments) const {
    return {Tone::kDecision, say(phrase, std::forward<Arguments>(arguments)...)};
  }

  std::string divided(ProposalId proposal, std::optional<AmendmentId> amendment) const {
    return amendment ? names_.amendment(*amendment) : names_.proposal(proposal);
  }
  // Whose text it is; the chair's have no mover.
  std::string mover(DelegationId id) const {
    return id == DelegationId() ? say({"the chair", "chủ tọa"}) : names_.delegation(id);
  }
  // The result of a vote is told when the vote is closed. Journals of old do not say which vote it
  // is of; but nothing else adopts a text, or leaves it tied.
  static bool is_told_with_its_vote(std::optional<VotingId> voting, TextState state) {
    return voting || state == TextState::kAdopted || state == TextState::kTied;
  }
  Sentence vote_entered(std::optional<PersonId> by, DelegationId whose) const {
    if (!by) return {};
    return vote({"{0} enters the vote of {1}.", "{0} nhập phiếu của {1}."}, entered_by(*by),
                names_.delegation(whose));
  }
  // Who acts in a delegation's stead: by name, where the session has one.
  std::string entered_by(PersonId person) const {
    const std::string name = names_.person(person, std::nullopt);
    return name.empty() ? say({"the secretariat", "ban thư ký"}) : name;
  }
  std::string decided(DecisionId id) const {
    const Decision* decision = meeting_.decisions.find(id);
    return decision == nullptr ? std::string() : names_.subject(decision->subject);
  }
  std::string speaker_of(SpeechId id) const {
    const Speech* speech = meeting_.speeches.find(id);
    return speech == nullptr ? std::string() : names_.speaker(speech->person, speech->delegation);
  }

  const Meeting& meeting_;
  Names names_;
  Language language_;
};

}  // namespace

Sentence narrate(const Meeting& meeting, const Event& event, Language language) {
  Sentence sentence = std::visit(Narrator(meeting, language), event);
  sentence.text = capitalised(std::move(sentence.text));
  return sentence;
}

}  // namespace hemicycle::record
