"use strict";
// The frame: company, period and section are chosen here, and kept in the address.

const DATA = unpacked(JSON.parse(document.getElementById("data").textContent));
const SECTIONS = [overviewSection, ...QUESTIONS, identitySection];
const byId = (id) => document.getElementById(id);
const chosen = { company: null, from: null, to: null, section: SECTIONS[0].id };

const current = () => DATA.companies.find((company) => company.id === chosen.company);

function options(select, values, value) {
  select.replaceChildren(...values.map(([key, text]) => el("option", { value: key }, text)));
  select.value = value;
}

/** The last twelve months, unless months of this company were chosen. */
function choosePeriod(company) {
  const months = company.months;
  if (!months.includes(chosen.to)) chosen.to = months[months.length - 1] || null;
  if (!months.includes(chosen.from) || chosen.from > chosen.to) {
    chosen.from = months[Math.max(months.indexOf(chosen.to) - 11, 0)] || null;
  }
  const all = months.map((month) => [month, monthName(month)]);
  options(byId("from"), all, chosen.from);
  options(byId("to"), all, chosen.to);
}

function go(section, company) {
  if (company && company !== chosen.company) {
    chosen.company = company;
    chosen.from = chosen.to = null;
  }
  chosen.section = section;
  draw();
  scrollTo(0, 0);
}

function draw() {
  const company = current();
  choosePeriod(company);
  const within = (month) => month !== null && month >= chosen.from && month <= chosen.to;
  const section = SECTIONS.find((one) => one.id === chosen.section) || SECTIONS[0];
  for (const tab of byId("tabs").children) {
    const isChosen = tab.dataset.section === section.id;
    tab.setAttribute("aria-selected", String(isChosen));
    if (isChosen) byId("tabs").scrollLeft = tab.offsetLeft - 40;
  }
  byId("company").value = company.id;
  // Where a page shows all of the company's time, there is no period to choose.
  byId("period").hidden = Boolean(section.ofAllTime) || company.months.length < 2;
  const shown = section.part(company) ? section.draw(company, within, go)
    : [el("p", { class: "question" }, section.question), nothing(section.missing)];
  if (section.question && section.part(company)) shown.unshift(el("p", { class: "question" }, section.question));
  byId("content").replaceChildren(...shown.flat());
  byId("as-of").textContent = `${company.name}: as of ${company.as_of}.`;
  document.title = `${company.name}: ${section.tab}`;
  history.replaceState(null, "", "#" + new URLSearchParams(chosen));
}

function start() {
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
    if (key in chosen) chosen[key] = value;
  }
  if (!current()) {
    const records = (company) => (company.base ? company.base.records : 0);
    chosen.company = [...DATA.companies].sort((one, other) => records(other) - records(one))[0].id;
  }
  options(byId("company"), DATA.companies.map((one) => [one.id, one.name]), chosen.company);
  byId("tabs").replaceChildren(...SECTIONS.map((section) => {
    const tab = el("button", { role: "tab", type: "button", "data-section": section.id }, section.tab);
    tab.addEventListener("click", () => go(section.id));
    return tab;
  }));
  byId("company").addEventListener("change", (event) => go(chosen.section, event.target.value));
  for (const side of ["from", "to"]) {
    byId(side).addEventListener("change", (event) => { chosen[side] = event.target.value; draw(); });
  }
  draw();
}

if (DATA.companies.length) start();
else byId("content").replaceChildren(nothing("No company has been built."));
