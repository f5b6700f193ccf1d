"use strict";
// The questions the report answers. Each section is {id, tab, draw(company, within)} where
// `within(month)` tells whether a month lies in the chosen period.

const STAGES = ["aware", "attempt", "adopt", "advocate", "abandon"];
const STAGE_COLOURS = Object.fromEntries(STAGES.map((stage) => [stage, `var(--${stage})`]));

function page(heading, lead, ...cards) {
  return [el("h1", {}, heading), el("p", { class: "lead" }, lead), el("div", { class: "grid" }, ...cards)];
}

const baseSection = {
  id: "base", tab: "The base",
  draw(company) {
    const base = company.base;
    if (!base) return [nothing("The customer marts have not been built.")];
    const of = (value) => (base.records ? `${count(value)} · ${percent(value / base.records)}` : "0");
    const steps = [["Source records", base.records, "var(--aware)"], ["People", base.customers, "var(--adopt)"],
      ["May be contacted", base.contactable, "var(--advocate)"], ["And active", base.active, "var(--good)"]];
    const systems = base.systems.map((system) => system.name);
    const shared = new Map(base.overlaps.map((row) => [row.system + "\n" + row.other, row]));
    return page(
      `${count(base.customers)} people stand behind ${count(base.records)} records`,
      `${count(base.contactable)} of them may be contacted, and ${count(base.active)} of those are active: `
        + `they try, buy or recommend. ${count(base.households)} households hold two people or more.`,
      card("half", "From records to customers", "What is left at each step, and its share of the records.",
        bars(steps.map(([name, value, colour]) => ({ name, value, text: of(value), colour })))),
      card("half", "What each system knows", "People a system has a record of; the last column: people no other system knows.",
        table([
          { head: "system", of: (row) => row.name },
          { head: "records", kind: "number", of: (row) => count(row.records) },
          { head: "people", kind: "number", of: (row) => count(row.customers), bar: (row) => row.customers },
          { head: "contactable", kind: "number", of: (row) => count(row.contactable) },
          { head: "active", kind: "number", of: (row) => count(row.active) },
          { head: "known here only", kind: "number", of: (row) => count(row.only) },
        ], base.systems)),
      card("", "Which systems know the same people",
        "People of the row's system whom the column's system knows too, and their share of the row.",
        systems.length < 2 ? nothing("There is one system only.") : heat(systems, systems, "known to", (row, column) => {
          if (row === column) return null;
          const found = shared.get(systems[row] + "\n" + systems[column]);
          return found && { share: found.share || 0, text: `${count(found.customers)} · ${percent(found.share)}`,
            title: `${systems[row]} and ${systems[column]}: ${count(found.customers)} people` };
        })));
  },
};

/** Per stage that leads on: who entered it, who went on to any later one, who abandoned. */
function stageSteps(rows) {
  // A month's entries stand in every row of its stage; what followed differs from row to row.
  const entries = grouped(rows, (row) => row.month + row.from, []).map((group) => group.first);
  const isOnward = (row) => row.to !== "abandon" && STAGES.indexOf(row.to) > STAGES.indexOf(row.from);
  return ["aware", "attempt", "adopt"].map((from) => {
    const own = rows.filter((row) => row.from === from);
    const entered = sum(entries.filter((row) => row.from === from).map((row) => row.entered));
    const onward = sum(own.filter(isOnward).map((row) => row.converted));
    const gone = sum(own.filter((row) => row.to === "abandon").map((row) => row.converted));
    return { from, entered, onward, gone, rate: entered ? onward / entered : null };
  }).filter((step) => step.rate !== null);
}

