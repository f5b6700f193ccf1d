"use strict";
// How many customers there really are. A section is {id, tab, question, answer, picture, draw};
// `answer` gives {title, lead}, `within(month)` tells whether a month lies in the chosen period.

function baseSteps(base) {
  // A person whom a system holds twice, and a person whom two systems hold: both are counted again.
  const apart = sum(base.systems.map((system) => system.customers));
  return [
    { name: "Records", note: "in all systems", value: base.records, text: count(base.records), colour: "var(--aware)" },
    { name: "Without duplicates", note: "within each system", value: apart,
      text: `${count(apart)} · ${count(apart - base.records)}`, colour: "var(--aware)" },
    { name: "People", note: "known to one or many systems", value: base.customers,
      text: `${count(base.customers)} · ${count(base.customers - apart)}`, colour: "var(--adopt)" },
    { name: "May be contacted", note: "on any channel", value: base.contactable,
      text: `${count(base.contactable)} · ${percent(base.customers ? base.contactable / base.customers : 0)}`,
      colour: "var(--advocate)" },
    { name: "And active", note: "try, buy or recommend", value: base.active,
      text: `${count(base.active)} · ${percent(base.customers ? base.active / base.customers : 0)}`,
      colour: "var(--advocate)" },
  ];
}

const baseSection = {
  id: "base", tab: "Customers", question: "How many customers do we really have?", ofAllTime: true,
  part: (company) => company.base,
  missing: "Nobody is known: no row says who somebody is, or the customer marts have not been built.",
  answer({ base }) {
    const more = base.customers ? base.records / base.customers - 1 : 0;
    const only = sum(base.systems.map((system) => system.only));
    return {
      title: `${plural(base.customers, "person stands", "people stand")} behind ${plural(base.records, "record", "records")}`,
      lead: `${more > 0 ? `Who counts records counts ${percent(more)} too many. ` : "No two records are the same person. "}`
        + (base.contactable ? `${count(base.contactable)} of the people may be contacted, ${count(base.active)} of those are active`
          : "Nobody may be contacted: no consent is known")
        + (base.systems.length > 1 ? `; ${count(only)} are known to one system only.` : "."),
    };
  },
  picture: ({ base }) => bars(baseSteps(base).filter((_, place) => place !== 1).map((step) =>
    ({ ...step, note: null, text: count(step.value) }))),
  draw(company) {
    const base = company.base, systems = base.systems.map((system) => system.name);
    const shared = new Map(base.overlaps.map((row) => [row.system + "\n" + row.other, row]));
    const last = base.records_each[base.records_each.length - 1];
    return page(this.answer(company),
      card("half", "From records to customers", "What is left at each step, and what fell away; then the share of the people.", bars(baseSteps(base))),
      card("half", "What each system knows", "Duplicates are further records of a person whom the system has already; "
        + "the last column counts people whom no other system knows.",
        table([
          { head: "system", of: (row) => row.name },
          { head: "records", kind: "number", of: (row) => count(row.records) },
          { head: "duplicates", kind: "number", of: (row) => count(row.records - row.customers) },
          { head: "people", kind: "number", of: (row) => count(row.customers), bar: (row) => row.customers },
          { head: "may contact", kind: "number", of: (row) => count(row.contactable) },
          { head: "active", kind: "number", of: (row) => count(row.active) },
          { head: "only here", kind: "number", of: (row) => count(row.only) },
        ], base.systems)),
      card("two-thirds", "Which systems know the same people",
        "Share of the row's people whom the column's system knows too, and how many they are.",
        systems.length < 2 ? nothing("There is one system only.") : heat(systems, systems, "of those in", (row, column) => {
          if (row === column) return null;
          const found = shared.get(systems[row] + "\n" + systems[column]);
          return found && { share: found.share || 0, text: `${percent(found.share)} · ${count(found.customers)}`,
            title: `${systems[row]} and ${systems[column]}: ${count(found.customers)} people` };
        })),
      card("third", "Records a person has", "People by the number of records they left behind; "
        + `${plural(base.households, "household holds", "households hold")} two people or more.`,
        bars(base.records_each.map((row) => ({
          name: row === last && row.records > 5 ? `${row.records} or more` : plural(row.records, "record", "records"),
          value: row.customers, text: count(row.customers), colour: row.records > 1 ? "var(--adopt)" : "var(--aware)",
        })))));
  },
};
