"use strict";
// How sure a difference is: its interval on one scale for all rows of a table.

/** From rows of {low, high} a function from {low, value, high, sure} to a small picture. */
function intervals(rows) {
  const low = Math.min(0, ...rows.map((row) => row.low)), high = Math.max(0, ...rows.map((row) => row.high));
  const at = (value) => (4 + (152 * (value - low)) / (high - low || 1)).toFixed(1);
  return (row) => svg("svg", { class: "interval" + (row.sure ? " sure" : ""), viewBox: "0 0 160 18", role: "img" },
    svg("line", { class: "zero", x1: at(0), x2: at(0), y1: 0, y2: 18 }),
    svg("line", { class: "reach", x1: at(row.low), x2: at(row.high), y1: 9, y2: 9 }),
    svg("circle", { cx: at(row.value), cy: 9, r: 4 }));
}
