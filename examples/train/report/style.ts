/** Styles that the benchmarks' page does not have. */
export const OWN_STYLE = `
.panels svg { display: block; width: 100%; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 0.9rem; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.legend i { width: 14px; height: 14px; border-radius: 2px; }
.legend svg { width: 24px; height: 4px; stroke: currentColor; stroke-width: 2; }
.summary { max-width: 760px; margin-top: 8px; font-size: 0.95rem; }
.summary th, .summary td { padding: 3px 10px 3px 0; text-align: right; width: auto; }
.summary th:first-child { text-align: left; }
.summary thead th, .group th { color: var(--soft); }
.group th { padding-top: 10px; }
.cards { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); }
.card { display: grid; grid-template-columns: 90px 1fr; gap: 4px 10px; align-items: center; }
.card figcaption { grid-column: 1 / -1; }
@media (max-width: 560px) {
  .summary { font-size: 0.85rem; } .summary th, .summary td { padding-right: 6px; white-space: normal; }
  .summary small { display: block; }
}
.digit { width: 90px; height: 90px; border: 1px solid var(--edge); border-radius: 4px; }
footer { color: var(--soft); font-size: 0.9rem; }
.engines th, .engines td { padding: 3px 12px 3px 0; text-align: left; width: auto; white-space: normal; }
.engines td, footer code { overflow-wrap: anywhere; white-space: normal; }
`;
