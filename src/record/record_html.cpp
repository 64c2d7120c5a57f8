#include <algorithm>
#include <set>

#include "base/clock_text.h"
#include "record/dates.h"
#include "record/html_page.h"
#include "record/names.h"
#include "record/record.h"
#include "record/record_style.h"
#include "record/venue_time.h"

namespace hemicycle::record {

using namespace meeting;

namespace {

bool came(const DelegationAttendance& line) {
  return std::any_of(line.people.begin(), line.people.end(),
                     [](const Attendee& person) { return !person.present.empty(); });
}

// Lays the lines of a record out as sections; a section without lines is left out.
class Layout {
 public:
  explicit Layout(const Record& record)
      : record_(record),
        language_(record.language == "vi" ? Language::kVietnamese : Language::kEnglish),
        several_days_(lasts_several_days(record)),
        names_(nothing_, language_),
        page_(record.language, record.title, kRecordStyle) {}

  std::string page() && {
    head();
    decisions();
    summary();
    attendance();
    speeches();
    order();
    statements();
    documents();
    refusals();
    evidence();
    return std::move(page_).finish();
  }

 private:
  template <typename... Arguments>
  std::string say(const Phrase& phrase, Arguments&&... arguments) const {
    return record::say(language_, phrase, std::forward<Arguments>(arguments)...);
  }
  void section(const char* id, const Phrase& title) {
    page_.begin_section(id);
    page_.heading(2, say(title));
  }
  // With the day, where the session lasts several.
  std::string moment(WallTime time) const {
    const std::string day = several_days_ ? short_day(time, language_) + ", " : std::string();
    return day + minute_of_day(time);
  }
  std::string span_text(const Span& span) const {
    if (!span.until) return say({"from {0}", "từ {0}"}, moment(span.from));
    return moment(span.from) + "–" + minute_of_day(*span.until);
  }

  void head();
  void sitting(const Sitting& sitting);
  void summary();
  void decisions();
  void decision(const DecisionLine& line);
  void outcome(const DecisionLine& line);
  void counts(const DecisionLine& line);
  void rounds(const DecisionLine& line);
  void votes(const DecisionLine& line);
  void voters(const std::string& title, const std::vector<const VoteLine*>& votes);
  std::string voter(const VoteLine& vote) const;
  void ballots(const DecisionLine& line);
  void attendance();
  void attendance_of(Standing standing, const Phrase& heading);
  void speeches();
  void order();
  void statements();
  void documents();
  void refusals();
  void evidence();

  static bool lasts_several_days(const Record& record) {
    const std::vector<Sitting>& sittings = record.sittings;
    return !sittings.empty() &&
           day_of(sittings.front().opened_at) !=
               day_of(sittings.back().ended_at.value_or(sittings.back().opened_at));
  }

