"use strict";
// Numbers over time.

/** A small line of numbers over time. */
function spark(values) {
  const most = Math.max(...values, 0) || 1, wide = Math.max(values.length - 1, 1);
  const points = values.map((value, place) =>
    `${((100 * place) / wide).toFixed(1)},${(19 - (18 * value) / most).toFixed(1)}`).join(" ");
  return svg("svg", { class: "spark", viewBox: "0 0 100 20", preserveAspectRatio: "none" },
    svg("polyline", { points: values.length === 1 ? points + " 100," + points.split(",")[1] : points }));
}

/** Columns over months, one colour per series from the ground up: {name, colour, values}. */
function columns(months, series, format) {
  const width = 560, height = 230, foot = 28, side = 52, head = 14, edge = 24;
  const totals = months.map((_, place) => sum(series.map((one) => Math.max(one.values[place], 0))));
  const most = Math.max(...totals, 0) || 1, step = (width - side - edge) / Math.max(months.length, 1);
  const wide = Math.min(step * 0.76, 56), ground = height - foot, tall = ground - head;
  const rects = months.flatMap((month, place) => {
    let top = ground;
    return series.map((one) => {
      const own = (tall * Math.max(one.values[place], 0)) / most;
      top -= own;
      return svg("rect", {
        x: side + step * (place + 0.5) - wide / 2, y: top, width: wide, height: own, fill: one.colour,
      }, svg("title", {}, `${monthName(month)}, ${one.name}: ${format(one.values[place])}`));
    });
  });
  const every = Math.ceil(months.length / 6);
  const labels = months.map((month, place) => (place % every ? null : svg("text", {
    class: place % (2 * every) ? "soft second" : "soft", x: side + step * (place + 0.5), y: height - 6, "text-anchor": "middle",
  }, monthName(month))));
  const lines = [0, 0.5, 1].map((level) => [
    svg("line", { x1: side, x2: width, y1: ground - tall * level, y2: ground - tall * level, class: "level" }),
    // Of a small count the half would be no whole number.
    level === 0.5 && most < 4 ? null : svg("text", {
      class: "soft", x: side - 8, y: ground - tall * level + 4, "text-anchor": "end",
    }, format(most * level)),
  ]);
  return [el("div", { class: "scroll" }, svg("svg", { class: "columns", viewBox: `0 0 ${width} ${height}`, role: "img" },
    ...lines.flat(), ...rects, ...labels)), key(series)];
}
