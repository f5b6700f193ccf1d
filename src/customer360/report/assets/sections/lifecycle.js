"use strict";
// Where customers stand, where they are lost, who comes back, what they are worth.

const STAGES = ["aware", "attempt", "adopt", "advocate", "abandon"];
const STAGE_COLOURS = Object.fromEntries(STAGES.map((stage) => [stage, `var(--${stage})`]));
const STAGE_MEANINGS = {
  aware: "known, no order yet", attempt: "trying to buy", adopt: "have bought",
  advocate: "buy often or recommend", abandon: "gone",
};

/** Per stage: who entered it in the rows' months, and what they did next. */
function stageSteps(rows) {
  // A month's entries stand in every row of its stage; what followed differs from row to row.
  const entries = grouped(rows, (row) => row.month + row.from, []).map((group) => group.first);
  const isOnward = (row) => row.to !== "abandon" && STAGES.indexOf(row.to) > STAGES.indexOf(row.from);
  return STAGES.slice(0, 4).map((from) => {
    const own = rows.filter((row) => row.from === from);
    const entered = sum(entries.filter((row) => row.from === from).map((row) => row.entered));
    const onward = sum(own.filter(isOnward).map((row) => row.converted));
    const gone = sum(own.filter((row) => row.to === "abandon").map((row) => row.converted));
    const back = sum(own.map((row) => row.converted)) - onward - gone;
    return { from, entered, onward, gone, back, stay: entered - onward - gone - back, rate: entered ? onward / entered : null };
  }).filter((step) => step.entered > 0);
}

/** The step by which the fewest go on; one that next to nobody took says nothing. */
function bottleneck(steps) {
  const enough = 0.05 * Math.max(...steps.map((step) => step.entered), 0);
  return steps.filter((step) => step.from !== "advocate" && step.entered >= enough)
    .sort((one, other) => one.rate - other.rate)[0];
}

const lifecycleSection = {
  id: "lifecycle", tab: "Losses", question: "Where do we lose them?",
  part: (company) => company.lifecycle,
  missing: "Nobody is known: no row says who somebody is, or the lifecycle marts have not been built.",
  answer({ lifecycle }, within) {
    const steps = stageSteps(lifecycle.funnel.filter((row) => within(row.month)));
    const worst = [...steps].sort((one, other) => other.gone - one.gone)[0], narrow = bottleneck(steps);
    if (!worst) return { title: "Nobody entered a stage in this period", lead: "Choose a longer period above." };
    const lead = narrow ? `The narrowest step is ${words(narrow.from)}: ${percent(narrow.rate)} of the `
      + `${plural(narrow.entered, "person", "people")} who came to it in the period went on, `
      + `${count(narrow.stay)} ${narrow.stay === 1 ? "is" : "are"} still there. ` : "";
    return worst.gone === 0 ? { title: "Nobody who came in this period is lost", lead }
      : { title: `Most are lost at ${words(worst.from)}: ${count(worst.gone)} of ${count(worst.entered)} are gone`,
        lead: lead + `${count(lifecycle.now.abandon || 0)} people count as gone today.` };
  },
  picture: ({ lifecycle }) => bars(STAGES.map((stage) => ({ name: words(stage), value: lifecycle.now[stage] || 0,
    text: count(lifecycle.now[stage] || 0), colour: STAGE_COLOURS[stage] }))),
  draw(company, within) {
    const life = company.lifecycle, everybody = sum(Object.values(life.now)) || 1;
    const steps = stageSteps(life.funnel.filter((row) => within(row.month)));
    const narrow = bottleneck(steps);
    const fates = [{ name: "went on", colour: "var(--good)" }, { name: "still there", colour: "var(--quiet)", ink: "var(--ink)" },
      { name: "went back", colour: "var(--attempt)" }, { name: "gone", colour: "var(--bad)" }];
    const flows = grouped(life.flows.filter((row) => within(row.month)), (row) => row.from + ">" + row.to, ["customers"])
      .map((row) => ({ from: row.first.from, to: row.first.to, value: row.customers }));
    const ends = life.month_ends.filter((row) => within(row.month));
    const months = [...new Set(ends.map((row) => row.month))];
    const endAt = new Map(ends.map((row) => [row.month + row.stage, row.customers]));
    return page(this.answer(company, within),
      card("half", "What became of those who entered", "People who entered a stage in the period, by what they did next.",
        steps.length ? stacked(steps.map((step) => {
          const values = [step.onward, step.stay, step.back, step.gone];
          return { name: words(step.from), values,
            note: step.from === narrow?.from ? `${STAGE_MEANINGS[step.from]}; narrowest` : STAGE_MEANINGS[step.from], texts: values.map(count),
            text: count(step.entered) };
        }), fates) : nothing("Nobody entered a stage in this period.")),
      card("half", "Where everybody stands now", `All ${count(everybody)} people by stage.`,
        bars(STAGES.map((stage) => ({ name: words(stage), note: STAGE_MEANINGS[stage], value: life.now[stage] || 0,
          text: `${count(life.now[stage] || 0)} · ${percent((life.now[stage] || 0) / everybody)}`, colour: STAGE_COLOURS[stage] })))),
      card("half", "Stages over time", "People by stage at the end of each month.",
        months.length ? columns(months, STAGES.map((stage) => ({ name: words(stage), colour: STAGE_COLOURS[stage],
          values: months.map((month) => endAt.get(month + stage) || 0) })), count) : nothing("No month lies in this period.")),
      card("half", "How they moved", "Every change of stage in the period; a ribbon is as wide as the people are many.",
        flows.length ? ribbons(flows, STAGES, STAGE_COLOURS) : nothing("Nobody changed the stage in this period.")),
      retentionCard(company, within), valueCard(company));
  },
};

