// What stands around the result: language, titles, status of the figures, choices, sources.

import { fill, find, make, show, speak } from "./dom.js";
import { entered, isolated, scaledText, tied } from "./numbers.js";

export function drawFrame(page, words) {
  speak(words);
  const texts = page.texts[words.language];
  document.title = `${words.say("page_title")} – ${texts.meeting}`;
  for (const id of ["convention", "meeting", "when"]) find(id).textContent = texts[id];
  fill("sources", ...texts.sources.map((text) => make("li", {}, text)));
  find("made").textContent = words.say("page_made", { version: page.version });
  find("cost-label").textContent = words.say("page_cost", { currency: page.currency.code });
  const examples = { one: entered(123456789n, page.currency, words.habit), other: scaledText(123456789n, page.currency.decimals) };
  const written = Object.fromEntries(Object.entries(examples).map(([key, text]) => [key, { text: isolated(text, words.habit) }]));
  const base = { total: { money: page.base.total } };
  find("cost-hint").textContent = tied(`${words.say("page_cost_hint", written)} ${words.say("page_cost_base", base)}`);
  show("rules", page.residuals.length > 0);
  const known = page.rules.map((rule) => words.rule(rule));
  options(
    "rule",
    page.rules.map((rule, index) => [rule.id, known[index], known.indexOf(known[index]) < index ? rule.id : ""]),
  );
  options(
    "residual",
    page.residuals.map((each) => [each, words.say(`page_residual_${each}`)]),
  );
}

// One of several, each with its full text; drawn anew without a mark, which the choice sets.
function options(id, offered) {
  const rows = offered.map(([value, text, remark = ""]) => {
    const mark = make("input", { type: "radio", name: id, value, id: `${id}-${value}` });
    return make(
      "p",
      { class: "tick" },
      mark,
      make("label", { for: `${id}-${value}` }, text, " ", make("small", {}, remark)),
    );
  });
  fill(id, ...rows);
}

export function mark(id, value) {
  for (const each of find(id).querySelectorAll("input")) each.checked = each.value === value;
}

// What the figures may be taken for, and what is open about them.
export function drawStanding(page, words, choice) {
  const specimen = choice.cost === null && page.cost.status === "illustrative";
  find("standing").textContent = specimen ? tied(words.say("title_specimen", { total: page.texts[words.language].whole })) : "";
  const scale = page.scale.chosen.startsWith("by ") ? [] : [words.say(`caution_scale_${page.scale.chosen}`, { scale: { years: null } })];
  const expected = page.list.status === "expected" ? [words.say("page_expected")] : [];
  find("caution").textContent = tied([words.say("page_unofficial"), ...scale, ...expected].join(" "));
  const open = [words.say(`page_list_${page.list.status}`), ...(page.unsettled ? [words.say("page_unsettled")] : [])];
  fill("open", ...open.map((text) => make("li", {}, text)));
}
