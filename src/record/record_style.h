#pragma once

namespace hemicycle::record {

// How a record looks on a screen, on a telephone and on paper.
inline constexpr const char* kRecordStyle = R"(
:root { color-scheme: light; --ink: #1b2430; --quiet: #5b6675; --line: #d5dae1; --accent: #1d4f91; --good: #17603a; --bad: #9b1c1c; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f4f6; color: var(--ink); font: 16px/1.5 "Noto Serif", Georgia, serif; }
main { max-width: 62rem; margin: 2rem auto; padding: 3rem 4rem; background: #fff; border: 1px solid var(--line); }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.75rem 0 1rem; padding-bottom: .25rem; border-bottom: 2px solid var(--accent); font-size: 1.3rem; color: var(--accent); }
h3 { margin: 1.75rem 0 .35rem; font-size: 1.05rem; line-height: 1.35; }
p { margin: .35rem 0; }
.quiet, .label, .outcome, table, ul.votes, ul.ballots { font-family: "Noto Sans", system-ui, sans-serif; }
.quiet, .label { color: var(--quiet); font-size: .85rem; }
.label { font-variant-numeric: tabular-nums; }
.outcome { font-size: .9rem; font-weight: 600; }
.outcome.good { color: var(--good); }
.outcome.bad { color: var(--bad); }
.hash { font-family: ui-monospace, monospace; font-size: .75rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; margin: .5rem 0; }
table { width: 100%; border-collapse: collapse; font-size: .85rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
th { text-align: left; color: var(--quiet); font-weight: 600; border-bottom: 1px solid var(--ink); }
th, td { padding: .3rem 1rem .3rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--line); }
tr.over td { color: var(--bad); }
ul { list-style: none; margin: 0; padding: 0; }
ul.summary li, ul.votes li { display: grid; grid-template-columns: 4rem 1fr; gap: .75rem; padding: .15rem 0; }
ul.summary .label { padding-top: .15rem; }
ul.votes { margin-top: .5rem; font-size: .85rem; }
ul.votes li { grid-template-columns: 9rem 1fr; padding: .3rem 0; border-top: 1px solid var(--line); }
ul.ballots { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 0 1.5rem; margin-top: .5rem; font-size: .8rem; }
ul.ballots .label { font-family: ui-monospace, monospace; font-size: .72rem; }
blockquote { margin: .5rem 0 1.5rem; padding-left: 1rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
@media print {
  @page { size: A4; margin: 20mm; }
  body { background: #fff; font-size: 10.5pt; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr, li, blockquote { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
@media (max-width: 40rem) {
  main { padding: 1.25rem 1rem; margin: 0; border: 0; }
  h1 { font-size: 1.5rem; }
  ul.summary li { grid-template-columns: 3rem 1fr; }
  ul.votes li { grid-template-columns: 1fr; gap: 0; }
}
)";

}  // namespace hemicycle::record
