"use strict";
// Tables of numbers, and tables whose cells are coloured by them.

/** A table; columns are {head, of, kind, bar}: `bar` draws the value's length below it. */
function table(columns, rows) {
  const most = columns.map((column) =>
    column.bar ? Math.max(...rows.map((row) => Math.abs(column.bar(row) || 0)), 0) || 1 : 1);
  const cell = (column, place, row) => {
    const classes = [column.kind, column.bar ? "cell" : null].filter(Boolean).join(" ");
    const line = column.bar
      ? el("i", { style: `width:${(90 * Math.max(column.bar(row) || 0, 0)) / most[place]}%` }) : null;
    return el("td", { class: classes || null }, column.of(row), line);
  };
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...columns.map((column) =>
      el("th", { class: column.kind || null }, column.head)))),
    el("tbody", {}, ...rows.map((row) =>
      el("tr", {}, ...columns.map((column, place) => cell(column, place, row)))))));
}

/** A heat map: `at(row, column)` gives {share, text, title} or null; share 0 to 1 is the colour. */
function heat(rowNames, columnNames, corner, at) {
  return el("div", { class: "scroll" }, el("table", { class: "heat" },
    el("thead", {}, el("tr", {}, el("th", { class: "head" }, corner),
      ...columnNames.map((name) => el("th", {}, name)))),
    el("tbody", {}, ...rowNames.map((name, row) => el("tr", {},
      el("td", { class: "head" }, name),
      ...columnNames.map((_, column) => {
        const cell = at(row, column);
        if (!cell) return el("td", {});
        // Never so deep that ink could not be read on it.
        const depth = cell.share ? 0.1 + 0.45 * Math.sqrt(Math.max(cell.share, 0)) : 0.05;
        return el("td", { class: cell.share ? null : "soft", title: cell.title,
          style: `background:rgba(var(--tint),${depth.toFixed(2)})` }, cell.text);
      }))))));
}
