// How one amount follows, step by step, as on the assessment notices: [key, figures] for the words of a language.

import { compare, fraction, minus, ONE, sum, times } from "./fraction.js";
import { sharesOf, weightsOf } from "./shares.js";

// The kinds of shares that say the amount itself, and those that the rule does not set apart.
const NONE = fraction(0n);
const SAID = ["fixed_amount", "minimum", "threshold"];
const WEIGHED = ["pro_rata", "minimum", "ceiling", "ldc_ceiling", "floor"];

export function explain(result, rule, code, status, scale) {
  const line = result.lines.find((each) => each.payer.code === code);
  if (!line) return [];
  return [
    ...poolSteps(result, rule, status),
    ...rateSteps(line, scale),
    ...shareSteps(result, rule, line),
    ...(SAID.includes(line.share.kind) ? [] : roundingSteps(result, rule, line)),
  ];
}

export function poolSteps(result, rule, status) {
  const count = (role) => result.lines.filter((line) => line.payer.role === role).length;
  const [n, parties] = [result.lines.length - count("organization"), count("state_party")];
  const figures = { n, parties, others: n - parties };
  return [
    [result.total < 0n ? "total_credit" : "total", { total: { money: result.total }, status }],
    [`pool_${rule.liable}`, figures],
  ];
}

function rateSteps({ payer }, scale) {
  if (payer.rate === null) return [];
  const basis = (payer.basis ?? scale.resolution).replace(/^assumed: /, "");
  return [
    [`rate_${payer.origin}`, { state: { state: payer.code }, rate: { rate: payer.rate }, scale: { years: null }, basis }],
  ];
}

// What remains after the fixed sums of money, who shares it, and the shares of it before they are rounded.
function poolOf(result, rule) {
  const lines = result.lines.filter((line) => line.share.kind !== "fixed_amount");
  const total = result.lines.reduce((left, line) => (lines.includes(line) ? left : left - line.amount), result.total);
  const payers = lines.map((line) => line.payer);
  const shares = lines.length ? sharesOf(payers, { ...rule, share_decimals: null }, total) : new Map();
  const weighed = payers.filter((payer) => WEIGHED.includes(shares.get(payer.code).kind));
  return { total, payers, shares, weights: weightsOf(weighed, rule) };
}

function shareSteps(result, rule, line) {
  const [state, pool] = [{ state: line.payer.code }, poolOf(result, rule)];
  const steps = [];
  if (line.share.kind === "fixed_amount") return [["share_fixed_amount", { state, sum: { money: line.amount } }]];
  const taken = result.total - pool.total;
  if (taken) steps.push(["set_off", { sums: { money: taken }, left: { money: pool.total } }]);
  steps.push(...reliefSteps(pool, rule, line.payer.code));
  const share = pool.shares.get(line.payer.code);
  if (share.kind === "minimum") return [...steps, ["share_minimum", { state, sum: { money: line.amount } }]];
  if (share.kind === "threshold") return [...steps, ["share_threshold", { state, threshold: { share: rule.threshold } }]];
  const figures = poolFigures(pool, line);
  const whole = compare(figures.remaining.share, ONE) === 0;
  if (share.kind === "pro_rata") {
    if (!whole) steps.push(["set_apart", figures]);
    steps.push(["sum_of_rates", figures], [whole ? "share_pro_rata" : "share_of_remaining", figures]);
  } else {
    steps.push([`share_${share.kind}`, { state, share: { share: share.value } }]);
  }
  // the share of what remains, as it was rounded
  const own = { share: times(line.share.value, fraction(result.total, pool.total)) };
  if (rule.share_decimals !== null) {
    steps.push([`share_rounded_${rule.share_residual}`, { decimals: rule.share_decimals, share: own }]);
  }
  const exact = { total: { money: pool.total }, share: own, exact: { exact: line.exact } };
  if (share.kind !== "pro_rata" || rule.share_decimals !== null) return [...steps, ["exact", exact]];
  return [...steps, [whole ? "exact_plain" : "exact_of_remaining", { ...exact, ...figures }]];
}

function reliefSteps({ payers, weights }, { relief }, code) {
  if (!relief || !weights.has(code)) return [];
  const [state, weight, own] = [{ state: code }, rate(weights.get(code)), relief.discounts.get(code)];
  if (own) return [["relief_reduced", { state, discount: { share: own.discount }, level: own.level, weight }]];
  const rates = payers.filter((payer) => weights.has(payer.code));
  const off = rates.map((payer) => times(fraction(payer.weight), relief.discounts.get(payer.code)?.discount ?? NONE));
  const bearing = rates.filter((payer) => relief.borne_by.includes(payer.code));
  const lost = sum(off);
  if (!relief.borne_by.includes(code) || lost.n === 0n) return [];
  const whole = bearing.reduce((all, payer) => all + payer.weight, 0n);
  return [["relief_borne", { state, lost: rate(lost), bearing: { rate: whole }, weight }]];
}

// A rate with its three decimals; one that relief has changed with as many as a share.
function rate(thousandths) {
  return thousandths.d === 1n ? { rate: thousandths.n } : { share: times(thousandths, fraction(1n, 100000n)) };
}

function poolFigures({ payers, shares, weights }, { payer }) {
  const free = payers.filter((each) => shares.get(each.code).kind === "pro_rata");
  const apart = [...shares.values()].filter((share) => share.kind !== "pro_rata");
  return {
    state: { state: payer.code },
    n: free.length,
    rate: rate(weights.get(payer.code) ?? NONE),
    sum: rate(sum(free.map((each) => weights.get(each.code)))),
    share: { share: shares.get(payer.code).value },
    remaining: { share: minus(ONE, sum(apart.map((share) => share.value))) },
    apart: apart.length,
  };
}

function roundingSteps(result, rule, line) {
  const first = { money: line.amount - line.rounding * result.unit };
  const rounded = rule.residual === "largest_remainder" ? "rounded_down" : "rounded_half_up";
  return [[rounded, { unit: { money: result.unit }, amount: first }], residualStep(result, rule, line)];
}

function residualStep(result, rule, line) {
  const amount = { money: line.amount };
  if (rule.residual === "none") {
    return [result.residual ? "residual_left" : "residual_zero", { residual: { money: result.residual }, amount }];
  }
  const units = result.lines.reduce((all, each) => all + each.rounding, 0n);
  if (units === 0n) return ["residual_zero", { amount }];
  const count = units < 0n ? -units : units;
  const direction = units > 0n === result.total > 0n ? "short" : "over";
  const key = `residual_${rule.residual}_${direction}_${line.rounding ? "borne" : "others"}${count === 1n ? "_one" : ""}`;
  const figures = { residual: { money: count * result.unit }, count: { count }, unit: { money: result.unit }, amount };
  return [key, { ...figures, state: { state: line.payer.code } }];
}
