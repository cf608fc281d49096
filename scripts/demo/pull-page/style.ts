/** The style sheet of a pull request's page. Colours have a contrast of at least 4.5 : 1 on their ground, in both schemes. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --ink: #1d2125; --soft: #5b636b; --line: #dfe0dc; --fill: #f2f2ee;
  --accent: #0a5a78; --good: #17653f; --wait: #7d5200; --bad: #a8201a; --merged: #5b3fa0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --ink: #e4e6e8; --soft: #a0a8b0; --line: #2e353b; --fill: #1e2327;
    --accent: #7cc4e4; --good: #7fd0a3; --wait: #e2b566; --bad: #ff9c92; --merged: #b9a3f0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  max-width: 52rem; margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 2.5rem) 4rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.25; font-weight: 600; }
h1 { margin: 0; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); }
h2 { margin: 2.2rem 0 0.5rem; font-size: 1.15rem; }
h3 { margin: 0.4rem 0 0.8rem; font-size: 1.2rem; }
h4 { margin: 1.2rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.6rem 0; }
ul { margin: 0.4rem 0; padding-left: 1.3rem; }
li { margin: 0.2rem 0; }
code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--fill); font: 0.85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { margin: 0.7rem 0; padding: 0.7rem 0.9rem; border-radius: 6px; background: var(--fill); overflow-x: auto; }
pre code { padding: 0; background: none; }
a, .mention { color: var(--accent); }
.where, .soft, .number, footer { color: var(--soft); }
.number { font-weight: 400; }
.where { margin: 0 0 0.3rem; }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.5rem; margin: 0.8rem 0 1.6rem; }
.chip { padding: 0.1rem 0.7rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.9rem; font-weight: 600; }
.draft { color: var(--soft); }
.open, .success { color: var(--good); }
.merged { color: var(--merged); }
.closed, .failure { color: var(--bad); }
.pending { color: var(--wait); }
.label { padding: 0.1rem 0.6rem; border-radius: 1rem; background: var(--fill); font-size: 0.85rem; white-space: nowrap; }
article { margin: 1rem 0; border: 1px solid var(--line); border-radius: 8px; }
.by { margin: 0; padding: 0.5rem 1rem; border-bottom: 1px solid var(--line); font-size: 0.9rem; }
.body { padding: 0.3rem 1rem 0.6rem; }
.rows { padding: 0; list-style: none; border-top: 1px solid var(--line); }
.rows li { display: flex; flex-wrap: wrap; gap: 0.1rem 0.7rem; margin: 0; padding: 0.45rem 0; border-bottom: 1px solid var(--line); align-items: baseline; }
.rows .soft { font-size: 0.9rem; }
.mark { width: 1rem; font-weight: 700; }
footer { margin-top: 3rem; font-size: 0.9rem; }
`;