const lifecycleSection = {
  id: "lifecycle", tab: "Lifecycle",
  draw(company, within) {
    const life = company.lifecycle;
    if (!life) return [nothing("The lifecycle marts have not been built.")];
    const steps = stageSteps(life.funnel.filter((row) => within(row.month)));
    const worst = [...steps].sort((one, other) => one.rate - other.rate)[0];
    const flows = grouped(life.flows.filter((row) => within(row.month)), (row) => row.from + ">" + row.to, ["customers"])
      .map((row) => ({ from: row.first.from, to: row.first.to, value: row.customers }));
    const now = STAGES.map((stage) => ({ stage, customers: life.now[stage] || 0 }));
    const cohorts = [...new Set(life.cohorts.filter((row) => within(row.month)).map((row) => row.month))];
    const periods = [...new Set(life.cohorts.map((row) => row.period))].filter((period) => period <= 11).sort((a, b) => a - b);
    const cell = new Map(life.cohorts.map((row) => [row.month + "\n" + row.period, row]));
    return page(
      worst ? `The bottleneck is ${worst.from}: ${percent(worst.rate)} go on from there`
        : "Where every customer stands",
      worst ? `Of ${count(worst.entered)} entries into ${worst.from} in the period, ${count(worst.onward)} have gone on `
        + `since and ${count(worst.gone)} are gone.` : "Nobody entered a stage in this period.",
      card("half", "Where they stand now", "People by stage today.",
        bars(now.map((row) => ({ name: words(row.stage), value: row.customers, text: count(row.customers),
          colour: STAGE_COLOURS[row.stage] })))),
      card("half", "The steps", "People who entered a stage in the period, and what has become of them since.",
        steps.length ? table([
          { head: "stage", of: (row) => words(row.from) },
          { head: "entered", kind: "number", of: (row) => count(row.entered) },
          { head: "went on", kind: "number", of: (row) => count(row.onward) },
          { head: "share", kind: "number", of: (row) => el("span",
            { class: row === worst ? "bad strong" : null }, percent(row.rate)), bar: (row) => row.rate },
          { head: "abandoned", kind: "number", of: (row) => count(row.gone) },
        ], steps) : nothing("Nobody entered a stage in this period.")),
      card("", "How they moved", "Changes of stage within the period; a ribbon's width is the number of people.",
        flows.length ? ribbons(flows, STAGES, STAGE_COLOURS) : nothing("Nobody changed the stage in this period.")),
      card("", "Who comes back", "Share of each month's first-time buyers who ordered again, by months since; "
        + "without the month that is not over.",
        cohorts.length ? heat(cohorts, periods.map(String), "first order", (row, column) => {
          const found = cell.get(cohorts[row] + "\n" + periods[column]);
          const isRunning = monthAfter(cohorts[row], periods[column]) >= company.as_of.slice(0, 7);
          if (!found || (isRunning && periods[column] > 0)) return null;
          const share = found.size ? found.retained / found.size : 0;
          return { share: periods[column] === 0 ? 0 : share,
            text: periods[column] === 0 ? count(found.size) : percent(share),
            title: `${count(found.retained)} of ${count(found.size)}` };
        }) : nothing("Nobody bought for the first time in this period.")),
      card("", "What they are worth", `People by what they have brought so far, in ${company.currency}: A brings 80 % of it, A and B 95 %.`,
        life.values.length ? table([
          { head: "band", of: (row) => words(row.band) },
          { head: "people", kind: "number", of: (row) => count(row.customers), bar: (row) => row.customers },
          { head: "value so far", kind: "number", of: (row) => amount(row.historic), bar: (row) => row.historic },
          { head: "next 12 months", kind: "number", of: (row) => amount(row.predicted), bar: (row) => row.predicted },
        ], life.values) : nothing("No value model has been built.")));
  },
};

const NOT_A_CHANNEL = "(no touch)";

