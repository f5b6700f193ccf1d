"use strict";
// What is wrong with the data: rules that are broken, and rows that could not be used.

/** What a check asks of a column, in the words of its reader. */
const CHECKS = {
  not_null: "Is filled", unique: "Is unique", reference: "Points to something that is there",
  accepted_values: "Is one of the known values", range: "Lies in its range", pattern: "Has the right form",
  valid_email: "Is an e-mail address", valid_phone: "Is a phone number", plausible_birth_date: "Could be a birth date",
  flagged: "Raised no doubt on landing", known_customer: "Belongs to a known customer", ordered_dates: "Comes after what it follows",
  consent_with_proof: "Consent has a proof", refunds_within_paid: "No more is refunded than was paid",
  after_customer_created: "Is no older than its customer", lines_add_up: "Lines add up to the order", freshness: "Arrived lately",
};
const checkName = (rule) => CHECKS[rule.check] || words(rule.check);
const ruleName = (rule) => [rule.system, rule.column].filter(Boolean).join(" · ") || "all systems";

function qualityFacts(part) {
  const rank = { error: 0, warn: 1, info: 2, pass: 3 };
  const rules = [...part.rules].sort((one, other) => (rank[one.status] ?? 1) - (rank[other.status] ?? 1)
    || other.failed_share - one.failed_share);
  return { rules, broken: rules.filter((rule) => rule.status !== "pass"), rejected: sum(part.rejected.map((row) => row.rows)) };
}

const qualitySection = {
  id: "quality", tab: "Data quality", question: "What is wrong with the data?", ofAllTime: true,
  part: (company) => company.quality,
  missing: "The data-quality marts have not been built.",
  answer(company) {
    const { rules, broken, rejected } = qualityFacts(company.quality), errors = broken.filter((rule) => rule.status === "error").length;
    const unused = rejected ? `${plural(rejected, "row", "rows")} could not be used; each is kept with its reason.` : "Every row was used.";
    if (!broken.length) return { title: `All ${count(rules.length)} rules hold`, lead: unused };
    const worst = broken[0];
    return {
      title: `${count(broken.length)} of ${count(rules.length)} rules ${broken.length === 1 ? "is" : "are"} broken${errors ? `, ${count(errors)} of them an error` : ", none of them an error"}`,
      lead: `Furthest off: “${checkName(worst).toLowerCase()}” fails for ${percent(worst.failed_share)} of ${ruleName(worst)}, `
        + `${worst.threshold ? `${percent(worst.threshold)} would be allowed` : "none should"}. ${unused}`,
    };
  },
  picture(company) {
    const { rules, broken } = qualityFacts(company.quality), of = (...names) => rules.filter((rule) => names.includes(rule.status)).length;
    const values = [of("error"), of("warn", "info"), of("pass")];
    return [stacked([{ name: "Rules", values, texts: values.map(count), text: count(rules.length) }], [
      { name: "error", colour: "var(--bad)" }, { name: "warning", colour: "var(--warn)" }, { name: "holds", colour: "var(--good)" }]),
    broken.length ? el("p", { class: "about strong" }, "Furthest off") : null,
    bars(broken.slice(0, 3).map((rule) => ({ name: checkName(rule), note: ruleName(rule), value: rule.failed_share,
      text: percent(rule.failed_share), colour: rule.status === "error" ? "var(--bad)" : "var(--warn)" })))];
  },
  draw(company) {
    const part = company.quality, { rules, broken } = qualityFacts(part), kept = rules.filter((rule) => rule.status === "pass");
    return page(this.answer(company),
      card("", "Broken rules", "Share of rows that fail, and what the rule allows; a line over time where there are several runs.",
        broken.length ? ruleTable(broken) : nothing("No rule is broken.")),
      card("", "Rows that could not be used", "By table and reason; values are left out.",
        part.rejected.length ? table([
          { head: "table", of: (row) => row.table || "" },
          { head: "reason", of: (row) => row.reason },
          { head: "rows", kind: "number", of: (row) => count(row.rows),
            bar: part.rejected.some((row) => row.rows > 1) ? (row) => row.rows : null },
        ], part.rejected) : nothing("Every row was used.")),
      kept.length ? card("", `${plural(kept.length, "rule holds", "rules hold")}`, null,
        el("details", {}, el("summary", {}, "Show them"), ruleTable(kept))) : null);
  },
};

function ruleTable(rules) {
  const colour = { error: "bad", warn: "warn", info: "soft", pass: "good" };
  return table([
    { head: "", of: (row) => el("span", { class: "pill " + (colour[row.status] || "warn") }, row.status === "pass" ? "holds" : row.status) },
    { head: "rule", of: checkName },
    { head: "system", of: (row) => row.system || "all" },
    { head: "column", of: (row) => row.column || "" },
    { head: "failed", kind: "number", of: (row) => count(row.failed) },
    { head: "of", kind: "number", of: (row) => count(row.checked) },
    { head: "share", kind: "number", of: (row) => percent(row.failed_share), bar: (row) => row.failed_share },
    { head: "allowed", kind: "number", of: (row) => percent(row.threshold) },
    ...(rules.some((row) => row.history.length > 1)
      ? [{ head: "over time", of: (row) => (row.history.length > 1 ? spark(row.history) : "") }] : []),
    ...(rules.some((row) => row.owner) ? [{ head: "owner", of: (row) => row.owner || "" }] : []),
  ], rules);
}
