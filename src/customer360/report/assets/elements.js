"use strict";
// Small builders of page elements. Values of the data become text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const tenth = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const two = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const decimal = (value) => (value === null ? "" : tenths.format(value));
const count = (value) => (value === null ? "" : whole.format(value).replace("-", "−"));
const amount = (value) => (value === null ? "" : (Math.abs(value) < 1e5 ? whole : short).format(value));
const ratio = (value) => (value === null ? "" : two.format(value));
const percent = (value) => {
  if (value === null) return "";
  const rounded = value !== 0 && Math.abs(value) < 0.1 ? (100 * value).toFixed(1) : (100 * value).toFixed(0);
  return rounded + " %";
};

/** How to write the amounts of one column: all in the unit of the largest, so that they compare. */
function amountsLike(values) {
  const most = Math.max(...values.map((value) => Math.abs(value || 0)), 0);
  const [unit, sign] = most >= 1e10 ? [1e9, "B"] : most >= 1e7 ? [1e6, "M"] : most >= 1e5 ? [1e3, "K"] : [1, ""];
  return (value) => {
    if (value === null || value === undefined) return "";
    if (unit === 1) return whole.format(value);
    if (value === 0) return "0";
    const write = most / unit < 1000 ? tenth : whole;
    return Math.abs(value) < unit / 20 ? `< 0.1${sign}` : write.format(value / unit) + sign;
  };
}

const INITIALS = new Set(["sms", "vip", "crm", "pos", "erp", "seo", "sem", "ppc", "pr", "tv", "qr"]);
const words = (name) => {
  if (INITIALS.has(name)) return name.toUpperCase();
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

const sum = (numbers) => numbers.reduce((total, number) => total + (number || 0), 0);

/** The middle of the numbers, of two middle ones their mean; null of none. */
function median(numbers) {
  const sorted = [...numbers].sort((first, second) => first - second), half = sorted.length >> 1;
  if (!sorted.length) return null;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The month so many months after another, as YYYY-MM. */
function monthAfter(month, number) {
  const [year, inYear] = month.split("-").map(Number), months = 12 * year + inYear - 1 + number;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** 2026-01 as Jan 2026. */
const monthName = (month) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

/** Groups rows by a key and adds up the named numbers: [{key, first, name: sum, ...}, ...]. */
function grouped(rows, keyOf, names) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, { key, first: row, ...Object.fromEntries(names.map((n) => [n, 0])) });
    const group = groups.get(key);
    for (const name of names) group[name] += row[name] || 0;
  }
  return [...groups.values()];
}

/** Data as it was before rows of the same columns were written as {columns, rows}. */
function unpacked(value) {
  if (Array.isArray(value)) return value.map(unpacked);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value.columns) && Array.isArray(value.rows)) {
    return value.rows.map((row) => Object.fromEntries(row.map((cell, place) => [value.columns[place], unpacked(cell)])));
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpacked(part)]));
}

function card(width, heading, about, ...content) {
  return el("section", { class: "card " + width }, el("h2", {}, heading),
    about ? el("p", { class: "about" }, about) : null, ...content);
}

function page(answer, ...cards) {
  return [el("h1", {}, answer.title), el("p", { class: "lead" }, answer.lead), el("div", { class: "grid" }, ...cards)];
}

const nothing = (text) => el("p", { class: "empty" }, text);

const figures = (list) => el("div", { class: "figures" }, ...list.map(([value, label]) =>
  el("div", { class: "figure" }, el("b", {}, value), el("span", {}, label))));

/** What the colours mean: parts of {name, colour}. */
const key = (parts) => el("div", { class: "key" }, ...parts.map((part) =>
  el("span", {}, el("i", { style: `background:${part.colour}` }), part.name)));
