/** The page's style sheet. Colours have a contrast of at least 4.5 : 1 on their ground, in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --ink: #1d2125; --soft: #5b636b; --line: #dfe0dc; --fill: #f2f2ee;
  --accent: #0a5a78; --good: #17653f; --wait: #7d5200; --bad: #a8201a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --ink: #e4e6e8; --soft: #a0a8b0; --line: #2e353b; --fill: #1e2327;
    --accent: #7cc4e4; --good: #7fd0a3; --wait: #e2b566; --bad: #ff9c92;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  max-width: 64rem; margin: 0 auto; padding: 3rem clamp(1.1rem, 4vw, 2.5rem) 4rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif; font-weight: 600; line-height: 1.2; }
h1 { margin: 0; font-size: clamp(1.8rem, 1.4rem + 2vw, 2.6rem); letter-spacing: -0.01em; }
h2 { margin: 3.5rem 0 1rem; font-size: 1.45rem; }
h3 { margin: 0 0 0.8rem; font-size: 1.3rem; }
p { margin: 0.5rem 0; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code { font: 0.85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.kind { margin: 0 0 0.4rem; color: var(--soft); font-size: 0.8rem; letter-spacing: 0.09em; text-transform: uppercase; }
.lead { margin-top: 0.7rem; color: var(--soft); font-size: 1.1rem; }
.note, .version, .scope, .key, footer { color: var(--soft); font-size: 0.9rem; }

table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.6rem 1.2rem 0.6rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: 0.8rem; font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
time { white-space: nowrap; }
time[data-countdown] { margin-right: 0.35rem; }
.roles tbody th { min-width: 12rem; }

.countdown { display: inline-block; white-space: nowrap; font-size: 0.85rem; font-weight: 600; }
.countdown[hidden] { display: none; }
[data-state=valid] { color: var(--good); }
[data-state=due] { color: var(--wait); }
[data-state=expired] { color: var(--bad); }

.tree, .tree ul, .signers, .links { margin: 0; padding: 0; list-style: none; }
.tree ul { margin-left: 0.4rem; }
.tree li { padding: 0.2rem 0; }
.tree li li { position: relative; padding-left: 1.5rem; border-left: 1px solid var(--line); }
.tree li li:last-child { border-color: transparent; }
.tree li li::before { content: ""; position: absolute; left: -1px; top: 0; width: 1rem; height: 1rem; border: solid var(--line); border-width: 0 0 1px 1px; border-bottom-left-radius: 5px; }
.scope code { margin-left: 0.3rem; }
.tag { margin-left: 0.3rem; padding: 0.05rem 0.5rem; border-radius: 1rem; background: var(--fill); font-size: 0.8rem; white-space: nowrap; }

.role { padding: 1.6rem 0 1.8rem; border-top: 1px solid var(--line); }
.role:target h3 { color: var(--accent); }
.version { margin-left: 0.4rem; font-family: system-ui, sans-serif; font-weight: 400; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem 3rem; }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0.5rem; padding: 0.15rem 0; }
dt, .threshold { color: var(--soft); }
dd { margin: 0; }
.threshold { margin: 0.15rem 0 0.4rem; }
.signers li { padding: 0.25rem 0 0.25rem 1.6rem; }
.signers li::before { float: left; width: 1.6rem; margin-left: -1.6rem; font-weight: 700; }
.signers .signed::before { content: "\\2713" / ""; color: var(--good); }
.signers .unsigned::before { content: "\\25CB" / ""; color: var(--soft); }
.who { font-weight: 600; }
.online .who { font-weight: 400; font-size: 0.9rem; }
.signed .state { color: var(--good); }
.state { color: var(--soft); font-size: 0.9rem; }
.key { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.files { margin-top: 1.1rem; }
summary { cursor: pointer; padding: 0.3rem 0; color: var(--accent); width: fit-content; }
.files th, .files td { font-size: 0.9rem; }
.files tbody th { font-weight: 400; min-width: 12rem; }
.files code { color: var(--soft); }
.links { columns: 14rem; column-gap: 2rem; }
.links li { padding: 0.15rem 0; break-inside: avoid; }
footer { margin-top: 4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }

@media (max-width: 46rem) {
  body { padding-top: 1.8rem; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; }
  tbody tr { padding: 0.7rem 0; border-bottom: 1px solid var(--line); }
  tbody th, tbody td { padding: 0.1rem 0; border: 0; }
  tbody td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); align-items: baseline; }
  td > .countdown { grid-column: 2; }
  time { white-space: normal; }
  dl div { grid-template-columns: 7rem minmax(0, 1fr); }
  .number { text-align: left; }
  td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: 0.9rem; }
}
@media print { details:not([open]) > * { display: block; } }
`;
