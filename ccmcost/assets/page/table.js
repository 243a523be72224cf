// All amounts. On a narrow screen the cells of a row stand below each other, each with its own label.

import { fill, find, make, show } from "./dom.js";
import { amount, rateText, number, isolated, shareText, signed } from "./numbers.js";

// `order` is { column, down }, as the heading of its column says.
export function drawTable(page, words, choice, outcome, sorted, order) {
  const columns = columnsOf(page, words, outcome);
  const head = columns.map(([key, label]) => heading(key, label, order));
  const rows = sorted.map((row) => bodyRow(row, page, words, choice, columns));
  fill(
    "table",
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)),
    make("tbody", { role: "rowgroup" }, ...rows),
    make("tfoot", { role: "rowgroup" }, ...footRows(page, words, outcome, columns)),
  );
  find("table").classList.toggle("compared", !outcome.same);
  show(
    "star",
    sorted.some((row) => row.line && row.line.rounding),
  );
}

// A heading that sorts by its column, but for that of the role.
function heading(key, label, order) {
  const sorted = key === order.column ? (order.down ? "descending" : "ascending") : null;
  const head = { scope: "col", role: "columnheader", class: key, "aria-sort": sorted };
  if (key === "role") return make("th", head, label);
  // a browser paints no button in a heading that is repeated on each sheet of paper; there the label stands instead
  return make("th", { ...head, "data-label": label }, make("button", { type: "button", "data-sort": key, class: "sort" }, label));
}

function columnsOf(page, words, outcome) {
  const plain = (value) => isolated(number(value, words.habit), words.habit);
  const columns = [
    ["state", words.say("col_state"), null],
    ["role", words.say("col_role"), (row) => words.say(`role_${page.states.get(row.code).role}`)],
    [
      "rate",
      words.say("col_rate"),
      (row) => (row.line && row.line.payer.rate !== null ? plain(rateText(row.line.payer.rate)) : ""),
    ],
    ["share", words.say("col_share"), (row) => (row.line ? plain(shareText(row.line.share.value)) : "")],
    ["amount", words.say("col_amount", { currency: page.currency.code }), (row) => money(row.amount)],
    ["before", words.say("page_base"), (row) => money(row.before)],
    ["difference", words.say("page_difference"), (row) => signed(row.difference, page.currency, words.habit)],
  ];
  const money = (minor) => amount(minor, page.currency, words.habit);
  return outcome.same ? columns.slice(0, 5) : columns;
}

function bodyRow(row, page, words, choice, columns) {
  const kinds = [row.line ? "pays" : "gone", row.code === choice.you ? "you" : ""];
  const name = make(
    "th",
    { scope: "row", role: "rowheader", class: "state" },
    make("bdi", {}, words.name(row.code)),
    " ",
  );
  name.append(make("small", {}, row.code));
  const cells = columns.slice(1).map(([key, label, text]) => {
    const star = key === "amount" && row.line && row.line.rounding ? [make("span", { class: "star" }, "*")] : [];
    return make("td", { role: "cell", class: key, "data-label": label }, text(row), ...star);
  });
  return make("tr", { role: "row", class: kinds.join(" ").trim(), "data-code": row.code }, name, ...cells);
}

function footRows(page, words, outcome, columns) {
  const { result, base } = outcome;
  const residual = { amount: result.residual, before: base.residual, difference: result.residual - base.residual };
  const total = { amount: result.total, before: base.total, difference: result.total - base.total };
  const rows = [["total", words.say("annex_total", { n: result.lines.length }), total]];
  if (residual.amount || residual.before) rows.unshift(["residual", words.say("annex_residual"), residual]);
  return rows.map(([kind, label, figures]) => footRow(kind, label, figures, columns));

  function footRow(kind, label, figures, shown) {
    const head = make("th", { scope: "row", role: "rowheader", class: "state" }, label);
    const cells = shown.slice(1).map(([key, name]) => {
      const write = key === "difference" ? signed : amount;
      const text = key in figures ? write(figures[key], page.currency, words.habit) : "";
      return make("td", { role: "cell", class: key, "data-label": text ? name : null }, text);
    });
    return make("tr", { role: "row", class: kind }, head, ...cells);
  }
}
