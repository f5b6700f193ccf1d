"use strict";
// What each channel brought in by every model, what it cost, and the journeys behind it.

const NOT_A_CHANNEL = "(no touch)";
const channelLabel = (channel) => el("span", { class: channel === NOT_A_CHANNEL ? "soft" : null }, channel.replaceAll("_", " "));

/** The period's credits: {models, judge, rows: [{channel, value, low, high, spend, roas}], at}. */
function channelFacts(part, within) {
  const credits = part.credits.filter((row) => within(row.month));
  const models = part.models.filter((model) => credits.some((row) => row.model === model));
  const credit = new Map(grouped(credits, (row) => row.model + "\n" + row.channel, ["value"]).map((row) => [row.key, row.value]));
  const at = (model, channel) => credit.get(model + "\n" + channel) || 0;
  const spent = new Map(grouped(part.spend.filter((row) => within(row.month)), (row) => row.channel, ["spend"])
    .map((row) => [row.key, row.spend]));
  const known = models.length ? models : part.models;
  const judge = known.includes("markov") ? "markov" : known[known.length - 1];
  const names = [...new Set([...credits.map((row) => row.channel), ...spent.keys()])];
  const rows = names.map((channel) => {
    const spend = spent.get(channel) || 0, values = models.map((model) => at(model, channel));
    const value = at(judge, channel);
    return { channel, spend, value, low: Math.min(...values, value), high: Math.max(...values, value), roas: spend > 0 ? value / spend : null };
  }).sort((one, other) => (one.channel === NOT_A_CHANNEL) - (other.channel === NOT_A_CHANNEL) || other.value - one.value);
  return { models, judge, rows, at, spent };
}

const channelSection = {
  id: "channels", tab: "Channels", question: "Which channel earns its money?",
  part: (company) => company.channels,
  missing: "This company has no orders whose way could be traced and no spend, or the attribution marts have not been built.",
  answer(company, within) {
    const { rows } = channelFacts(company.channels, within), { currency } = company;
    const total = sum(rows.map((row) => row.value)), untouched = sum(rows.filter((row) => row.channel === NOT_A_CHANNEL).map((row) => row.value));
    const paid = rows.filter((row) => row.roas !== null).sort((one, other) => other.roas - one.roas);
    const losing = paid.filter((row) => row.roas < 1);
    const lead = total > 0 ? `${amount(total)} ${currency} of net revenue in the period, ${percent(untouched / total)} of it `
      + "with no known touch before. " : "";
    if (!paid.length) {
      return { lead, title: !rows.length ? "Nothing was bought in this period"
        : rows[0].channel === NOT_A_CHANNEL ? "No revenue has a known touch before it"
          : `${words(rows[0].channel)} brought most; no spend is known` };
    }
    if (paid[0].roas === 0) {
      return { title: `${amount(sum(paid.map((row) => row.spend)))} ${currency} were spent, and no revenue is credited to it`,
        lead: lead + `${paid.map((row) => words(row.channel)).join(" and ")} led to no order that could be traced.` };
    }
    return {
      title: `${words(paid[0].channel)} earns most for its money: ${ratio(paid[0].roas)} for each 1 spent`,
      lead: lead + (losing.length ? `${losing.map((row) => words(row.channel)).join(" and ")} brought less than `
        + `${losing.length > 1 ? "they" : "it"} cost.` : "Every paid channel brought more than it cost."),
    };
  },
  picture(company, within) {
    const { rows } = channelFacts(company.channels, within), shown = rows.filter((row) => row.channel !== NOT_A_CHANNEL && row.value > 0);
    return bars(shown.slice(0, 5).map((row) => ({ name: words(row.channel), value: row.value, text: amount(row.value) })));
  },
  draw(company, within) {
    const part = company.channels, { currency } = company, { models, judge, rows, at, spent } = channelFacts(part, within);
    const isChannel = (row) => row.channel !== NOT_A_CHANNEL, judgeName = judge.replaceAll("_", " ");
    const write = amountsLike(rows.filter(isChannel).map((row) => row.high));
    const spending = rows.filter((row) => row.spend > 0), money = amountsLike(spending.flatMap((row) => [row.spend, row.value]));
    const most = Math.max(...rows.filter(isChannel).map((row) => row.high), 0) || 1;
    return page(this.answer(company, within),
      card("half", "What each channel brought", `Net revenue in ${currency}: the bar by the model ${judgeName}, the line from the `
        + "lowest to the highest of all models. A short line: the models agree.",
        rows.length ? ranges(rows.map((row) => ({ ...row, name: words(row.channel), text: isChannel(row) ? write(row.value) : amount(row.value),
          soft: !isChannel(row), title: `${write(row.low)} to ${write(row.high)}` }))) : nothing("Nothing was bought in this period.")),
      card("half", "Return on spend", `Revenue by the model ${judgeName}, in ${currency}; spend by the day it was spent. `
        + "Green: it brought more than it cost.",
        spending.length ? table([
          { head: "channel", of: (row) => channelLabel(row.channel) },
          { head: "spend", kind: "number", of: (row) => money(row.spend), bar: (row) => row.spend },
          { head: "revenue", kind: "number", of: (row) => money(row.value), bar: (row) => row.value },
          { head: "back for 1", kind: "number", of: (row) => el("span", { class: "strong " + (row.roas >= 1 ? "good" : "bad") }, ratio(row.roas)) },
        ], [...spending].sort((one, other) => other.roas - one.roas)) : nothing("No spend is known in this period.")),
      card("", "Model by model", `Net revenue in ${currency}, one column per attribution model. All hand out the same revenue; `
        + "they differ in which touch they believe.",
        rows.length && models.length ? heat(rows.map((row) => channelLabel(row.channel)), models.map((model) => model.replaceAll("_", " ")), "channel",
          (row, column) => {
            const value = at(models[column], rows[row].channel), own = isChannel(rows[row]);
            return { share: own ? value / most : 0, text: own ? write(value) : amount(value), title: "" };
          }) : nothing("Nothing was bought in this period.")),
      paybackCard(part, judge, spent, within),
      experimentCard(part),
      campaignCard(part, within),
      journeyCard(part, currency),
      exactCard(part));
  },
};

