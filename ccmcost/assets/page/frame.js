// What stands around the result: language, titles, status of the figures, choices, sources.

import { fill, find, make, show } from "./dom.js";
import { scaledText } from "./numbers.js";

export function drawFrame(page, words) {
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.habit.right_to_left ? "rtl" : "ltr";
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words.say(each.dataset.word);
  const texts = page.texts[words.language];
  document.title = `${words.say("page_title")} – ${texts.meeting}`;
  for (const id of ["convention", "meeting", "when"]) find(id).textContent = texts[id];
  fill("sources", ...texts.sources.map((text) => make("li", {}, text)));
  find("made").textContent = words.say("page_made", { version: page.version });
  find("cost-label").textContent = words.say("page_cost", { currency: page.currency.code });
  const example = scaledText(123456n, page.currency.decimals);
  const base = { total: { money: page.base.total }, status: words.say(`status_${page.cost.status}`) };
  find("cost-hint").textContent =
    words.say("page_cost_hint", { example: example }) + " " + words.say("page_cost_base", base);
  choices(
    "order",
    ["amount", "name", "difference"].map((each) => [each, words.say(`page_order_${each}`)]),
  );
  show("rules", page.residuals.length > 0);
  options(
    "rule",
    page.rules.map((rule) => [rule.id, words.rule(rule), rule.id]),
  );
  options(
    "residual",
    page.residuals.map((each) => [each, words.say(`page_residual_${each}`)]),
  );
}

// The options of a select, which keeps its value.
export function choices(id, options) {
  const { value } = find(id);
  fill(id, ...options.map(([each, text]) => make("option", { value: each }, text)));
  if (options.some(([each]) => each === value)) find(id).value = value;
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
export function drawStanding(page, words, choice, total) {
  const figures = { total: { money: total } };
  const illustrative = choice.cost === null && page.cost.status === "illustrative";
  const status = words.say(choice.cost === null ? `status_${page.cost.status}` : "status_given");
  if (total === null) find("standing").textContent = words.say("page_no_result");
  else
    find("standing").textContent = illustrative
      ? words.say("title_specimen", { total: page.texts[words.language].whole })
      : words.say("page_calculation", { ...figures, status });
  const open = [words.say(`page_list_${page.list.status}`)];
  if (page.scale.chosen !== "by day")
    open.push(words.say(`caution_scale_${page.scale.chosen}`, { scale: page.scale.id }));
  if (page.unsettled) open.push(words.say("page_unsettled"));
  fill("open", ...open.map((text) => make("li", {}, text)));
}