const channelSection = {
  id: "channels", tab: "Channels",
  draw(company, within) {
    const part = company.channels;
    if (!part) return [nothing("The attribution marts have not been built.")];
    const rows = part.credits.filter((row) => within(row.month));
    const models = part.models.filter((model) => rows.some((row) => row.model === model));
    const names = [...new Set(rows.map((row) => row.channel))];
    const credit = new Map(grouped(rows, (row) => row.model + "\n" + row.channel, ["conversions", "value"])
      .map((row) => [row.key, row]));
    const at = (model, channel) => credit.get(model + "\n" + channel) || { conversions: 0, value: 0 };
    const spent = new Map(grouped(part.spend.filter((row) => within(row.month)), (row) => row.channel, ["spend"])
      .map((row) => [row.key, row.spend]));
    const judge = models.includes("markov") ? "markov" : models[models.length - 1];
    const all = [...new Set([...names, ...spent.keys()])].map((channel) => {
      const spend = spent.get(channel) || 0, value = judge ? at(judge, channel).value : 0;
      return { channel, spend, value, roas: spend > 0 ? value / spend : null };
    }).sort((one, other) => other.value - one.value);
    const paid = all.filter((row) => row.roas !== null).sort((one, other) => other.roas - one.roas);
    const exact = part.exact.filter((row) => row.type === part.main_type);
    const exactModels = [...new Set(exact.map((row) => row.model))].sort();
    const exactAt = new Map(exact.map((row) => [row.model + "\n" + row.channel, row]));
    const exactNames = [...new Set(exact.map((row) => row.channel))].sort((one, other) =>
      (exactAt.get(exactModels[0] + "\n" + other)?.conversions || 0) - (exactAt.get(exactModels[0] + "\n" + one)?.conversions || 0));
    const label = (channel) => el("span", { class: channel === NOT_A_CHANNEL ? "soft" : null }, channel.replaceAll("_", " "));
    return page(
      !paid.length ? "What each channel brought in"
        : paid[0].roas > 0 ? `${words(paid[0].channel)} earns most for its money: ${ratio(paid[0].roas)} for each 1 spent`
          : `${amount(sum(paid.map((row) => row.spend)))} ${company.currency} were spent, and no revenue is credited to it`,
      `Net revenue credited to channels in the period, in ${company.currency}. Every model hands out the same `
        + "conversions; they differ in which touch they believe. What no touch led to stays visible.",
      card("", "Revenue by model", "One column per attribution model.",
        all.length && models.length ? table([
          { head: "channel", of: (row) => label(row.channel) },
          ...models.map((model) => ({ head: model.replaceAll("_", " "), kind: "number",
            of: (row) => amount(at(model, row.channel).value), bar: (row) => at(model, row.channel).value })),
        ], all) : nothing("Nothing was converted in this period.")),
      card("half", "Return on spend", judge ? `Revenue by the model ${judge.replaceAll("_", " ")}; spend by the day it was spent.` : null,
        all.some((row) => row.spend) ? table([
          { head: "channel", of: (row) => label(row.channel) },
          { head: "spend", kind: "number", of: (row) => amount(row.spend), bar: (row) => row.spend },
          { head: "revenue", kind: "number", of: (row) => amount(row.value), bar: (row) => row.value },
          { head: "return", kind: "number", of: (row) => el("span",
            { class: row.roas === null ? null : row.roas >= 1 ? "good" : "bad" }, ratio(row.roas)) },
        ], all.filter((row) => row.spend)) : nothing("No spend is known in this period.")),
      card("half", "Exact models", `Conversions (${words(part.main_type || "").toLowerCase()}) by channel, over all time: removal effects solved exactly, and Shapley values.`,
        exact.length ? table([
          { head: "channel", of: label },
          ...exactModels.map((model) => ({ head: model.replaceAll("_", " "), kind: "number",
            of: (channel) => ratio(exactAt.get(model + "\n" + channel)?.conversions ?? null),
            bar: (channel) => exactAt.get(model + "\n" + channel)?.conversions })),
        ], exactNames) : nothing("The channel-level models have not been built.")),
      paybackCard(part, judge, spent, within, label),
      experimentCard(part),
      card("", "Top journeys", "The channels people came through, most conversions first, over all time.",
        part.journeys.length ? table([
          { head: "journey", of: (row) => journey(row.path.split(" > ")) },
          { head: "conversions", kind: "number", of: (row) => count(row.conversions), bar: (row) => row.conversions },
          { head: "without", kind: "number", of: (row) => count(row.nulls) },
          { head: "revenue", kind: "number", of: (row) => amount(row.value) },
        ], part.journeys) : nothing("No journeys have been built.")),
      campaignCard(part, within));
  },
};

/** The steps of a journey; of a long one the first and the last, the rest in the title. */
function journey(steps) {
  const shown = steps.length <= 8 ? steps
    : [...steps.slice(0, 4), `${steps.length - 7} more`, ...steps.slice(-3)];
  return el("span", { class: "path", title: shown === steps ? null : steps.join(" → ") },
    ...shown.flatMap((step, place) =>
      [place ? el("i", {}, "→") : null, el("b", {}, step.replaceAll("_", " "))]));
}

