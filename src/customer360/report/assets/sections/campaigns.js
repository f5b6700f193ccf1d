"use strict";
// Campaigns of the page on channels: what they really added, and how their messages did.

function experimentCard(part) {
  const rows = [...part.experiments].sort((one, other) => other.incremental - one.incremental);
  if (!rows.length) return null;
  const points = (value) => (value === null ? "" : (value > 0 ? "+" : value < 0 ? "−" : "") + decimal(100 * Math.abs(value)));
  const picture = intervals(rows.filter((row) => row.lift !== null).map((row) => ({ low: row.lift_low, high: row.lift_high })));
  const proven = rows.filter((row) => row.is_proven).length;
  return card("", "What campaigns really added", `People who ordered among those reached and among those held back, over all `
    + `time: the difference in percentage points with its 95 % interval. ${proven ? `${count(proven)} of ${count(rows.length)} are `
      + "proven to have added buyers." : "None is proven to have added a buyer: the interval still holds zero."}`,
    table([
      { head: "campaign", of: (row) => row.name || row.campaign },
      { head: "reached", kind: "number", of: (row) => count(row.treated) },
      { head: "of them ordered", kind: "number", of: (row) => percent(row.treated_rate) },
      { head: "held back", kind: "number", of: (row) => count(row.control) },
      { head: "of them ordered", kind: "number", of: (row) => percent(row.control_rate) },
      { head: "difference", kind: "number", of: (row) => points(row.lift) },
      { head: "interval", of: (row) => (row.lift === null ? "" : el("span",
        { title: `${points(row.lift_low)} to ${points(row.lift_high)}` },
        picture({ low: row.lift_low, value: row.lift, high: row.lift_high, sure: row.is_proven }))) },
      { head: "added buyers", kind: "number", of: (row) => count(row.incremental) },
      { head: "credited orders", kind: "number", of: (row) => count(row.credited) },
      { head: "", of: (row) => el("span", { class: "pill " + (row.is_proven ? "good" : "soft") },
        row.is_proven ? "proven" : "not proven") },
    ], rows));
}

function campaignCard(part, within) {
  if (!part.campaigns.length) return null;
  const names = ["sent", "delivered", "opened", "clicked", "orders"];
  const rows = grouped(part.campaigns.filter((row) => within(row.month)), (row) => row.campaign, names)
    .filter((row) => row.sent || row.orders)
    .sort((one, other) => other.orders - one.orders || other.delivered - one.delivered).slice(0, 15);
  // A text message tells nobody that it was opened: no opens at all are no share of nought.
  const rate = (part, whole) => (whole && part ? percent(part / whole) : whole ? "–" : "");
  return card("", "Campaigns", "Messages of the period, and the orders that name the campaign or its offer; opens by machines do not count.",
    rows.length ? table([
      { head: "campaign", of: (row) => row.first.name || row.key },
      { head: "channel", of: (row) => (row.first.channel ? channelLabel(row.first.channel) : "") },
      { head: "sent", kind: "number", of: (row) => (row.sent ? count(row.sent) : ""), bar: (row) => row.sent },
      { head: "delivered", kind: "number", of: (row) => rate(row.delivered, row.sent) },
      { head: "opened", kind: "number", of: (row) => rate(row.opened, row.delivered) },
      { head: "clicked", kind: "number", of: (row) => rate(row.clicked, row.delivered) },
      { head: "orders", kind: "number", of: (row) => count(row.orders), bar: (row) => row.orders },
    ], rows) : nothing("No campaign was active in this period."));
}
