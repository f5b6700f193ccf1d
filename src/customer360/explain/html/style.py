"""The style of the pages, light and dark, wide and narrow."""

#: Colours, by the time of day of the reader's machine.
PALETTE = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2430; --soft: #5c6675; --line: #e2e0da;
  --for: #2f8f5b; --against: #c8473d; --open: #b7791f; --total: #34568b; --link: #7b8798;
  --s0: #34568b; --s1: #c2602e; --s2: #2f8f5b; --s3: #8a4f9e; --s4: #b08a1e; --s5: #2a8c99;
  --s6: #b5446e; --s7: #6b6f3a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --card: #1c2027; --ink: #e6e9ee; --soft: #9aa5b4; --line: #313843;
    --for: #5bc08a; --against: #ef7f74; --open: #e0ad55; --total: #8db0ea; --link: #8793a5;
    --s0: #7fa6e6; --s1: #ee9a68; --s2: #62c893; --s3: #c795dc; --s4: #dfbd5a; --s5: #65c6d3;
    --s6: #ec87ac; --s7: #b4b878;
  }
}
"""

RULES = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-top: 1.75rem; }
footer { color: var(--soft); font-size: .85rem; padding-top: 1rem; padding-bottom: 2rem; }
header { margin-bottom: 1.25rem; }
header .where { color: var(--soft); margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .15rem 0 .4rem; overflow-wrap: anywhere; }
h1.joined { color: var(--for); } h1.apart { color: var(--against); } h1.open { color: var(--open); }
header p { margin: 0; max-width: 46rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  padding: 1rem 1.15rem 1.1rem; margin-bottom: 1rem; overflow-x: auto; }
h2 { font-size: 1rem; margin: 0 0 .6rem; }
table { border-collapse: collapse; width: 100%; }
th { font-weight: 600; font-size: .8rem; color: var(--soft); text-align: left;
  padding: .2rem .9rem .35rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: .32rem .9rem .32rem 0; vertical-align: top; overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; }
tr > :last-child { padding-right: 0; }
tbody tr + tr td { border-top: 1px solid var(--line); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.soft, .note { color: var(--soft); } .note { font-size: .85rem; margin: .7rem 0 0; }
.for { color: var(--for); } .against { color: var(--against); }
.silent, .start { color: var(--soft); } .blocked { color: var(--against); font-weight: 600; }
svg { display: block; }
time { white-space: nowrap; }
code { font-size: .86em; }

.waterfall { table-layout: fixed; }
.waterfall .name { width: 10.4rem; }
.waterfall .says { width: 17%; }
.waterfall .level { width: 15.5%; }
.waterfall .weight { width: 5.8rem; } .waterfall .running { width: 6rem; }
.waterfall td { vertical-align: middle; height: 2.6rem; font-size: .92rem;
  overflow-wrap: anywhere; }
.waterfall tr > :not(:last-child) { padding-right: .6rem; }
.waterfall td.name { font-weight: 600; white-space: nowrap; }
.waterfall td.level { font-size: .85rem; }
.waterfall td.bar { position: relative; }
.waterfall td.bar svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.waterfall tbody tr.sum td { font-weight: 700; border-top: 2px solid var(--soft); }
.waterfall tr.sum td.level { white-space: nowrap; }
.waterfall .zero { stroke: var(--line); }
.waterfall .run { stroke: var(--soft); stroke-width: 1.5; }
.waterfall .needed { stroke: var(--open); stroke-width: 1.5; stroke-dasharray: 5 4; }
.waterfall .review { stroke: var(--open); stroke-width: 1; stroke-dasharray: 1 4; }
.waterfall rect.for { fill: var(--for); } .waterfall rect.against { fill: var(--against); }
.waterfall rect.start { fill: var(--soft); } .waterfall rect.end { fill: var(--total); }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; color: var(--soft); font-size: .85rem;
  margin: .8rem 0 0; padding: 0; list-style: none; }
.key li { display: flex; align-items: center; gap: .4rem; }
.key svg { flex: none; }

.path { list-style: none; margin: 0; padding: 0; }
.path .stop { border: 1px solid var(--line); border-left: 4px solid var(--total);
  border-radius: 6px; padding: .4rem .7rem; overflow-wrap: anywhere; }
.path .tie { margin-left: 1rem; border-left: 2px solid var(--for); padding: .45rem .9rem;
  color: var(--soft); font-size: .88rem; }
.path .tie b { color: var(--for); font-variant-numeric: tabular-nums; }

.cluster { width: 100%; max-width: 40rem; margin: 0 auto; height: auto; }
.cluster .link { stroke: var(--link); stroke-linecap: round; opacity: .75; }
.cluster .weak { stroke-dasharray: 1 5; }
.cluster .rejected { stroke: var(--against); stroke-dasharray: 7 5; }
.cluster .review { stroke: var(--open); stroke-dasharray: 7 5; }
.dense .link { opacity: .35; } .dense .weak { opacity: .12; }
.cluster .forced { stroke: var(--total); }
.cluster text { font: 600 13px system-ui, sans-serif; text-anchor: middle;
  dominant-baseline: central; fill: var(--card); }
.cluster .other circle { fill: var(--card); stroke-width: 2; stroke-dasharray: 3 2; }
.cluster .other text { fill: var(--ink); }
.cluster .weight { font-weight: 500; font-size: 11px; fill: var(--soft); stroke: var(--card);
  stroke-width: 4px; paint-order: stroke; }
.chip { display: inline-block; min-width: 1.6em; padding: 0 .4em; border-radius: 1em;
  text-align: center; white-space: nowrap; font-weight: 600; font-size: .85em; color: var(--card);
  border: 2px solid transparent; }
.chip.other { background: none !important; color: var(--ink); border: 2px dashed; }
.golden { font-size: .86rem; }
.golden td { overflow-wrap: anywhere; min-width: 7.2rem; padding-right: .7rem; }
.golden tbody th { position: sticky; left: 0; background: var(--card); }
.golden th, .golden td { text-align: left; border-bottom: 1px solid var(--line); }
.golden tbody th { white-space: nowrap; vertical-align: top; padding-top: .32rem; }
.golden .kept { font-weight: 600; min-width: 9.5rem; }
.golden .why { color: var(--soft); min-width: 9rem; }
.golden .won { color: var(--for); font-weight: 600; }
.golden .won bdi { box-shadow: 0 2px 0 var(--for); }
.golden .lost { color: var(--soft); text-decoration: line-through; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
  gap: .1rem 1.5rem; margin: 0; }
.facts div { padding: .3rem 0; border-bottom: 1px solid var(--line); }
.facts dt { color: var(--soft); font-size: .8rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }

@media (max-width: 760px) {
  main, footer { padding-left: .8rem; padding-right: .8rem; }
  section { padding: .85rem .85rem .95rem; }
  h1 { font-size: 1.45rem; }
  thead { display: none; }
  .golden thead { display: table-header-group; }
  .list tr { display: block; padding: .45rem 0; }
  .list tbody tr + tr { border-top: 1px solid var(--line); }
  .list tbody tr td { display: flex; justify-content: space-between; gap: 1rem; border: 0;
    padding: .1rem 0; text-align: right; white-space: normal; }
  .list td::before { content: attr(data-head); color: var(--soft); flex: none; }
  .list td:empty { display: none; }
  .list td[data-head=""]::before { content: none; }
  .list tbody tr td[data-head=""] { justify-content: flex-start; font-weight: 600; }
  .waterfall, .waterfall tbody { display: block; }
  .waterfall tr { display: grid; grid-template-columns: 1fr auto auto; gap: 0 .8rem;
    padding: .4rem 0 0; }
  .waterfall tbody tr + tr { border-top: 1px solid var(--line); }
  .waterfall tbody tr td:nth-child(n) { border: 0; padding: 0; width: auto; height: auto; }
  .waterfall tbody tr.sum { border-top: 2px solid var(--soft); }
  .waterfall td.name { grid-area: 1 / 1; } .waterfall td.weight { grid-area: 1 / 2; }
  .waterfall td.running { grid-area: 1 / 3; min-width: 5.5em; color: var(--soft); }
  .waterfall td.says { grid-column: 1 / -1; } .waterfall td.level { grid-column: 1 / -1;
    color: var(--soft); }
  .waterfall td.says:not(:empty)::before { content: attr(data-head) "  "; color: var(--soft);
    font-size: .8rem; }
  .waterfall td:empty { display: none; }
  .waterfall tbody tr td.bar:nth-child(n) { grid-column: 1 / -1; height: 1.7rem;
    margin-top: .25rem; }
}
@media print { body { background: #fff; } section { break-inside: avoid; } }
"""

STYLE = PALETTE + RULES
