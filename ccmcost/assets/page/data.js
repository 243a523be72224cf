// The figures that the page carries, as values of the arithmetic: text becomes BigInt and exact fractions.

import { parsed } from "./fraction.js";

const LIMITS = ["ceiling", "ldc_ceiling", "floor", "hold_minimum", "threshold"];

export function readPage(document) {
  const states = new Map();
  for (const [code, names, other, role, ldc, rate, origin, basis, owned] of document.states) {
    states.set(code, { code, names, owned, other, role, ldc: ldc === 1, rate: rate && BigInt(rate), origin, basis });
  }
  return {
    ...document,
    states,
    rules: document.rules.map(readRule),
    currency: { code: document.cost.currency, decimals: document.cost.decimals },
    base: { total: BigInt(document.cost.minor), present: new Set(document.list.codes) },
    checked: new Map(document.checked.map(([code, minor]) => [code, BigInt(minor)])),
  };
}

export function readRule(document) {
  const rule = { ...document, unit: BigInt(document.unit) };
  for (const limit of LIMITS) rule[limit] = rule[limit] && parsed(rule[limit]);
  rule.fixed = new Map(Object.entries(document.fixed).map(([code, share]) => [code, parsed(share)]));
  rule.fixed_amounts = new Map(Object.entries(document.fixed_amounts).map(([code, sum]) => [code, BigInt(sum)]));
  rule.minimum = document.minimum && BigInt(document.minimum);
  rule.relief = document.relief && readRelief(document.relief);
  const rates = Object.entries(document.rates);
  rule.rates = new Map(rates.map(([code, [rate, basis]]) => [code, { rate: BigInt(rate), origin: "rule", basis }]));
  return rule;
}

// By State: the level at which it has relief, and the part of its rate that is taken off.
function readRelief({ borne_by, levels }) {
  const discounts = new Map();
  for (const [level, [discount, states]] of Object.entries(levels))
    for (const code of states) discounts.set(code, { level, discount: parsed(discount) });
  return { borne_by, discounts };
}
