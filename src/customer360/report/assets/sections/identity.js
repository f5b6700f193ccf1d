"use strict";
// Why records become one person, by an example of the company.

const identitySection = {
  id: "identity", tab: "Identity at work", question: "Why are these one person?", ofAllTime: true,
  part: (company) => company.identity,
  missing: "No customer of this company has two records to show.",
  answer({ identity }) {
    return {
      title: `Why ${plural(identity.records, "record", "records")}${identity.systems > 1 ? ` of ${identity.systems} systems` : ""} are one person`,
      lead: "An example of this company, names and addresses masked; every link in the warehouse has the same account. "
        + (identity.reviews ? `${plural(identity.reviews, "pair waits", "pairs wait")} for somebody to decide.` : "No pair waits for a decision."),
    };
  },
  draw(company) {
    const part = company.identity;
    const shown = (text) => {
      const frame = el("div", { class: "explained" });
      // Drawn by the same code as `customer360 explain`, from masked and escaped values.
      frame.innerHTML = text;
      return frame;
    };
    return page(this.answer(company),
      card("", "The customer's records", "A circle is a record, a line a link; the wider, the stronger.", shown(part.cluster)),
      card("", "One of the links, weight by weight", "What agrees speaks for one person, what differs against it. A bit is a factor of two: "
        + "each adds to the running total, and above the dashed line the two are one.", shown(part.waterfall)));
  },
};
