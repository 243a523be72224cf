// The largest amounts as bars, with a line where the base case stands. Widths are attributes of drawings, not styles.

import { fill, find, make } from "./dom.js";
import { amount } from "./numbers.js";

const SHOWN = 10;
const WIDTH = 1000n;

export function drawChart(page, words, choice, outcome, sorted) {
  const size = (value) => (value < 0n ? -value : value);
  const few = sorted.length <= SHOWN + 4 ? sorted : sorted.slice(0, SHOWN);
  const own = sorted.find((row) => row.code === choice.you && !few.includes(row));
  const rest = sorted.filter((row) => !few.includes(row) && row !== own);
  const bars = [...few, ...(own ? [own] : [])].map((row) => ({ ...row, name: words.name(row.code) }));
  if (rest.length) bars.push(together(rest, words));
  const largest = bars.reduce(
    (most, bar) => [most, size(bar.amount), size(bar.before)].reduce((a, b) => (a > b ? a : b)),
    1n,
  );
  const width = (value) => String((size(value) * WIDTH) / largest);
  fill("bars", ...bars.map((bar) => item(bar, width, page, words, choice, outcome)));
  find("chart-note").textContent = words.say(outcome.same ? "page_chart_note" : "page_chart_note_base");
}

function together(rows, words) {
  const total = (key) => rows.reduce((all, row) => all + row[key], 0n);
  return {
    code: "",
    name: words.say("page_rest", { count: rows.length }),
    amount: total("amount"),
    before: total("before"),
  };
}

function item(bar, width, page, words, choice, outcome) {
  const party = bar.code && page.states.get(bar.code).role === "state_party";
  const kind = bar.code === "" ? "rest" : party ? "party" : "other";
  const drawing = make(
    "svg:svg",
    { viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    make("svg:rect", { class: kind, x: "0", y: "1.5", height: "7", width: width(bar.amount) }),
  );
  if (!outcome.same)
    drawing.append(make("svg:line", { x1: width(bar.before), x2: width(bar.before), y1: "0", y2: "10" }));
  return make(
    "li",
    { class: bar.code && bar.code === choice.you ? "you" : null },
    make("bdi", { class: "name" }, bar.name),
    drawing,
    make("span", { class: "figure" }, amount(bar.amount, page.currency, words.habit)),
  );
}