/** `spent`: channel -> spend of the period, also of the months in which the channel won nobody. */
function paybackCard(part, model, spent, within, label) {
  const months = part.payback.filter((row) => row.model === model && within(row.month));
  const rows = grouped(months, (row) => row.channel, ["won", "revenue", "predicted"])
    .map((row) => ({ ...row, spend: spent.get(row.key) || 0, months: median(months
      .filter((one) => one.channel === row.key && one.payback_months !== null).map((one) => one.payback_months)) }))
    .filter((row) => row.spend > 0).map((row) => ({ ...row, back: row.revenue / row.spend }))
    .sort((one, other) => other.back - one.back);
  return card("", "When new customers pay back",
    "Customers whose first order of the period is credited to the channel, and all they have brought since. Months: "
      + "the median of the period's months, forecast where the spend is not back yet.",
    rows.length ? table([
      { head: "channel", of: (row) => label(row.key) },
      { head: "customers won", kind: "number", of: (row) => count(row.won), bar: (row) => row.won },
      { head: "cost of each", kind: "number", of: (row) => amount(row.won ? row.spend / row.won : null) },
      { head: "brought so far", kind: "number", of: (row) => amount(row.revenue), bar: (row) => row.revenue },
      { head: "next 12 months", kind: "number", of: (row) => amount(row.predicted), bar: (row) => row.predicted },
      { head: "back for each 1 spent", kind: "number", of: (row) => el("span",
        { class: row.back >= 1 ? "good" : "bad" }, ratio(row.back)) },
      { head: "months to pay back", kind: "number", of: (row) => decimal(row.months) },
    ], rows) : nothing("No paid channel won a customer in this period."));
}

function experimentCard(part) {
  const rows = [...part.experiments].sort((one, other) => other.incremental - one.incremental);
  const points = (value) => (value === null ? "" : (value > 0 ? "+" : value < 0 ? "−" : "") + decimal(100 * Math.abs(value)));
  return card("", "What campaigns really added", "Campaigns with a control group, over all time: persons who "
    + "ordered among those reached and those held back, the difference in percentage points with its 95 % interval.",
    rows.length ? table([
      { head: "campaign", of: (row) => row.name || row.campaign },
      { head: "reached", kind: "number", of: (row) => count(row.treated) },
      { head: "ordered", kind: "number", of: (row) => percent(row.treated_rate) },
      { head: "held back", kind: "number", of: (row) => count(row.control) },
      { head: "ordered", kind: "number", of: (row) => percent(row.control_rate) },
      { head: "difference", kind: "number", of: (row) => points(row.lift) },
      { head: "interval", kind: "number", of: (row) => (row.lift === null ? ""
        : `${points(row.lift_low)} to ${points(row.lift_high)}`) },
      { head: "added buyers", kind: "number", of: (row) => count(row.incremental) },
      { head: "credited orders", kind: "number", of: (row) => count(row.credited) },
      { head: "", of: (row) => el("span", { class: "pill " + (row.is_proven ? "good" : "soft") },
        row.is_proven ? "proven" : "not proven") },
    ], rows) : nothing("No campaign has held anybody back."));
}

function campaignCard(part, within) {
  const names = ["sent", "delivered", "opened", "clicked", "orders"];
  const rows = grouped(part.campaigns.filter((row) => within(row.month)), (row) => row.campaign, names)
    .sort((one, other) => other.orders - one.orders || other.delivered - one.delivered).slice(0, 15);
  const rate = (part, whole) => (whole ? percent(part / whole) : "");
  return card("", "Campaigns", "Messages of the period; machine opens do not count.",
    rows.length ? table([
      { head: "campaign", of: (row) => row.first.name || row.key },
      { head: "sent", kind: "number", of: (row) => count(row.sent), bar: (row) => row.sent },
      { head: "delivered", kind: "number", of: (row) => rate(row.delivered, row.sent) },
      { head: "opened", kind: "number", of: (row) => rate(row.opened, row.delivered) },
      { head: "clicked", kind: "number", of: (row) => rate(row.clicked, row.delivered) },
      { head: "orders", kind: "number", of: (row) => count(row.orders), bar: (row) => row.orders },
    ], rows) : nothing("No campaign was active in this period."));
}

