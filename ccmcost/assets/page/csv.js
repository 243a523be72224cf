// The table as ccmcost writes it: iso3,name,role,rate,share,amount,rounding; names in English, one row per State that pays.

import { rateText, scaledText, shareText } from "./numbers.js";

export function csvText(result, page) {
  const english = page.named.indexOf("en");
  const rows = result.lines.map((line) => [
    line.payer.code,
    page.states.get(line.payer.code).names[english],
    line.payer.role,
    line.payer.rate === null ? "" : rateText(line.payer.rate),
    shareText(line.share.value),
    scaledText(line.amount, page.currency.decimals),
    String(line.rounding),
  ]);
  const header = ["iso3", "name", "role", "rate", "share", "amount", "rounding"];
  return [header, ...rows].map((row) => row.map(cell).join(",") + "\n").join("");
}

// As ccmcost/text.py has it: a text that a spreadsheet would run as a formula gets an apostrophe before it.
const FORMULA =
  /(^(?!'*\s*[+-][0-9 .,]*%?\s*$)|[;|\t\r\n])(?='*[^\S\t\r\n]*(?:"[^\S\t\r\n]*)*[=+\-@\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])/g;

function cell(text) {
  const disarmed = text.replace(FORMULA, "$1'");
  return /[",;|\t\r\n]|^\s|\s$/.test(disarmed) ? `"${disarmed.replaceAll('"', '""')}"` : disarmed;
}
