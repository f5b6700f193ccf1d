"use strict";
// Whom to talk to now: audiences by channel, and the carts that wait for a message.

const CHANNEL_COLOURS = ["var(--adopt)", "var(--attempt)", "var(--advocate)", "var(--aware)"];

/** Audiences with the people to contact, most first: [{key, members, control, predicted, by}]. */
function audienceRows(part) {
  return grouped(part.members, (row) => row.audience, ["members", "control", "predicted"])
    .map((row) => ({ ...row, by: new Map(part.members.filter((one) => one.audience === row.key).map((one) => [one.channel, one])) }))
    .sort((one, other) => other.members - one.members);
}

const audienceSection = {
  id: "audiences", tab: "Talk to now", question: "Whom should we talk to now?", ofAllTime: false,
  part: (company) => company.audiences,
  missing: "No audience has a member: nobody agreed to be contacted, or the audience marts have not been built.",
  answer(company) {
    const part = company.audiences, rows = audienceRows(part).filter((row) => row.members);
    if (!rows.length) return { title: "Nobody is waiting for a message", lead: "No audience has a member who agreed to be contacted." };
    const dear = [...rows].sort((one, other) => other.predicted - one.predicted)[0];
    return {
      title: `${plural(part.people, "person", "people")} could hear from us today`,
      lead: "All agreed to the channel; a control group is left alone, so that what the messages add can be measured. "
        + (dear.predicted ? `Most is at stake in ${words(dear.key)}: ${amount(dear.predicted)} ${company.currency} expected in twelve months.` : ""),
    };
  },
  picture: (company) => bars(audienceRows(company.audiences).filter((row) => row.members).slice(0, 5)
    .map((row) => ({ name: words(row.key), value: row.members, text: count(row.members) }))),
  draw(company, within) {
    const part = company.audiences, rows = audienceRows(part), { currency } = company;
    const channels = [...new Set(part.members.map((row) => row.channel))].sort();
    const about = (audience) => [...new Set(part.descriptions.filter((row) => row.audience === audience).map((row) => row.text))].join("; ");
    const money = amountsLike(rows.map((row) => row.predicted)), isWorth = rows.some((row) => row.predicted);
    return page(this.answer(company),
      card("", "Audiences", "A person may belong to several, and is written to on one channel of each.",
        rows.length ? table([
          { head: "audience", of: (row) => [el("b", {}, words(row.key)), el("small", {}, about(row.key))] },
          ...channels.map((channel) => ({ head: `by ${channel}`, kind: "number", of: (row) => count(row.by.get(channel)?.members || 0) })),
          { head: "to contact", kind: "number", of: (row) => el("b", {}, count(row.members)), bar: (row) => row.members },
          { head: "control group", kind: "number", of: (row) => count(row.control) },
          ...(isWorth ? [{ head: `expected in 12 months, ${currency}`, kind: "number", of: (row) => money(row.predicted), bar: (row) => row.predicted },
            { head: "for each", kind: "number", of: (row) => amount(row.members ? row.predicted / row.members : null) }] : []),
        ], rows) : nothing("No audience has a member.")),
      cartCard(part, currency, within));
  },
};

function cartCard(part, currency, within) {
  if (!part.carts.length) return null;
  const carts = part.carts.filter((row) => within(row.month)), months = [...new Set(carts.map((row) => row.month))].sort();
  const of = (name) => months.map((month) => sum(carts.filter((row) => row.month === month).map((row) => row[name])));
  const back = of("recovered"), lost = of("abandoned").map((left, place) => left - back[place]), all = sum(lost) + sum(back);
  // Carts whose values nobody sent, or in a currency without a rate, are not worth nothing.
  const isKnown = !sum(lost) || carts.some((row) => row.lost_value !== null);
  return card("", "Abandoned carts", "Carts left in the period, by month: those ordered after all, and those still lost.",
    months.length ? [figures([[count(all), "carts left"], [percent(sum(back) / Math.max(all, 1)), "ordered after all"],
      ...(isKnown ? [[`${amount(sum(carts.map((row) => row.lost_value)))} ${currency}`, "still in lost carts"]] : [])]),
    columns(months, [{ name: "ordered after all", colour: "var(--good)", values: back },
      { name: "lost", colour: "var(--abandon)", values: lost }], count)] : nothing("No cart was left in this period."));
}