/** `spent`: channel -> spend of the period, also of the months in which the channel won nobody. */
function paybackCard(part, model, spent, within) {
  if (!part.spend.some((row) => row.spend > 0)) return null;
  const months = part.payback.filter((row) => row.model === model && within(row.month));
  const rows = grouped(months, (row) => row.channel, ["won", "revenue", "predicted"])
    .map((row) => ({ ...row, spend: spent.get(row.key) || 0, months: median(months
      .filter((one) => one.channel === row.key && one.payback_months !== null).map((one) => one.payback_months)) }))
    .filter((row) => row.spend > 0).map((row) => ({ ...row, back: row.revenue / row.spend }))
    .sort((one, other) => other.back - one.back);
  const money = amountsLike(rows.flatMap((row) => [row.revenue, row.predicted]));
  return card("", "When new customers pay back",
    "Customers whose first order of the period is credited to the channel, and all they have brought since. Months: "
      + "the median of the period's months, forecast where the spend is not back yet.",
    rows.length ? table([
      { head: "channel", of: (row) => channelLabel(row.key) },
      { head: "customers won", kind: "number", of: (row) => decimal(row.won), bar: (row) => row.won },
      { head: "cost of each", kind: "number", of: (row) => amount(row.won ? row.spend / row.won : null) },
      { head: "brought so far", kind: "number", of: (row) => money(row.revenue), bar: (row) => row.revenue },
      { head: "next 12 months", kind: "number", of: (row) => money(row.predicted), bar: (row) => row.predicted },
      { head: "back for 1", kind: "number", of: (row) => el("span",
        { class: "strong " + (row.back >= 1 ? "good" : "bad") }, ratio(row.back)) },
      { head: "months to pay back", kind: "number", of: (row) => decimal(row.months) },
    ], rows) : nothing("No paid channel won a customer in this period."));
}

/** The steps of a journey; of a long one the first and the last, the rest in the title. */
function journey(steps) {
  const shown = steps.length <= 8 ? steps
    : [...steps.slice(0, 4), `${steps.length - 7} more`, ...steps.slice(-3)];
  return el("span", { class: "path", title: shown === steps ? null : steps.join(" → ") },
    ...shown.flatMap((step, place) =>
      [place ? el("i", {}, "→") : null, el("b", {}, step.replaceAll("_", " "))]));
}

function journeyCard(part, currency) {
  const rows = part.journeys.filter((row) => row.path !== NOT_A_CHANNEL);
  const untouched = sum(part.journeys.filter((row) => row.path === NOT_A_CHANNEL).map((row) => row.conversions));
  if (!rows.length) return null;
  const money = amountsLike(rows.map((row) => row.value));
  return card("half", "Top journeys", "The channels people came through before a conversion of any type, over all time"
    + `${untouched ? `; ${count(untouched)} conversions came with no known touch` : ""}. Still open: journeys that led to none.`,
    table([
      { head: "journey", of: (row) => journey(row.path.split(" > ")) },
      { head: "conversions", kind: "number", of: (row) => count(row.conversions), bar: (row) => row.conversions },
      { head: "still open", kind: "number", of: (row) => count(row.nulls) },
      { head: currency, kind: "number", of: (row) => money(row.value) },
    ], rows));
}

function exactCard(part) {
  const exact = part.exact.filter((row) => row.type === part.main_type);
  const models = [...new Set(exact.map((row) => row.model))].sort();
  const at = new Map(exact.map((row) => [row.model + "\n" + row.channel, row.conversions]));
  const value = (model, channel) => at.get(model + "\n" + channel) || 0;
  const channels = [...new Set(exact.map((row) => row.channel))].filter((channel) => channel !== NOT_A_CHANNEL)
    .sort((one, other) => value(models[0], other) - value(models[0], one));
  if (!channels.length) return null;
  return card("half", "The whole journey judged", "Orders credited by what would be lost without the channel, over all time: "
    + "Markov chains that remember one to three steps, and Shapley values.",
    table([
      { head: "channel", of: channelLabel },
      ...models.map((model) => ({ head: model.replaceAll("_", " "), kind: "number",
        of: (channel) => tenth.format(value(model, channel)), bar: (channel) => value(model, channel) })),
    ], channels));
}