  const Record& record_;
  Language language_;
  bool several_days_;
  Meeting nothing_;  // Names needs a state only for ids, and a record has none left
  Names names_;
  HtmlPage page_;
};

void Layout::sitting(const Sitting& sitting) {
  std::string until;
  if (sitting.ended_at) {
    until = "–" + minute_of_day(*sitting.ended_at);
    if (day_of(*sitting.ended_at) != day_of(sitting.opened_at))
      until = " – " + moment(*sitting.ended_at);
  }
  page_.paragraph(say({"{0}, {1}{2} ({4}). {3}", "{0}, {1}{2} ({4}). {3}"},
                      long_day(sitting.opened_at, language_), minute_of_day(sitting.opened_at),
                      until, names_.quorum(sitting.members_present, sitting.quorum),
                      record_.time_zone.empty() ? "UTC" : record_.time_zone),
                  "quiet");
  for (const Span& span : sitting.suspensions)
    page_.paragraph(say({"Suspended: {0}.", "Tạm ngừng: {0}."},
                        moment(span.from) + (span.until ? " – " + moment(*span.until) : "")),
                    "quiet");
}

void Layout::head() {
  page_.paragraph(record_.body, "quiet");
  page_.heading(1, record_.title);
  for (const Sitting& each : record_.sittings) sitting(each);
  std::set<std::string> countries;
  std::size_t delegations = 0;
  for (const DelegationAttendance& line : record_.attendance) {
    if (!came(line)) continue;
    ++delegations;
    if (!line.country.empty()) countries.insert(line.country);
  }
  page_.paragraph(
      say({"Delegations that took part: {0}, from {1} countries. Rules: {2}. All times "
           "are UTC.",
           "Số đoàn tham dự: {0}, từ {1} quốc gia. Quy tắc: {2}. Mọi thời gian là UTC."},
          delegations, countries.size(), record_.profile),
      "quiet");
  if (record_.agenda.empty()) return;
  section("agenda", {"Agenda", "Chương trình nghị sự"});
  page_.begin_list("agenda");
  for (const ItemLine& item : record_.agenda) page_.list_item("", item.title);
  page_.end_list();
  page_.end_section();
}

void Layout::summary() {
  section("summary", {"Summary record", "Biên bản tóm tắt"});
  std::string day;
  std::string minute;
  for (const SummaryLine& line : record_.summary) {
    if (day_of(line.at) != day) {
      if (!day.empty()) page_.end_list();
      day = day_of(line.at);
      minute.clear();
      page_.heading(3, long_day(line.at, language_));
      page_.begin_list("summary");
    }
    const std::string now = minute_of_day(line.at);
    page_.list_item(now == minute ? "" : now, line.text);
    minute = now;
  }
  if (!day.empty()) page_.end_list();
  page_.end_section();
}

void Layout::decisions() {
  if (record_.decisions.empty()) return;
  section("decisions", {"Decisions", "Quyết định"});
  for (const DecisionLine& line : record_.decisions) decision(line);
  page_.end_section();
}

void Layout::outcome(const DecisionLine& line) {
  const bool good = line.outcome == VotingState::kAdopted || line.outcome == VotingState::kElected;
  const bool open =
      line.outcome == VotingState::kTied || line.outcome == VotingState::kInconclusive;
  const bool carried = line.kind == SubjectKind::kMotion && good;
  page_.paragraph(capitalised(say({"{0}, by {1}", "{0}, theo hình thức {1}"},
                                  carried ? names_.word(MotionState::kCarried)
                                          : names_.outcome(line.outcome, line.cancelled_because),
                                  names_.word(line.method))),
                  good   ? "outcome good"
                  : open ? "outcome"
                         : "outcome bad");
}

void Layout::decision(const DecisionLine& line) {
  page_.heading(3, capitalised(line.subject));
  outcome(line);
  const WallTime at = line.taken_at.value_or(line.opened_at);
  const std::string second =
      line.attempt > 1
          ? say({" Second vote, after a tie.", " Biểu quyết lần hai, sau khi ngang phiếu."})
          : std::string();
  const std::string present =  // silence asks nobody to be
      line.method == Method::kSilence
          ? std::string()
          : " " + names_.quorum(line.tally.members_present, line.tally.quorum);
  page_.paragraph(
      capitalised(plain_day(at, language_)) + ", " + minute_of_day(at) + "." + second + present,
      "quiet");
  if (!line.cancelled_because.empty())
    page_.paragraph(
        say({"Cancelled by the chair: {0}", "Chủ tọa hủy: {0}"}, line.cancelled_because));
  if (line.casting_vote)
    page_.paragraph(*line.casting_vote == Choice::kFor
                        ? say({"The chair gave the casting vote in favour.",
                               "Chủ tọa bỏ lá phiếu quyết định tán thành."})
                        : say({"The chair gave the casting vote against.",
                               "Chủ tọa bỏ lá phiếu quyết định phản đối."}));
  for (const std::string& objector : line.objectors)
    page_.paragraph(say({"Objection by {0}. {1}", "{0} phản đối. {1}"}, objector, line.objection));
  counts(line);
  rounds(line);
  votes(line);
  ballots(line);
}

void Layout::counts(const DecisionLine& line) {
  if (!line.candidates.empty()) {
    page_.begin_table({say({"Candidate", "Ứng cử viên"}), say({"Votes", "Số phiếu"}), ""});
    for (const CandidateLine& candidate : line.candidates)
      page_.row({candidate.name, std::to_string(candidate.votes),
                 candidate.elected ? say({"elected", "trúng cử"}) : std::string()});
    page_.end_table();
  }
  const Tally& tally = line.tally;
  if (tally.in_favour + tally.against + tally.abstaining == 0) return;
  const std::string majority = fmt::format("{} {}/{}", line.majority.more_than ? ">" : "≥",
                                           line.majority.numerator, line.majority.denominator);
  const bool election = !line.candidates.empty();
  page_.begin_table(
      {election ? say({"Valid ballots", "Phiếu hợp lệ"}) : say({"In favour", "Tán thành"}),
       election ? "" : say({"Against", "Phản đối"}),
       election ? say({"Blank", "Phiếu trắng"}) : say({"Abstaining", "Phiếu trắng"}),
       say({"Not voting", "Không bỏ phiếu"}),
       line.rounds.empty() ? say({"Majority needed", "Đa số cần thiết"})
                           : say({"Quota", "Ngưỡng trúng cử"})});
  page_.row({std::to_string(tally.in_favour), election ? "" : std::to_string(tally.against),
             std::to_string(tally.abstaining), std::to_string(tally.not_voting),
             line.rounds.empty() ? say({"{0} ({1} of {2})", "{0} ({1} của {2})"}, tally.needed,
                                       majority, tally.basis)
                                 : std::to_string(tally.needed)});
  page_.end_table();
}

// A column a round, as returning officers print them.
void Layout::rounds(const DecisionLine& line) {
  if (line.rounds.empty()) return;
  page_.begin_list("rounds");
  for (const RoundLine& round : line.rounds) page_.list_item("", round.text);
  page_.end_list();
  std::vector<std::string> heads = {say({"Candidate", "Ứng cử viên"})};
  for (std::size_t i = 1; i <= line.rounds.size(); ++i)
    heads.push_back(say({"Round {0}", "Vòng {0}"}, i));
  page_.begin_table(heads);
  for (std::size_t i = 0; i < line.candidates.size(); ++i) {
    std::vector<std::string> cells = {line.candidates[i].name};
    for (const RoundLine& round : line.rounds) cells.push_back(round.votes.at(i));
    page_.row(cells);
  }
  std::vector<std::string> cells = {say({"Not transferable", "Không chuyển được"})};
  for (const RoundLine& round : line.rounds) cells.push_back(round.not_transferable);
  page_.row(cells);
  page_.end_table();
}

// A delegation, its votes where it has more than one, and how its vote came about.
std::string Layout::voter(const VoteLine& vote) const {
  std::string name = vote.delegation;
  if (vote.split)
    name += say({" ({0}, of a split vote)", " ({0}, chia phiếu)"}, vote.votes);
  else if (vote.votes != 1)
    name += fmt::format(" ({})", vote.votes);
  if (vote.corrected && vote.entered)
    name += say({" (corrected by the secretariat)", " (ban thư ký sửa)"});
  else if (vote.corrected)
    name += say({" (corrected)", " (đã sửa)"});
  else if (vote.entered)
    name += say({" (entered by the secretariat)", " (ban thư ký nhập)"});
  return name;
}

void Layout::voters(const std::string& title, const std::vector<const VoteLine*>& votes) {
  if (votes.empty()) return;
  std::string names;
  std::uint32_t count = 0;
  for (const VoteLine* vote : votes) {
    names += (names.empty() ? "" : ", ") + voter(*vote);
    count += vote->votes;
  }
  page_.list_item(fmt::format("{} ({})", capitalised(title), count), names);
}

// Grouped as the minutes of assemblies print them.
void Layout::votes(const DecisionLine& line) {
  if (line.votes.empty()) return;
  page_.begin_list("votes");
  const auto those = [&](Mark mark, bool present) {
    std::vector<const VoteLine*> found;
    for (const VoteLine& vote : line.votes)
      if (vote.mark == mark && vote.present == present) found.push_back(&vote);
    return found;
  };
  for (Mark mark : {Mark::kFor, Mark::kAgainst, Mark::kAbstain, Mark::kNotVoted})
    voters(names_.word(mark), those(mark, true));
  voters(say({"Absent", "Vắng mặt"}), those(Mark::kNotVoted, false));
  page_.end_list();
}

void Layout::ballots(const DecisionLine& line) {
  if (line.ballots.empty()) return;
  const bool secret = line.method == Method::kSecret;
  page_.paragraph(secret
                      ? say({"The ballots, by their receipts:", "Các lá phiếu, theo mã biên nhận:"})
                      : say({"The ballots, by name:", "Các lá phiếu, theo tên:"}),
                  "quiet");
  page_.begin_list("ballots");
  for (const BallotLine& ballot : line.ballots) {
    std::string content = ballot.choice
                              ? names_.word(static_cast<Mark>(static_cast<int>(*ballot.choice) + 2))
                              : std::string();
    for (const std::string& candidate : ballot.candidates)
      content += (content.empty() ? "" : ", ") + candidate;
    VoteLine by;
    by.delegation = ballot.delegation;
    by.votes = ballot.votes;
    by.entered = ballot.entered;
    page_.list_item(secret ? ballot.receipt : voter(by), content.empty() ? "—" : content);
  }
  page_.end_list();
}

void Layout::attendance() {
  section("attendance", {"Attendance", "Thành phần tham dự"});
  attendance_of(Standing::kMember, {"Members", "Thành viên"});
  attendance_of(Standing::kObserver, {"Observers", "Quan sát viên"});
  attendance_of(Standing::kGuest, {"Guests", "Khách mời"});
  std::string absent;
  for (const DelegationAttendance& line : record_.attendance)
    if (!came(line)) absent += (absent.empty() ? "" : ", ") + line.name;
  if (!absent.empty()) page_.paragraph(say({"Absent: {0}.", "Vắng mặt: {0}."}, absent), "quiet");
  page_.end_section();
}

void Layout::attendance_of(Standing standing, const Phrase& heading) {
  std::vector<const DelegationAttendance*> lines;
  for (const DelegationAttendance& line : record_.attendance)
    if (line.standing == standing && came(line)) lines.push_back(&line);
  if (lines.empty()) return;
  page_.heading(3, fmt::format("{} ({})", say(heading), lines.size()));
  page_.begin_table({say({"Delegation", "Đoàn"}), say({"Representative", "Đại diện"}),
                     say({"Present", "Có mặt"}), say({"Speeches", "Lượt phát biểu"}),
                     say({"Time", "Thời gian"})});
  for (const DelegationAttendance* line : lines) {
    bool first = true;
    for (const Attendee& person : line->people) {
      if (person.present.empty()) continue;
      std::string spans;
      for (const Span& span : person.present)
        spans += (spans.empty() ? "" : "; ") + span_text(span);
      const std::string role = person.title.empty() ? names_.word(person.position) : person.title;
      const bool spoke = first && line->speeches > 0;
      page_.row({first ? line->name : "", person.name.empty() ? role : person.name + ", " + role,
                 spans, spoke ? std::to_string(line->speeches) : "",
                 spoke ? clock_text(line->spoken) : ""});
      first = false;
    }
  }
  page_.end_table();
}

void Layout::speeches() {
  if (record_.speeches.empty()) return;
  section("speeches", {"Speeches", "Các lượt phát biểu"});
  page_.begin_table({say({"From", "Từ"}), say({"To", "Đến"}), say({"Speaker", "Người phát biểu"}),
                     say({"Kind", "Loại"}), say({"Item", "Mục"}), say({"Round", "Vòng"}),
                     say({"Used", "Đã dùng"}), say({"Limit", "Giới hạn"})});
  for (const SpeechLine& line : record_.speeches) {
    const bool named = !line.speaker.empty() && !line.delegation.empty();
    const std::string muted =
        line.ending == SpeechEnding::kTimeOver ? say({" (muted)", " (tắt micrô)"}) : std::string();
    const bool in_rounds = line.kind == SpeechKind::kStatement;
    const std::string from = several_days_ ? short_day(line.started_at, language_) + ", " : "";
    page_.row(
        {from + time_of_day(line.started_at), line.ended_at ? time_of_day(*line.ended_at) : "",
         line.delegation.empty() ? line.speaker
         : named                 ? line.delegation + " (" + line.speaker + ")"
                                 : line.delegation,
         names_.word(line.kind), line.item.substr(0, line.item.find('.')),
         in_rounds ? std::to_string(line.round) : "", clock_text(line.used) + muted,
         line.limit ? clock_text(*line.limit) : ""},
        line.limit && line.used > *line.limit ? "over" : "");
  }
  page_.end_table();
  page_.end_section();
}

void Layout::order() {
  if (!record_.points.empty()) {
    section("points", {"Points of order", "Điểm trật tự"});
    page_.begin_table({say({"Time", "Giờ"}), say({"Delegation", "Đoàn"}),
                       say({"Point", "Nội dung"}), say({"Ruling", "Phán quyết"})});
    for (const PointLine& line : record_.points)
      page_.row({moment(line.raised_at), line.delegation, line.text,
                 capitalised(names_.word(line.ruling)) + (line.ruling_text.empty() ? "" : ". ") +
                     line.ruling_text +
                     (line.overruled ? say({" (overruled)", " (bị bác)"}) : "")});
    page_.end_table();
    page_.end_section();
  }
  if (record_.motions.empty()) return;
  section("motions", {"Procedural motions", "Kiến nghị thủ tục"});
  page_.begin_table({say({"Time", "Giờ"}), say({"Mover", "Bên nêu"}), say({"Motion", "Kiến nghị"}),
                     say({"Outcome", "Kết quả"})});
  for (const MotionLine& line : record_.motions)
    page_.row({moment(line.moved_at), line.mover,
               capitalised(line.motion) + (line.reason.empty() ? "" : ": " + line.reason),
               capitalised(names_.word(line.state))});
  page_.end_table();
  page_.end_section();
}

void Layout::statements() {
  if (record_.statements.empty()) return;
  section("statements", {"Statements", "Các bài phát biểu"});
  for (const StatementLine& line : record_.statements) {
    page_.heading(
        3, line.speaker.empty() ? line.delegation : line.speaker + " (" + line.delegation + ")");
    page_.paragraph(line.item + (line.from ? " · " + span_text({*line.from, line.until}) : ""),
                    "quiet");
    page_.quotation(line.text, line.language);
  }
  page_.end_section();
}

void Layout::documents() {
  if (record_.documents.empty()) return;
  section("documents", {"Documents", "Tài liệu"});
  page_.begin_table({say({"Symbol", "Ký hiệu"}), say({"Item", "Mục"}), say({"Title", "Tên"}),
                     say({"Language", "Ngôn ngữ"}), say({"Version", "Bản"})});
  for (const DocumentLine& line : record_.documents)
    for (const DocumentVersion& version : line.versions)
      page_.row({line.symbol, line.item, version.title, version.language,
                 std::to_string(version.version)});
  page_.end_table();
  page_.end_section();
}

void Layout::refusals() {
  if (record_.refusals.empty()) return;
  section("refusals",
          {"Annex: what the rules did not allow", "Phụ lục: những việc quy tắc không cho phép"});
  page_.begin_table({say({"Time", "Giờ"}), say({"By", "Bởi"}), say({"Why", "Lý do"})});
  for (const RefusalLine& line : record_.refusals)
    page_.row({moment(line.at), capitalised(line.who), line.sentence});
  page_.end_table();
  page_.end_section();
}

void Layout::evidence() {
  section("evidence", {"Evidence", "Bằng chứng"});
  page_.paragraph(
      say({"Computed from the journal '{0}': {1} entries, each bound to the one before. "
           "The last one's SHA-256 is:",
           "Lập từ nhật ký '{0}': {1} mục, mỗi mục gắn với mục trước. SHA-256 của mục "
           "cuối cùng:"},
          record_.evidence.journal, record_.evidence.entries));
  page_.paragraph(record_.evidence.hash, "hash");
  page_.end_section();
}

}  // namespace

std::string write_html(const Record& record) {
  const Record local = at_the_venue(record);
  return Layout(local).page();
}

}  // namespace hemicycle::record
