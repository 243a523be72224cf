// From who takes part, a rule and a total to one exact and one whole amount per State. Nothing here knows the page.

import { fraction, times } from "./fraction.js";
import { Problem } from "./problem.js";
import { apportionUnits } from "./rounding.js";
import { sharesOf } from "./shares.js";

const SUMS = ["fixed_amount", "minimum"];

// `states` is every { code, role, ldc, rate, origin, basis } of the page by code; `present` the codes that take part.
export function liableAt(rule, present, states) {
  const named = (code) => rule.fixed.has(code) || rule.fixed_amounts.has(code) || rule.rates.has(code);
  const listed = [...present].map((code) => states.get(code));
  const taking = listed.filter((state) => state.role !== "organization" || named(state.code));
  if (rule.liable === "participants") return taking;
  const parties = [...states.values()].filter((state) => state.role === "state_party");
  const others = taking.filter((state) => state.role !== "state_party");
  return parties.concat(
    rule.liable === "parties_only" ? others.filter((state) => state.role === "organization") : others,
  );
}

// The rate that counts: the rule's own, else that of the State; a State without any is refused, never charged zero.
export function payersOf(liable, rule) {
  const found = liable.map((state) => ({ ...state, ...rule.rates.get(state.code) }));
  const without = found
    .filter((payer) => payer.rate === null && !rule.fixed.has(payer.code) && !rule.fixed_amounts.has(payer.code))
    .map((payer) => payer.code);
  if (without.length) throw new Problem("page_error_rate", { states: { states: without.sort() } });
  if (found.length === 0) throw new Problem("page_error_nobody");
  return found.map((payer) => ({ ...payer, weight: payer.rate ?? 0n })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

// `total` is in minor units. Gives { total, unit, lines, residual }; a line is { payer, share, exact, amount, rounding }.
export function assess(payers, rule, total) {
  if (rule.residual !== "none" && total % rule.unit) {
    throw new Problem("page_error_unit", { total: { money: total }, unit: { money: rule.unit } });
  }
  const [sign, magnitude] = total < 0n ? [-1n, -total] : [1n, total];
  const shares = sharesOf(payers, rule, total);
  const rows = payers.map(({ code, weight }) => {
    return { code, weight, exact: times(shares.get(code).value, fraction(magnitude, rule.unit)) };
  });
  // sums that the rule names bear no residual unit
  const [named, others] = [[], []];
  for (const row of rows) (SUMS.includes(shares.get(row.code).kind) ? named : others).push(row);
  const left = named.reduce((rest, row) => rest - row.exact.n, magnitude / rule.unit);
  const units = apportionUnits(others, left, rule.residual);
  for (const row of named) units.set(row.code, { units: row.exact.n, borne: 0n });
  const lines = payers.map((payer, index) => ({
    payer,
    share: shares.get(payer.code),
    exact: times(rows[index].exact, fraction(sign * rule.unit)),
    amount: sign * units.get(payer.code).units * rule.unit,
    rounding: sign * units.get(payer.code).borne,
  }));
  return { total, unit: rule.unit, lines, residual: lines.reduce((left, line) => left - line.amount, total) };
}

// The assessment of a choice, or a Problem.
export function apportion(states, present, rule, total) {
  return assess(payersOf(liableAt(rule, present, states), rule), rule, total);
}
