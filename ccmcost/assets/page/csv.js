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

function cell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
