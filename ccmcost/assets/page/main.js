// The page: one choice, one redraw. Every change goes the same way: choice, result, words, link.

import { apportion } from "./apportion.js";
import { drawChosen, drawYou } from "./answer.js";
import { drawChart } from "./chart.js";
import { baseChoice, fromFragment, isBase, ruleOf, toFragment } from "./choice.js";
import { combobox } from "./combobox.js";
import { ordered, rowsOf } from "./compare.js";
import { plainCost, readCost, shownCost } from "./cost.js";
import { csvText } from "./csv.js";
import { readPage } from "./data.js";
import { fill, find, make, show } from "./dom.js";
import { dropPlace } from "./drop.js";
import { drawFrame, drawStanding, mark } from "./frame.js";
import { money } from "./numbers.js";
import { inOrder, placesOf } from "./order.js";
import { Problem } from "./problem.js";
import { drawTable } from "./table.js";
import { drawTicks, markTicks } from "./ticks.js";
import { Words } from "./words.js";

const ANNOUNCED_AFTER = 700;
const COST_PROBLEMS = ["amount", "two_readings", "open", "negative", "range"].map((each) => `page_error_${each}`);

const page = readPage(JSON.parse(find("data").textContent));
const base = checkedBase();
let choice = baseChoice(page);
let words = new Words(choice.language, page);
let outcome = null;
let announcing = 0;
let codes = [];
let order = { column: "state", down: false };
const drawDropped = dropPlace(page, () => words);
const you = combobox(find("you"), find("you-list"), find("you-told"), (code) => change({ you: code }));

