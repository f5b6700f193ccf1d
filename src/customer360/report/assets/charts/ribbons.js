"use strict";
// Where people went from one stage to the next.

/** Ribbons from the stages on the left to those on the right: flows of {from, to, value}. */
function ribbons(flows, names, colours) {
  const width = 600, height = 270, bar = 12, gap = 14;
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
  const left = stack("from"), right = stack("to"), inner = 126, far = width - inner;
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
      `${words(name)} ${amount(Math.round(place.tall / unit))}`),
  ]);
  return el("div", { class: "scroll" },
    svg("svg", { class: "flow", viewBox: `0 -10 ${width} ${height + 20}`, role: "img" }, ...drawn,
      ...posts(left, inner, inner - 8, "end"), ...posts(right, far - bar, far + 8, "start")));
}
