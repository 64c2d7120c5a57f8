#include <algorithm>

#include "record/html_page.h"
#include "record/names.h"
#include "record/record.h"

namespace hemicycle::record {

using namespace meeting;

namespace {

constexpr const char* kStyle = R"(
:root { color-scheme: light; --ink: #1b2430; --quiet: #5b6675; --line: #d5dae1; --accent: #1d4f91; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f4f6; color: var(--ink); font: 16px/1.5 "Noto Serif", Georgia, serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 3rem 4rem; background: #fff; border: 1px solid var(--line); }
h1 { margin: 0 0 .25rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--accent); font-size: 1.25rem; color: var(--accent); }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.05rem; }
.quiet, .label { color: var(--quiet); font-family: "Noto Sans", system-ui, sans-serif; font-size: .85rem; }
.label { font-variant-numeric: tabular-nums; margin-right: .5rem; }
.hash { font-family: ui-monospace, monospace; font-size: .75rem; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font: .85rem/1.4 "Noto Sans", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
th { text-align: left; color: var(--quiet); font-weight: 600; border-bottom: 1px solid var(--ink); }
th, td { padding: .25rem .75rem .25rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--line); }
tr.over td { color: #9b1c1c; }
ul { list-style: none; margin: 0; padding: 0; }
ul.summary li { padding: .15rem 0; }
ul.votes { columns: 3; font: .8rem/1.5 "Noto Sans", system-ui, sans-serif; }
blockquote { margin: .25rem 0 1rem; padding-left: 1rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
@media print {
  @page { size: A4; margin: 20mm; }
  body { background: #fff; font-size: 10.5pt; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  thead { display: table-header-group; }
  tr, li, blockquote { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
@media (max-width: 40rem) { main { padding: 1rem; margin: 0; } ul.votes { columns: 1; } }
)";

// Lays the lines of a record out as sections; a section without lines is left out.
class Layout {
 public:
  explicit Layout(const Record& record)
      : record_(record),
        language_(record.language == "vi" ? Language::kVietnamese : Language::kEnglish),
        names_(nothing_, language_),
        page_(record.language, record.title, kStyle) {}

  std::string page() && {
    head();
    summary();
    decisions();
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
  static std::string span_text(const Span& span) {
    return time_of_day(span.from) + "–" + (span.until ? time_of_day(*span.until) : "");
  }

  void head();
  void summary();
  void decisions();
  void decision(const DecisionLine& line);
  void counts(const DecisionLine& line);
  void attendance();
  void speeches();
  void order();
  void statements();
  void documents();
  void refusals();
  void evidence();

  const Record& record_;
  Language language_;
  Meeting nothing_;  // Names needs a state only for ids, and a record has none left
  Names names_;
  HtmlPage page_;
};

void Layout::head() {
  page_.paragraph(record_.body, "quiet");
  page_.heading(1, record_.title);
  for (const Sitting& sitting : record_.sittings) {
    std::string times = day_of(sitting.opened_at) + ", " +
                        span_text({sitting.opened_at, sitting.ended_at}) + " UTC";
    page_.paragraph(say({"{0}. Members present at the opening: {1}; quorum: {2}.",
                         "{0}. Thành viên có mặt khi khai mạc: {1}; túc số: {2}."},
                        times, sitting.members_present, sitting.quorum),
                    "quiet");
  }
  if (record_.agenda.empty()) return;
  section("agenda", {"Agenda", "Chương trình nghị sự"});
  page_.begin_list("agenda");
  for (const ItemLine& item : record_.agenda) page_.list_item("", item.title);
  page_.end_list();
  page_.end_section();
}

void Layout::summary() {
  section("summary", {"Summary record", "Biên bản tóm tắt"});
  page_.begin_list("summary");
  std::string day;
  for (const SummaryLine& line : record_.summary) {
    if (day_of(line.at) != day) {
      page_.end_list();
      day = day_of(line.at);
      page_.heading(3, day);
      page_.begin_list("summary");
    }
    page_.list_item(time_of_day(line.at), line.text);
  }
  page_.end_list();
  page_.end_section();
}

void Layout::decisions() {
  if (record_.decisions.empty()) return;
  section("decisions", {"Decisions", "Quyết định"});
  for (const DecisionLine& line : record_.decisions) decision(line);
  page_.end_section();
}

void Layout::decision(const DecisionLine& line) {
  page_.heading(3, line.subject + " — " + names_.word(line.outcome));
  const WallTime at = line.taken_at.value_or(line.opened_at);
  page_.paragraph(say({"{0} {1} UTC, by {2}; ballot {3}.", "{0} {1} UTC, {2}; lần {3}."},
                      day_of(at), time_of_day(at), names_.word(line.method), line.attempt),
                  "quiet");
  for (const std::string& objector : line.objectors)
    page_.paragraph(say({"Objection by {0}. {1}", "{0} phản đối. {1}"}, objector, line.objection));
  counts(line);
  if (!line.votes.empty()) {
    page_.begin_list("votes");
    for (const VoteLine& vote : line.votes)
      page_.list_item(names_.word(vote.mark), vote.delegation);
    page_.end_list();
  }
  if (!line.ballots.empty()) {
    page_.begin_list("votes");
    for (const BallotLine& ballot : line.ballots) {
      std::string content =
          ballot.choice ? names_.word(static_cast<Mark>(static_cast<int>(*ballot.choice) + 2))
                        : std::string();
      for (const std::string& candidate : ballot.candidates)
        content += (content.empty() ? "" : ", ") + candidate;
      page_.list_item(ballot.receipt, content.empty() ? "—" : content);
    }
    page_.end_list();
  }
}

void Layout::counts(const DecisionLine& line) {
  if (!line.candidates.empty()) {
    page_.begin_table({say({"Candidate", "Ứng cử viên"}), say({"Votes", "Số phiếu"}), ""});
    for (const CandidateLine& candidate : line.candidates)
      page_.row({candidate.name, std::to_string(candidate.votes),
                 candidate.elected ? say({"elected", "trúng cử"}) : std::string()});
    page_.end_table();
    return;
  }
  const Tally& tally = line.tally;
  if (tally.in_favour + tally.against + tally.abstaining == 0) return;
  page_.begin_table({say({"In favour", "Tán thành"}), say({"Against", "Phản đối"}),
                     say({"Abstaining", "Phiếu trắng"}), say({"Not voting", "Không bỏ phiếu"}),
                     say({"Needed", "Cần"}), say({"Majority", "Đa số"}), say({"Present", "Có mặt"}),
                     say({"Quorum", "Túc số"})});
  page_.row({std::to_string(tally.in_favour), std::to_string(tally.against),
             std::to_string(tally.abstaining), std::to_string(tally.not_voting),
             std::to_string(tally.needed),
             fmt::format("{}{}/{}", line.majority.more_than ? "> " : "≥ ", line.majority.numerator,
                         line.majority.denominator),
             std::to_string(tally.members_present), std::to_string(tally.quorum)});
  page_.end_table();
}

void Layout::attendance() {
  section("attendance", {"Attendance", "Thành phần tham dự"});
  page_.begin_table({say({"Delegation", "Đoàn"}), say({"Standing", "Tư cách"}),
                     say({"Representative", "Đại diện"}), say({"Present", "Có mặt"}),
                     say({"Speeches", "Lượt phát biểu"}), say({"Time", "Thời gian"})});
  for (const DelegationAttendance& line : record_.attendance) {
    bool first = true;
    for (const Attendee& person : line.people) {
      std::string spans;
      for (const Span& span : person.present)
        spans += (spans.empty() ? "" : ", ") + span_text(span);
      if (spans.empty()) continue;
      page_.row({first ? line.name : "", first ? names_.word(line.standing) : "",
                 person.title.empty() ? person.name : person.name + ", " + person.title, spans,
                 first ? std::to_string(line.speeches) : "",
                 first && line.speeches > 0 ? clock_text(line.spoken) : ""});
      first = false;
    }
  }
  page_.end_table();
  std::string absent;
  for (const DelegationAttendance& line : record_.attendance)
    if (std::all_of(line.people.begin(), line.people.end(),
                    [](const Attendee& person) { return person.present.empty(); }))
      absent += (absent.empty() ? "" : ", ") + line.name;
  if (!absent.empty()) page_.paragraph(say({"Absent: {0}.", "Vắng mặt: {0}."}, absent), "quiet");
  page_.end_section();
}

void Layout::speeches() {
  if (record_.speeches.empty()) return;
  section("speeches", {"Speeches", "Các lượt phát biểu"});
  page_.begin_table({say({"From", "Bắt đầu"}), say({"Speaker", "Người phát biểu"}),
                     say({"Delegation", "Đoàn"}), say({"Kind", "Loại"}), say({"Item", "Mục"}),
                     say({"Round", "Vòng"}), say({"Used", "Đã dùng"}), say({"Limit", "Giới hạn"})});
  for (const SpeechLine& line : record_.speeches)
    page_.row(
        {time_of_day(line.started_at), line.speaker, line.delegation, names_.word(line.kind),
         line.item, std::to_string(line.round),
         clock_text(line.used) +
             (line.ending == SpeechEnding::kTimeOver ? say({" (muted)", " (tắt micrô)"}) : ""),
         line.limit ? clock_text(*line.limit) : ""},
        line.limit && line.used > *line.limit ? "over" : "");
  page_.end_table();
  page_.end_section();
}

void Layout::order() {
  if (!record_.points.empty()) {
    section("points", {"Points of order", "Điểm trật tự"});
    page_.begin_table({say({"Time", "Giờ"}), say({"Delegation", "Đoàn"}),
                       say({"Point", "Nội dung"}), say({"Ruling", "Phán quyết"})});
    for (const PointLine& line : record_.points)
      page_.row({time_of_day(line.raised_at), line.delegation, line.text,
                 names_.word(line.ruling) + (line.ruling_text.empty() ? "" : ". ") +
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
    page_.row({time_of_day(line.moved_at), line.mover, line.motion, names_.word(line.state)});
  page_.end_table();
  page_.end_section();
}

void Layout::statements() {
  if (record_.statements.empty()) return;
  section("statements", {"Statements", "Các bài phát biểu"});
  for (const StatementLine& line : record_.statements) {
    page_.heading(3, line.speaker + " (" + line.delegation + ")");
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
  section("refusals", {"Refused requests", "Các yêu cầu bị từ chối"});
  page_.begin_table({say({"Time", "Giờ"}), say({"By", "Bởi"}), say({"Request", "Yêu cầu"}),
                     say({"Reason", "Lý do"}), say({"Rule", "Điều"})});
  for (const RefusalLine& line : record_.refusals)
    page_.row({time_of_day(line.at), line.actor, line.command, line.code, line.rule});
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
  return Layout(record).page();
}

}  // namespace hemicycle::record