// The base case, or null unless this browser computes it as ccmcost did when it made the page: then no figure is shown.
function checkedBase() {
  try {
    const result = original(page.base.total);
    const same = result.lines.every((line) => page.checked.get(line.payer.code) === line.amount);
    return same && result.lines.length === page.checked.size ? result : null;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

function computed() {
  if (base === null) throw new Problem("page_error_check");
  const total = choice.cost === null ? page.base.total : readCost(choice.cost, page, words);
  const result = apportion(page.states, choice.present, ruleOf(choice, page), total);
  const before = illustrative() ? original(total) : base;
  const same = isBase(choice, page, illustrative() ? page.base.total : total);
  return { result, base: before, rows: rowsOf(result, before), same };
}

function original(total) {
  return apportion(page.states, page.base.present, page.rules[0], total);
}

// Whoever puts the real cost in place of an illustrative one is shown what other changes do at that cost.
function illustrative() {
  return page.cost.status === "illustrative";
}

function update() {
  let problem = null;
  try {
    outcome = computed();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    [problem, outcome] = [error, null];
  }
  drawStanding(page, words, choice);
  markTicks(page, words, choice);
  drawProblem(problem);
  if (outcome) drawOutcome();
  drawLink();
  announce(problem);
}

function drawProblem(problem) {
  const text = problem ? words.say(problem.key, problem.figures) : "";
  const ofCost = problem !== null && COST_PROBLEMS.includes(problem.key);
  find("error").textContent = ofCost ? words.say("page_no_result") : text;
  find("cost-error").textContent = ofCost ? text : "";
  show("error", problem !== null);
  show("cost-error", ofCost);
  find("cost").setAttribute("aria-invalid", String(ofCost));
  show("answer", problem === null);
  show("you-answer", problem === null);
  find("csv").disabled = problem !== null;
}

function drawOutcome() {
  const places = placesOf(codes);
  const sorted = (by) => ordered(outcome.rows, by, places);
  drawYou(page, words, choice, outcome);
  drawChosen(page, words, choice, outcome);
  drawChart(page, words, choice, outcome, sorted({ column: "amount", down: true }));
  drawTable(page, words, choice, outcome, sorted(order), order);
}

// The first press on a heading of figures puts the largest first, on that of names A first; the next turns it round.
function sortBy(column) {
  order = { column, down: order.column === column ? !order.down : column !== "state" };
  drawOutcome();
  find("table").querySelector(`[data-sort="${column}"]`).focus();
}

function drawLink() {
  const fragment = toFragment(choice, page);
  const address = location.href.replace(/#.*$/, "");
  find("link").value = fragment ? `${address}#${fragment}` : address;
  find("all").href = `index.html#${[...(choice.you ? [`you=${choice.you}`] : []), `lang=${choice.language}`].join("&")}`;
  if (location.hash.replace(/^#/, "") !== fragment) history.replaceState(null, "", fragment ? "#" + fragment : address);
}

// Tells the outcome to those who do not see it, once the choice has settled.
function announce(problem) {
  clearTimeout(announcing);
  const text = problem ? words.say(problem.key, problem.figures) : summary();
  announcing = setTimeout(() => (find("status").textContent = text), ANNOUNCED_AFTER);
}

function summary() {
  const { result, rows } = outcome;
  const all = words.say("page_told", { total: { money: result.total }, n: result.lines.length });
  const row = rows.find((each) => each.code === choice.you);
  return row ? `${all} ${words.name(row.code)}: ${money(row.amount, page.currency, words.habit)}` : all;
}

// Brings the controls in step with a choice that did not come from them.
function adopt(next) {
  const spoken = words.language !== next.language || !find("states").children.length;
  choice = next;
  words = new Words(choice.language, page);
  if (choice.cost !== null) choice = { ...choice, cost: plainCost(choice.cost, page, words) };
  if (spoken) {
    codes = inOrder(page, words);
    show("in-english", !(words.language in page.order));
    drawFrame(page, words);
    drawTicks(page, words, choice, codes);
    drawDropped();
  }
  find("language").value = choice.language;
  find("cost").value = shownCost(choice.cost, page, words);
  you.show(words, codes, choice.you);
  mark("rule", choice.rule);
  mark("residual", choice.residual);
}

function restore() {
  const { choice: next, refused } = fromFragment(location.hash, page);
  adopt(next);
  find("refused").textContent = refused.length ? words.say("page_refused", { parts: refused.join(" & ") }) : "";
  show("refused", refused.length > 0);
  update();
}

function change(part) {
  const spoken = "language" in part && part.language !== choice.language;
  choice = { ...choice, ...part };
  if (spoken) adopt(choice);
  show("refused", false);
  update();
}

function copyLink() {
  const field = find("link");
  const told = (key) => (find("status").textContent = find("copy").textContent = words.say(key));
  const byHand = () => {
    field.focus();
    field.select();
    told("page_copy_by_hand");
  };
  if (!navigator.clipboard) return byHand();
  return navigator.clipboard.writeText(field.value).then(() => told("page_copied"), byHand);
}

function download() {
  const specimen = choice.cost === null && illustrative() ? "SPECIMEN-" : "";
  const address = URL.createObjectURL(new Blob([csvText(outcome.result, page)], { type: "text/csv;charset=utf-8" }));
  make("a", { href: address, download: `${specimen}unofficial-calculation-${page.meeting}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function listen() {
  const on = (id, event, act) => find(id).addEventListener(event, act);
  const typed = () =>
    find("cost").value === shownCost(null, page, words) ? null : plainCost(find("cost").value, page, words);
  on("cost", "input", () => change({ cost: typed() }));
  on("cost", "change", () => (find("cost").value = shownCost(choice.cost, page, words)));
  on("join", "click", () => change({ present: new Set([...choice.present, choice.you]) }));
  on("rule", "change", ({ target }) => change({ rule: target.value }));
  on("residual", "change", ({ target }) => change({ residual: target.value }));
  on("language", "change", () => change({ language: find("language").value }));
  on("table", "click", ({ target }) => target.dataset.sort && sortBy(target.dataset.sort));
  on("states", "change", ({ target }) => {
    const present = new Set(choice.present);
    if (target.checked) present.add(target.value);
    else present.delete(target.value);
    change({ present });
  });
  for (const id of ["search", "only"]) on(id, "input", () => markTicks(page, words, choice));
  on("search", "input", () => announceFound());
  on("parties", "click", () => change({ present: new Set(parties()) }));
  on("nobody", "click", () => change({ present: new Set() }));
  on("reset", "click", () => {
    adopt({ ...baseChoice(page), you: choice.you, language: choice.language });
    change({});
  });
  on("copy", "click", copyLink);
  on("csv", "click", download);
  on("print", "click", () => window.print());
  on("skip", "click", (event) => {
    event.preventDefault();
    find("result").focus();
  });
  window.addEventListener("hashchange", restore);
}

function announceFound() {
  clearTimeout(announcing);
  announcing = setTimeout(() => (find("status").textContent = find("found").textContent), ANNOUNCED_AFTER);
}

function parties() {
  return [...page.states.values()].filter((state) => state.role === "state_party").map((state) => state.code);
}

fill(
  "language",
  ...page.languages.map((each) => make("option", { value: each, lang: each }, page.texts[each].language)),
);
window.addEventListener("beforeprint", () => (find("how").open = true));
show("all", page.index);
listen();
restore();
show("asleep", false);
show("main", true);