function retentionCard({ lifecycle, as_of: asOf }, within) {
  const cohorts = [...new Set(lifecycle.cohorts.filter((row) => within(row.month)).map((row) => row.month))];
  const cell = new Map(lifecycle.cohorts.map((row) => [row.month + "\n" + row.period, row]));
  const isOver = (month, period) => period === 0 || monthAfter(month, period) < asOf.slice(0, 7);
  const periods = Array.from({ length: 12 }, (_, period) => period)
    .filter((period) => cohorts.some((month) => isOver(month, period) && cell.has(month + "\n" + period)));
  return card("", "Who comes back", "Share of each month's first-time buyers who ordered again in the months after; "
    + "without the month that is not over.",
    cohorts.length ? heat(cohorts.map(monthName), periods.map((period) => (period ? `+${period}` : "buyers")),
      "first order in", (row, column) => {
        const found = cell.get(cohorts[row] + "\n" + periods[column]);
        if (!found || !isOver(cohorts[row], periods[column])) return null;
        const back = found.size ? found.retained / found.size : 0;
        return periods[column] === 0 ? { share: 0, text: count(found.size), title: "" }
          : { share: back, text: back ? `${(100 * back).toFixed(0)} %` : "–", title: `${count(found.retained)} of ${count(found.size)}` };
      }) : nothing("Nobody bought for the first time in this period."));
}

function valueCard({ lifecycle, currency }) {
  const bands = [...lifecycle.values].sort((one, other) => (one.band < other.band ? -1 : 1));
  const total = (name) => sum(bands.map((band) => band[name]));
  if (!bands.length || !total("historic")) return null;
  const meanings = {
    A: { name: "A: the first 80 % of the revenue", colour: "var(--adopt)" },
    B: { name: "B: the next 15 %", colour: "var(--attempt)" },
    C: { name: "C: the rest", colour: "var(--quiet)", ink: "var(--ink)" },
  };
  const top = bands[0];
  const row = (name, of, write) => ({ name, values: bands.map((band) => band[of]),
    texts: bands.map((band) => write(band[of])), text: write(total(of)) });
  return card("", "What they are worth",
    `${percent(top.customers / total("customers"))} of the people brought ${percent(top.historic / total("historic"))} of the `
    + `revenue so far, and are expected to bring ${percent(total("predicted") ? top.predicted / total("predicted") : 0)} of the next twelve months'. `
    + `Amounts in ${currency}.`,
    stacked([row("People", "customers", count), row("Revenue so far", "historic", amount), row("Next 12 months", "predicted", amount)],
      bands.map((band) => meanings[band.band])));
}
