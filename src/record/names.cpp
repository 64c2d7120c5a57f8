#include "record/names.h"

#include <array>

#include "meeting/motions/motion_kinds.h"

namespace hemicycle::record {

using namespace meeting;

namespace {

// One phrase an enumerator, in the order of the enum.
template <std::size_t kSize, typename Enum>
std::string word_of(const std::array<Phrase, kSize>& phrases, Enum value, Language language) {
  auto index = static_cast<std::size_t>(value);
  return index < kSize ? phrases[index].in(language) : std::string();
}

constexpr std::array<Phrase, kMethods> kMethodWords = {{
    {"consensus", "đồng thuận"},
    {"acclamation", "hoan nghênh"},
    {"show of hands", "giơ tay"},
    {"recorded vote", "biểu quyết có ghi tên"},
    {"roll call", "gọi tên"},
    {"secret ballot", "bỏ phiếu kín"},
    {"silence procedure", "thủ tục im lặng"},
}};
constexpr std::array<Phrase, 9> kSpeechWords = {{
    {"statement", "phát biểu"},
    {"right of reply", "quyền trả lời"},
    {"explanation of vote", "giải thích lá phiếu"},
    {"point of order", "điểm trật tự"},
    {"moving a motion", "nêu kiến nghị"},
    {"in favour of the motion", "ủng hộ kiến nghị"},
    {"against the motion", "phản đối kiến nghị"},
    {"at the chair's invitation", "theo lời mời của chủ tọa"},
    {"question to the speaker", "câu hỏi cho người phát biểu"},
}};
constexpr std::array<Phrase, 8> kOutcomeWords = {{
    {"open", "đang biểu quyết"},
    {"adopted", "thông qua"},
    {"rejected", "bác bỏ"},
    {"tied", "ngang phiếu"},
    {"not adopted: there was an objection", "không thông qua: có phản đối"},
    {"elected", "đã bầu"},
    {"inconclusive", "chưa có kết quả"},
    {"void: too few were present or voted", "vô hiệu: quá ít thành viên có mặt hoặc bỏ phiếu"},
}};
constexpr std::array<Phrase, 6> kMarkWords = {{
    {"not entitled", "không có quyền"},
    {"not voting", "không bỏ phiếu"},
    {"in favour", "tán thành"},
    {"against", "phản đối"},
    {"abstaining", "phiếu trắng"},
    {"split", "chia phiếu"},
}};
constexpr std::array<Phrase, 4> kRulingWords = {{
    {"pending", "chờ phán quyết"},
    {"upheld", "chấp nhận"},
    {"rejected", "bác"},
    {"out of order", "không đúng thủ tục"},
}};
constexpr std::array<Phrase, 3> kStandingWords = {{
    {"member", "thành viên"},
    {"observer", "quan sát viên"},
    {"guest", "khách mời"},
}};
constexpr std::array<Phrase, 4> kCredentialWords = {{
    {"pending", "chờ xét"},
    {"provisional", "tạm thời"},
    {"accepted", "đã chấp nhận"},
    {"refused", "bị từ chối"},
}};
constexpr std::array<Phrase, kCountOf<TextState>> kTextWords = {{
    {"moved", "đã nêu"},
    {"pending", "chờ quyết định"},
    {"tied", "ngang phiếu"},
    {"adopted", "thông qua"},
    {"rejected", "bác bỏ"},
    {"withdrawn", "rút lại"},
    {"laid on the table", "gác lại"},
    {"not put to the vote", "không đưa ra biểu quyết"},
    {"incorporated", "đã đưa vào văn bản"},
    {"postponed", "hoãn lại"},
    {"referred to a committee", "chuyển cho ủy ban"},
    {"postponed indefinitely", "hoãn vô thời hạn"},
}};
constexpr std::array<Phrase, 6> kMotionStateWords = {{
    {"awaiting a second", "chờ tán trợ"},
    {"pending", "chờ quyết định"},
    {"carried", "thông qua"},
    {"rejected", "bác bỏ"},
    {"withdrawn", "rút lại"},
    {"lapsed", "không còn hiệu lực"},
}};
constexpr std::array<Phrase, 5> kOfficeWords = {{
    {"chair", "chủ tọa"},
    {"co-chair", "đồng chủ tọa"},
    {"vice-chair", "phó chủ tọa"},
    {"rapporteur", "báo cáo viên"},
    {"secretary", "thư ký"},
}};
constexpr std::array<Phrase, 5> kPositionWords = {{
    {"head of delegation", "trưởng đoàn"},
    {"deputy head", "phó trưởng đoàn"},
    {"representative", "đại diện"},
    {"alternate", "đại diện dự khuyết"},
    {"adviser", "cố vấn"},
}};
constexpr std::array<Phrase, 6> kProposalWords = {{
    {"draft resolution", "dự thảo nghị quyết"},
    {"draft decision", "dự thảo quyết định"},
    {"draft conclusions", "dự thảo kết luận"},
    {"draft programme", "dự thảo chương trình"},
    {"draft report", "dự thảo báo cáo"},
    {"main motion", "kiến nghị chính"},
}};

}  // namespace

std::string Names::word(MotionKind kind) const {
  const MotionKindRow& row = row_of(kind);
  return std::string(language_ == Language::kVietnamese ? row.vietnamese : row.english);
}
std::string Names::word(Method method) const {
  return word_of(kMethodWords, method, language_);
}
std::string Names::word(SpeechKind kind) const {
  return word_of(kSpeechWords, kind, language_);
}
std::string Names::word(VotingState outcome) const {
  return word_of(kOutcomeWords, outcome, language_);
}
std::string Names::outcome(VotingState outcome, const std::string& cancelled_because) const {
  if (cancelled_because.empty()) return word(outcome);
  return record::say(language_, {"cancelled by the chair", "chủ tọa đã hủy"});
}
std::string Names::word(Mark mark) const {
  return word_of(kMarkWords, mark, language_);
}
std::string Names::word(Ruling ruling) const {
  return word_of(kRulingWords, ruling, language_);
}
std::string Names::word(Standing standing) const {
  return word_of(kStandingWords, standing, language_);
}
std::string Names::word(Credential credential) const {
  return word_of(kCredentialWords, credential, language_);
}
std::string Names::word(TextState state) const {
  return word_of(kTextWords, state, language_);
}
std::string Names::word(MotionState state) const {
  return word_of(kMotionStateWords, state, language_);
}
std::string Names::word(Office office) const {
  return word_of(kOfficeWords, office, language_);
}
std::string Names::word(Position position) const {
  return word_of(kPositionWords, position, language_);
}
std::string Names::word(ProposalKind kind) const {
  return word_of(kProposalWords, kind, language_);
}

std::string Names::text(const Text& translations) const {
  return in_language(translations, tag_of(language_));
}

std::string Names::delegation(DelegationId id) const {
  const Delegation* found = meeting_.delegations.find(id);
  const Organisation* organisation =
      found != nullptr ? meeting_.organisations.find(found->organisation) : nullptr;
  return organisation != nullptr ? text(organisation->names) : std::string();
}

const Officer* Names::officer(PersonId person) const {
  for (const Officer& officer : meeting_.bureau)
    if (officer.person == person) return &officer;
  return nullptr;
}

std::string Names::plain_person(PersonId person, std::optional<DelegationId> of) const {
  const Delegation* delegation = of ? meeting_.delegations.find(*of) : nullptr;
  if (delegation != nullptr)
    for (const Delegate& delegate : delegation->people)
      if (delegate.person == person) return delegate.name;
  const Officer* found = officer(person);
  return found != nullptr ? found->name : std::string();
}

std::string Names::person(PersonId person, std::optional<DelegationId> of) const {
  std::string name = plain_person(person, of);
  if (of) return name.empty() ? delegation(*of) : name + " (" + delegation(*of) + ")";
  const Officer* found = officer(person);
  if (found == nullptr) return name;
  return name.empty() ? word(found->office) : name + " (" + word(found->office) + ")";
}

std::string Names::speaker(PersonId person, std::optional<DelegationId> of) const {
  return of ? delegation(*of) : Names::person(person, of);
}

std::string Names::item(ItemId id) const {
  const Item* found = meeting_.agenda.items.find(id);
  return found != nullptr ? fmt::format("{}. {}", found->number, text(found->titles)) : "";
}

std::string Names::proposal(ProposalId id) const {
  const Proposal* found = meeting_.proposals.find(id);
  if (found == nullptr) return {};
  std::string name = word(found->kind);
  if (!found->symbol.empty()) name += " " + found->symbol;
  if (std::string title = text(found->titles); !title.empty()) name += " '" + title + "'";
  return name;
}

std::string Names::motion(MotionId id) const {
  const Motion* found = meeting_.motions.find(id);
  return found != nullptr ? word(found->kind) : std::string();
}

std::string Names::candidate(ElectionId election, CandidateId id) const {
  const Election* found = meeting_.elections.find(election);
  if (found != nullptr)
    for (const Candidate& candidate : found->candidates)
      if (candidate.id == id) return candidate.name;
  return {};
}

std::string Names::part(const Subject& subject) const {
  const Proposal* proposal = meeting_.proposals.find(*subject.proposal);
  if (proposal == nullptr) return {};
  const Amendment* amendment =
      subject.amendment ? meeting_.amendments.find(*subject.amendment) : nullptr;
  for (const Part& part : amendment != nullptr ? amendment->parts : proposal->parts)
    if (part.id == subject.part)
      return say(language_, {"{0} of {1}", "{0} của {1}"}, part.label,
                 amendment != nullptr ? Names::amendment(amendment->id) : proposal->symbol);
  return {};
}

std::string Names::passage(const Passage& passage) const {
  std::string place = passage.paragraph;
  if (passage.line)
    place += (place.empty() ? "" : ", ") + say(language_, {"line {0}", "dòng {0}"}, *passage.line);
  return place;
}

std::string Names::amendment(AmendmentId id) const {
  const Amendment* found = meeting_.amendments.find(id);
  if (found == nullptr) return {};
  std::string target = found->amendment ? amendment(*found->amendment) : proposal(found->proposal);
  if (std::string place = passage(found->passage); !place.empty())
    target = say(language_, {"{0} of {1}", "{0} của {1}"}, place, target);
  return say(language_, {"the amendment of {0} to {1}", "sửa đổi của {0} đối với {1}"},
             delegation(found->mover), target);
}

std::string Names::subject(const Subject& subject) const {
  switch (subject.kind) {
    case SubjectKind::kProposal:
      return proposal(subject.proposal.value_or(ProposalId()));
    case SubjectKind::kAmendment:
      return amendment(subject.amendment.value_or(AmendmentId()));
    case SubjectKind::kPart:
      return part(subject);
    case SubjectKind::kMotion:
      return motion(subject.motion.value_or(MotionId()));
    case SubjectKind::kElection: {
      const Election* election = meeting_.elections.find(*subject.election);
      return election == nullptr
                 ? std::string()
                 : say(language_, {"the election: {0}", "bầu cử: {0}"}, election->post);
    }
  }
  return {};
}

std::string Names::quorum(std::uint32_t present, std::uint32_t required) const {
  if (required == 0)
    return say(language_,
               {"Members present: {0}; no quorum is required.",
                "Thành viên có mặt: {0}; không yêu cầu túc số."},
               present);
  return say(language_,
             {"Members present: {0}; quorum: {1}.", "Thành viên có mặt: {0}; túc số: {1}."},
             present, required);
}

}  // namespace hemicycle::record
