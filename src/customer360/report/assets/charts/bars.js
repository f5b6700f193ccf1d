"use strict";
// Lengths that compare: bars, bars with a span around their end, and bars cut into parts.

const share = (value, most) => `${Math.min(Math.max((100 * value) / most, 0), 100).toFixed(2)}%`;

/** A row of the grid of bars: its name, with a note below, the picture, the number. */
const barRow = (row, picture) => el("div", { class: "row" + (row.soft ? " faint" : "") },
  el("div", { class: "name" }, row.name, row.note ? el("small", {}, row.note) : null),
  picture || el("div", { class: "none" }), el("div", { class: "number" }, row.text));

/** Horizontal bars: rows of {name, note, value, text, colour, soft}; a soft row is not to scale. */
function bars(rows) {
  const most = Math.max(...rows.filter((row) => !row.soft).map((row) => row.value), 0) || 1;
  return el("div", { class: "bars" }, ...rows.map((row) => barRow(row, row.soft ? null
    : el("div", { class: "track" }, row.value > 0 ? el("div", { class: "fill",
      style: `width:${share(row.value, most)};${row.colour ? `background:${row.colour}` : ""}` }) : null))));
}

/** Bars with the span from `low` to `high` drawn over their end. */
function ranges(rows) {
  const most = Math.max(...rows.filter((row) => !row.soft).map((row) => row.high), 0) || 1;
  return el("div", { class: "bars" }, ...rows.map((row) => barRow(row, row.soft ? null
    : el("div", { class: "track", title: row.title },
      el("div", { class: "fill", style: `width:${share(row.value, most)}` }),
      el("div", { class: "span", style: `left:${share(row.low, most)};width:${share(row.high - row.low, most)}` })))));
}

/** Bars of the same length, cut: rows of {name, note, values, texts, text}, parts of {name, colour, ink}. */
function stacked(rows, parts) {
  return [el("div", { class: "bars" }, ...rows.map((row) => {
    const total = sum(row.values) || 1;
    return barRow(row, el("div", { class: "track cut" }, ...row.values.map((value, place) => (value > 0
      ? el("div", { style: `width:${share(value, total)};background:${parts[place].colour};color:${parts[place].ink || "var(--card)"}`,
        title: `${parts[place].name}: ${row.texts[place]}` }, value / total > 0.085 ? row.texts[place] : "") : null))));
  })), key(parts)];
}
