// Your State, and the choice against the base case in words.

import { changesOf, ruleOf } from "./choice.js";
import { fill, find, make } from "./dom.js";
import { explain } from "./explain.js";
import { money, quoted, signed } from "./numbers.js";

export function drawYou(page, words, choice, outcome) {
  const code = choice.you;
  find("you-heading").textContent = code ? words.name(code) : words.say("page_you");
  find("answer-you").classList.toggle("empty", !code);
  if (!code) return fill("you-body", make("p", {}, words.say("page_you_prompt")));
  const row = outcome.rows.find((each) => each.code === code);
  const parts = [figures(page, words, outcome, row)];
  if (row && row.line) {
    const status = words.say(choice.cost === null ? `status_${page.cost.status}` : "status_given");
    const steps = explain(outcome.result, ruleOf(choice, page), code, status, page.scale);
    parts.push(make("h4", {}, words.say("heading_derivation")));
    parts.push(make("ol", {}, ...steps.map((step) => make("li", {}, words.say(...step)))));
  } else {
    const why = choice.present.has(code) ? "page_not_charged" : "page_not_present";
    parts.push(make("p", {}, words.say(why, { state: { state: code } })));
  }
  fill("you-body", ...parts);
}

function figures(page, words, outcome, row) {
  const { line = null, amount = 0n, before = 0n, difference = 0n } = row ?? {};
  const facts = [[words.say("page_amount"), money(amount, page.currency, words.habit), "large"]];
  if (line) facts.push([words.say("col_share"), words.figure({ share: line.share.value }), ""]);
  if (line && line.payer.rate !== null)
    facts.push([words.say("col_rate"), words.figure({ rate: line.payer.rate }), ""]);
  if (!outcome.same) {
    facts.push([words.say("page_base"), money(before, page.currency, words.habit), ""]);
    facts.push([words.say("page_difference"), signed(difference, page.currency, words.habit), ""]);
  }
  const shown = facts.map(([term, value, kind]) =>
    make("div", { class: kind || null }, make("dt", {}, term), make("dd", {}, value)),
  );
  return make("dl", {}, ...shown);
}

export function drawChosen(page, words, choice, outcome) {
  fill("chosen", ...chosenLines(page, words, choice, outcome).map((text) => make("li", {}, text)));
}

// What the result rests on, line by line; only what differs from the base case is told or marked as a change.
export function chosenLines(page, words, choice, outcome) {
  const rule = ruleOf(choice, page);
  const { added, removed } = changesOf(choice, page);
  const [base] = page.rules;
  const costs = { now: { money: outcome.result.total }, before: { money: page.base.total } };
  const lines = outcome.same ? [words.say("page_same")] : [];
  if (outcome.result.total !== page.base.total) lines.push(words.say("page_cost_now", costs));
  if (added.length) lines.push(words.say("page_added", { states: { states: added } }));
  if (removed.length) lines.push(words.say("page_removed", { states: { states: removed } }));
  lines.push(`${words.rule(rule)} (${quoted(rule.id, words.habit)})` + unless(rule.id === base.id, words));
  lines.push(words.say(`page_residual_${rule.residual}`) + unless(rule.residual === base.residual, words));
  return lines;
}

function unless(inForce, words) {
  return inForce ? "" : " " + words.say("page_other_rule");
}
