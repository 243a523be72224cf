// A notice or an annex that was dropped on the page: its amounts calculated again from its own data, its text held
// against them, its SHA-256 looked up in the list of issued documents. Gives { issued, unissued, issuer, other, told,
// wrong }; `unissued`: it says so itself; `other`: it is none of this page; `told` is what holds and `wrong` what does
// not: keys of the catalogue with their figures.

import { assess } from "./apportion.js";
import { scaledInt } from "./numbers.js";
import { readPdf } from "./pdf.js";
import { Problem } from "./problem.js";
import { sha256 } from "./sha256.js";

export const LARGEST_NOTICE = 8 * 1024 * 1024;
const VERSION = 2;
const ANNEX = "annex to the assessment notices";
const LISTED = /^([0-9a-f]{64}) [ *]./i;

// The SHA-256 of each document on a list as sha256sum writes it, or null if the text is none.
export function issuedList(text) {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/).filter((line) => line.trim());
  const hashes = lines.map((line) => LISTED.exec(line.trim())?.[1].toLowerCase());
  return lines.length && hashes.every(Boolean) ? new Set(hashes) : null;
}

export async function verified(bytes, page, list) {
  const listed = list !== null && list.has(sha256(bytes));
  const found = { issued: listed, unissued: false, issuer: "", other: false, told: [], wrong: [] };
  if (list !== null && !found.issued) found.wrong.push(["proof_unlisted", {}]);
  const { data, text, again } = await readPdf(bytes);
  try {
    if (again) found.wrong.push(["page_verify_again", {}]);
    found.unissued = ["draft", "specimen"].includes(data?.status);
    if (data === null) found.wrong.push(["page_verify_unread_file", {}]);
    else if (data?.version !== VERSION) found.wrong.push(["proof_other_data", {}]);
    else if (!isOfPage(data, page)) found.other = true;
    else {
      found.issuer = String(data.composed.page.issuer.name);
      recalculate(data, page, found);
      compareText(data, text, found);
    }
  } catch (error) {
    if (![Problem, TypeError, SyntaxError, RangeError].some((kind) => error instanceof kind)) throw error;
    found.wrong.push(["proof_other_data", {}]);
  }
  return found;
}

// Whether a document is of the meeting, the scale, the currency and one of the rules of this page.
function isOfPage(data, page) {
  const [basis, ...more] = data.basis;
  const same = basis.meeting === page.meeting && basis.scale.resolution === page.scale.resolution;
  const counts = data.currency === page.currency.code && ruleOfNotice(basis, page) !== undefined;
  return more.length === 0 && same && counts;
}

function ruleOfNotice(basis, page) {
  const text = sha256(new TextEncoder().encode(basis.rule.text));
  return page.rules.find((rule) => rule.id === basis.rule.id && rule.text === text);
}

function recalculate(data, page, found) {
  const [basis] = data.basis;
  const minor = (amount) => {
    const value = scaledInt(amount, page.currency.decimals);
    if (value === null) throw new TypeError("no amount");
    return value;
  };
  const payers = basis.states.map((each) => {
    const rate = each.rate === undefined ? null : scaledInt(each.rate, 3);
    return { code: each.iso3, role: each.role, ldc: each.ldc === true, rate, weight: rate ?? 0n };
  });
  for (const [index, { code, rate }] of payers.entries()) {
    if (!page.states.has(code)) throw new TypeError("no State of this page");
    const wanted = page.states.get(code).rate;
    if (basis.states[index].origin === "rule" || rate === wanted) continue;
    found.wrong.push(["proof_rate", { state: { state: code }, found: { rate: rate ?? 0n }, wanted: { rate: wanted ?? 0n }, years: { years: null } }]);
  }
  payers.sort((a, b) => (a.code < b.code ? -1 : 1));
  const total = minor(basis.cost.total);
  const amounts = new Map(
    assess(payers, ruleOfNotice(basis, page), total).lines.map((line) => [line.payer.code, line.amount]),
  );
  const stated = data.document === ANNEX ? data.states.map((each) => [each.iso3, each.amount]) : statedBy(data, minor);
  for (const [code, amount] of stated) {
    const [is, wanted] = [minor(amount), amounts.get(code) ?? 0n];
    if (is !== wanted) found.wrong.push(["proof_data", { where: code, found: { money: is }, wanted: { money: wanted } }]);
  }
  const figures = { amount: { money: amounts.get(data.state?.iso3) ?? 0n }, n: payers.length, total: { money: total } };
  if (data.document === ANNEX && stated.length !== payers.length) throw new TypeError("States are missing");
  if (!found.wrong.length) found.told.push([data.document === ANNEX ? "proof_amounts" : "proof_amount", figures]);
}

// The amount that a notice states for its State; of one that adjusts, what is assessed now, which must fit the difference.
function statedBy(data, minor) {
  const [line] = data.lines;
  const adjusts = line.after !== undefined;
  if (adjusts && minor(line.after) - minor(line.before) !== minor(line.amount)) throw new TypeError("no difference");
  if (minor(line.amount) !== minor(data.amount)) throw new TypeError("no sum");
  return [[data.state.iso3, adjusts ? line.after : line.amount]];
}

// Figures and bank details of the attached page that cannot be read in the PDF as often as they stand on it. What holds
// letters that run from right to left is drawn in pieces that do not say what they are, so it is told instead.
function compareText(data, text, found) {
  const page = data.composed.page;
  const details = (page.payment?.details ?? []).map(([, value]) => value);
  const bank = page.payment ? Object.values(data.issuer.bank) : [];
  for (const value of bank) {
    if (value && !details.some((each) => squeezed(each) === squeezed(value))) lacks(value, found);
  }
  const unprinted = ["lang", "dir", "attached", "document_title", "running"];
  const printed = Object.entries(page).filter(([key]) => !unprinted.includes(key));
  const texts = printed.flatMap(([, part]) => textsIn(part));
  const leaves = texts.map(squeezed);
  const read = squeezed(text);
  const wanted = [...details, ...texts.filter((each) => /\d/.test(each) && each.length < 48)];
  const unread = [];
  for (const each of new Set(wanted)) {
    const value = squeezed(each);
    if (!value) continue;
    if (/[\u0590-\u08ff]/.test(value)) {
      unread.push(each);
      continue;
    }
    const times = leaves.reduce((all, leaf) => all + leaf.split(value).length - 1, 0);
    if (read.split(value).length - 1 < times) lacks(each, found);
  }
  if (!found.wrong.length) found.told.push(["page_verify_text", {}]);
  if (unread.length) found.told.push(["page_verify_unread", { texts: { quotes: unread } }]);
}

function textsIn(part) {
  if (typeof part === "string") return [part];
  return part === null || typeof part !== "object" ? [] : Object.values(part).flatMap(textsIn);
}

function lacks(value, found) {
  if (found.wrong.length < 12) found.wrong.push(["proof_figure_lacking", { wanted: value }]);
}

function squeezed(text) {
  return text.normalize("NFKC").replace(/[\s\u00ad\u2010\u2011\u2066-\u2069]|-/g, "");
}
