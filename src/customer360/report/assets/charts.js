"use strict";
// The few pictures of the report.

/** Horizontal bars: rows of {name, value, text, colour}. */
function bars(rows) {
  const most = Math.max(...rows.map((row) => row.value), 0) || 1;
  return el("div", { class: "bars" }, ...rows.map((row) => el("div", { class: "row" },
    el("div", { class: "name" }, row.name),
    el("div", { class: "track" }, el("div", {
      class: "fill",
      style: `width:${(100 * Math.max(row.value, 0)) / most}%;${row.colour ? `background:${row.colour}` : ""}`,
    })),
    el("div", { class: "number" }, row.text))));
}

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
    el("thead", {}, el("tr", {}, el("th", { style: "text-align:left" }, corner),
      ...columnNames.map((name) => el("th", {}, name)))),
    el("tbody", {}, ...rowNames.map((name, row) => el("tr", {},
      el("td", { class: "head" }, name),
      ...columnNames.map((_, column) => {
        const cell = at(row, column);
        if (!cell) return el("td", {});
        const depth = 0.06 + 0.74 * Math.sqrt(Math.max(cell.share, 0));
        const ink = depth > 0.68 ? ";color:var(--card)" : "";
        return el("td", { style: `background:rgba(var(--tint),${depth.toFixed(2)})${ink}`, title: cell.title },
          cell.text);
      }))))));
}

/** Ribbons from the stages on the left to those on the right: flows of {from, to, value}. */
function ribbons(flows, names, colours) {
  const width = 720, height = 300, bar = 12, gap = 14;
  const total = sum(flows.map((flow) => flow.value)) || 1;
  const used = (side) => names.filter((name) => flows.some((flow) => flow[side] === name));
  const unit = (height - gap * (Math.max(used("from").length, used("to").length) - 1)) / total;
  const stack = (side) => {
    let top = 0;
    return new Map(used(side).map((name) => {
      const tall = unit * sum(flows.filter((flow) => flow[side] === name).map((flow) => flow.value));
      const place = { top, tall, next: top };
      top += tall + gap;
      return [name, place];
    }));
  };
  const left = stack("from"), right = stack("to"), inner = 110, far = width - inner;
  const order = (flow) => names.indexOf(flow.from) * 10 + names.indexOf(flow.to);
  const drawn = [...flows].sort((one, other) => order(one) - order(other)).map((flow) => {
    const tall = unit * flow.value, from = left.get(flow.from), to = right.get(flow.to);
    const y1 = from.next + tall / 2, y2 = to.next + tall / 2, middle = width / 2;
    from.next += tall;
    to.next += tall;
    return svg("path", {
      d: `M${inner + bar} ${y1}C${middle} ${y1} ${middle} ${y2} ${far - bar} ${y2}`, fill: "none",
      stroke: colours[flow.from], "stroke-width": Math.max(tall, 1).toFixed(1),
    }, svg("title", {}, `${words(flow.from)} to ${flow.to}: ${count(flow.value)}`));
  });
  const posts = (places, x, textX, anchor) => [...places].flatMap(([name, place]) => [
    svg("rect", { x, y: place.top, width: bar, height: Math.max(place.tall, 1), fill: colours[name], rx: 2 }),
    svg("text", { x: textX, y: place.top + place.tall / 2 + 4, "text-anchor": anchor },
      `${words(name)} ${count(place.tall / unit)}`),
  ]);
  return el("div", { class: "scroll" },
    svg("svg", { class: "flow", viewBox: `0 -4 ${width} ${height + 8}`, role: "img" }, ...drawn,
      ...posts(left, inner, inner - 8, "end"), ...posts(right, far - bar, far + 8, "start")));
}

/** A small line of numbers over time. */
function spark(values) {
  const most = Math.max(...values, 0) || 1, wide = Math.max(values.length - 1, 1);
  const points = values.map((value, place) =>
    `${((100 * place) / wide).toFixed(1)},${(19 - (18 * value) / most).toFixed(1)}`).join(" ");
  return svg("svg", { class: "spark", viewBox: "0 0 100 20", preserveAspectRatio: "none" },
    svg("polyline", { points: values.length === 1 ? points + " 100," + points.split(",")[1] : points }));
}

/** Columns over months, one colour per series: series of {name, colour, values}. */
function columns(months, series, format) {
  const width = 720, height = 190, foot = 22, side = 46;
  const totals = months.map((_, place) => sum(series.map((one) => Math.max(one.values[place], 0))));
  const most = Math.max(...totals, 0) || 1, step = (width - side) / Math.max(months.length, 1);
  const rects = months.flatMap((month, place) => {
    let top = height - foot;
    return series.map((one) => {
      const tall = ((height - foot - 8) * Math.max(one.values[place], 0)) / most;
      top -= tall;
      return svg("rect", {
        x: side + step * (place + 0.12), y: top, width: step * 0.76, height: tall, fill: one.colour,
      }, svg("title", {}, `${month} ${one.name}: ${format(one.values[place])}`));
    });
  });
  const every = Math.ceil(months.length / 9);
  const labels = months.map((month, place) => (place % every ? null : svg("text", {
    class: "soft", x: side + step * (place + 0.5), y: height - 6, "text-anchor": "middle",
  }, month)));
  return svg("svg", { class: "columns", viewBox: `0 0 ${width} ${height}`, role: "img" },
    svg("text", { class: "soft", x: side - 6, y: 14, "text-anchor": "end" }, format(most)),
    svg("line", { x1: side, x2: width, y1: height - foot, y2: height - foot, stroke: "var(--line)" }),
    ...rects, ...labels);
}