const audienceSection = {
  id: "audiences", tab: "Audiences",
  draw(company, within) {
    const part = company.audiences;
    if (!part) return [nothing("The audience marts have not been built.")];
    const rows = [...part.members].sort((one, other) => other.members - one.members);
    const names = [...new Set(rows.map((row) => row.audience))];
    const people = sum(names.map((name) => sum(rows.filter((row) => row.audience === name).map((row) => row.members))));
    const carts = part.carts.filter((row) => within(row.month));
    const months = [...new Set(carts.map((row) => row.month))].sort();
    const lost = months.map((month) => sum(carts.filter((row) => row.month === month).map((row) => row.abandoned - row.recovered)));
    const back = months.map((month) => sum(carts.filter((row) => row.month === month).map((row) => row.recovered)));
    return page(
      people ? `${count(people)} messages could go out today` : "Nobody is waiting for a message",
      "Everybody here agreed to the channel. The control group is left alone, so that the lift can be measured.",
      card("", "Audiences", "Who belongs to each, by the channel they agreed to.",
        rows.length ? table([
          { head: "audience", of: (row) => words(row.audience) },
          { head: "channel", of: (row) => row.channel },
          { head: "to contact", kind: "number", of: (row) => count(row.members), bar: (row) => row.members },
          { head: "control group", kind: "number", of: (row) => count(row.control) },
        ], rows) : nothing("No audience has a member.")),
      card("", "Abandoned carts", "Carts left in the period, by month: those ordered after all, and those still lost.",
        months.length ? [columns(months, [
          { name: "recovered", colour: "var(--good)", values: back },
          { name: "lost", colour: "var(--abandon)", values: lost }], count),
        el("div", { class: "key" },
          el("span", {}, el("i", { style: "background:var(--good)" }), "ordered after all"),
          el("span", {}, el("i", { style: "background:var(--abandon)" }), "lost")),
        figures([[count(sum(lost) + sum(back)), "carts left"],
          [percent(sum(back) / Math.max(sum(lost) + sum(back), 1)), "ordered after all"],
          [amount(sum(carts.map((row) => row.lost_value))), `${company.currency} in lost carts`]])]
          : nothing("No cart was left in this period.")));
  },
};

const qualitySection = {
  id: "quality", tab: "Data quality",
  draw(company) {
    const part = company.quality;
    if (!part) return [nothing("The data-quality marts have not been built.")];
    const rank = { error: 0, warn: 1, info: 2, pass: 3 };
    const rules = [...part.rules].sort((one, other) =>
      (rank[one.status] ?? 1) - (rank[other.status] ?? 1) || other.failed_share - one.failed_share);
    const broken = rules.filter((rule) => rule.status !== "pass");
    const colour = { error: "bad", warn: "warn", info: "soft", pass: "good" };
    return page(
      broken.length ? `${count(broken.length)} of ${count(rules.length)} rules are broken` : "Every rule holds",
      `${count(sum(part.rejected.map((row) => row.rows)))} rows could not be used; each is kept with its reason.`,
      card("", "Rules", "Share of rows that fail, against what the rule allows; the line, where there is one, is the history of runs.",
        rules.length ? table([
          { head: "", of: (row) => el("span", { class: "pill " + (colour[row.status] || "warn") }, row.status) },
          { head: "check", of: (row) => words(row.check) },
          { head: "system", of: (row) => row.system || "" },
          { head: "column", of: (row) => row.column || "" },
          { head: "failed", kind: "number", of: (row) => count(row.failed) },
          { head: "of", kind: "number", of: (row) => count(row.checked) },
          { head: "share", kind: "number", of: (row) => percent(row.failed_share), bar: (row) => row.failed_share },
          { head: "allowed", kind: "number", of: (row) => percent(row.threshold) },
          ...(rules.some((row) => row.history.length > 1)
            ? [{ head: "history", of: (row) => (row.history.length > 1 ? spark(row.history) : "") }] : []),
          ...(rules.some((row) => row.owner) ? [{ head: "owner", of: (row) => row.owner || "" }] : []),
        ], rules) : nothing("No rule applied.")),
      card("", "Rows that could not be used", "By table and reason.",
        part.rejected.length ? table([
          { head: "table", of: (row) => row.table || "" },
          { head: "reason", of: (row) => row.reason },
          { head: "rows", kind: "number", of: (row) => count(row.rows), bar: (row) => row.rows },
        ], part.rejected) : nothing("Every row was used.")));
  },
};

const identitySection = {
  id: "identity", tab: "Identity at work",
  draw(company) {
    const part = company.identity;
    if (!part) return [nothing("No customer of this company has two records to show.")];
    const shown = (text) => {
      const frame = el("div", { class: "explained" });
      // Drawn by the same code as `customer360 explain`, from masked and escaped values.
      frame.innerHTML = text;
      return frame;
    };
    return page(
      "Why records become one person",
      "An example of this company, names and addresses masked. Every link in the warehouse has the same account.",
      card("", "A customer's records", "A circle is a record, a line a link; the wider, the stronger.", shown(part.cluster)),
      card("", "One of its links, weight by weight", "Evidence in bits: each adds to the running total.", shown(part.waterfall)));
  },
};

const SECTIONS = [baseSection, lifecycleSection, channelSection, audienceSection, qualitySection, identitySection];
