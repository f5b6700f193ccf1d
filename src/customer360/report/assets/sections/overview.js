"use strict";
// The five questions answered at a glance, for the chosen company and for all beside each other.

const QUESTIONS = [baseSection, lifecycleSection, channelSection, audienceSection, qualitySection];

const overviewSection = {
  id: "overview", tab: "At a glance", part: () => true,
  answer: (company) => ({ title: `${company.name} at a glance`, lead: "Five questions, each with a page of its own." }),
  draw(company, within, go) {
    const asked = QUESTIONS.map((section) => {
      if (!section.part(company)) return card("question", section.question, null, nothing(section.missing));
      const answer = section.answer(company, within);
      return card("question", section.question, null, el("p", { class: "answer" }, answer.title),
        el("p", { class: "about" }, answer.lead), section.picture(company, within),
        el("button", { class: "more", type: "button", "data-section": section.id }, "Look closer →"));
    });
    const cards = page(this.answer(company), ...asked, companiesCard());
    cards[2].addEventListener("click", (event) => {
      const { section, company: other } = event.target.closest("button")?.dataset || {};
      if (section || other) go(section || "overview", other);
    });
    return cards;
  },
};

/** Every company in a row: what a group asks first. */
function companiesCard() {
  const facts = DATA.companies.map((company) => {
    const within = (month) => month > monthAfter(company.as_of.slice(0, 7), -12);
    const { base, lifecycle, channels, audiences, quality } = company;
    const paid = channels ? channelFacts(channels, within).rows.filter((row) => row.spend > 0) : [];
    const spend = sum(paid.map((row) => row.spend));
    return { company, base, audiences, gone: lifecycle ? lifecycle.now.abandon || 0 : null,
      buyers: lifecycle ? ["adopt", "advocate"].reduce((total, stage) => total + (lifecycle.now[stage] || 0), 0) : null,
      roas: spend ? sum(paid.map((row) => row.value)) / spend : null, broken: quality ? qualityFacts(quality).broken.length : null };
  });
  if (facts.length < 2) return null;
  return card("", "Every company", "As of its last data; the return on spend is that of the last twelve months.", table([
    { head: "company", of: (row) => el("button", { class: "more", type: "button", "data-company": row.company.id }, row.company.name) },
    { head: "records", kind: "number", of: (row) => count(row.base ? row.base.records : null) },
    { head: "people", kind: "number", of: (row) => count(row.base ? row.base.customers : null), bar: (row) => row.base?.customers },
    { head: "may contact", kind: "number", of: (row) => count(row.base ? row.base.contactable : null) },
    { head: "buy", kind: "number", of: (row) => count(row.buyers) },
    { head: "gone", kind: "number", of: (row) => count(row.gone) },
    { head: "back for 1 spent", kind: "number", of: (row) => (row.roas === null ? "–"
      : el("span", { class: "strong " + (row.roas >= 1 ? "good" : "bad") }, ratio(row.roas))) },
    { head: "to write to", kind: "number", of: (row) => count(row.audiences ? row.audiences.people : null) },
    { head: "rules broken", kind: "number", of: (row) => count(row.broken) },
  ], facts));
}
