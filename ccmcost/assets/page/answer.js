// Your State, and the choice against the original inputs in words.

import { changesOf, ruleOf } from "./choice.js";
import { fill, find, make, show } from "./dom.js";
import { explain } from "./explain.js";
import { money, signed, tied } from "./numbers.js";

export function drawYou(page, words, choice, outcome) {
  const code = choice.you;
  const row = outcome.rows.find((each) => each.code === code);
  const charged = Boolean(row && row.line);
  const absent = code !== "" && !charged && !choice.present.has(code);
  find("you-heading").textContent = code ? words.name(code) : words.say("page_you");
  find("answer-you").classList.toggle("empty", !code);
  show("you-hint", !code);
  show("how", charged);
  show("join-field", absent);
  if (!code) return fill("you-body", make("p", {}, words.say("page_you_prompt")));
  const why = absent ? "page_not_present" : "page_not_charged";
  const lines = charged ? answered(page, words, choice, outcome, row) : [[words.say(why), "of"]];
  if (row && !outcome.same) {
    const figures = { before: { money: row.before }, difference: { text: signed(row.difference, page.currency, words.habit) } };
    lines.push([words.say("page_change", figures), "change"]);
  }
  fill("you-body", ...lines.map(([text, kind]) => make("p", { class: kind }, tied(text))));
}

// The amount, what it is a part of, and the share in one line; the steps of the notices below.
function answered(page, words, choice, outcome, row) {
  const rule = ruleOf(choice, page);
  const status = choice.cost === null ? page.cost.status : "given";
  const steps = explain(outcome.result, rule, row.code, words.say(`status_${status}`), page.scale);
  fill("steps", ...steps.map((step) => make("li", {}, tied(words.say(...step)))));
  const [, ratio] = steps.find(([key]) => key === "share_pro_rata" && rule.share_decimals === null) ?? [];
  const kind = choice.cost === null ? page.cost.status : "entered";
  return [
    [money(row.amount, page.currency, words.habit), "amount"],
    [words.say(`page_of_${kind}`, { total: { money: outcome.result.total } }), "of"],
    [ratio ? words.say("page_line", ratio) : words.say("page_line_share", { share: { share: row.line.share.value } }), "line"],
  ];
}

export function drawChosen(page, words, choice, outcome) {
  fill("chosen", ...chosenLines(page, words, choice, outcome).map((text) => make("li", {}, text)));
}

// What the result rests on, line by line; only what differs from the original inputs is told or marked as a change.
export function chosenLines(page, words, choice, outcome) {
  const rule = ruleOf(choice, page);
  const { added, removed } = changesOf(choice, page);
  const [base] = page.rules;
  const costs = { now: { money: outcome.result.total }, before: { money: page.base.total } };
  const same_cost = outcome.result.total === page.base.total;
  const lines = outcome.same && same_cost ? [words.say("page_same")] : [];
  if (!same_cost) lines.push(words.say("page_cost_now", costs));
  if (added.length) lines.push(words.say("page_added", { states: { states: added } }));
  if (removed.length) lines.push(words.say("page_removed", { states: { states: removed } }));
  lines.push(words.rule(rule) + unless(rule.id === base.id, words));
  lines.push(words.say(`page_residual_${rule.residual}`) + unless(rule.residual === base.residual, words));
  return lines;
}

function unless(inForce, words) {
  return inForce ? "" : " " + words.say("page_other_rule");
}
