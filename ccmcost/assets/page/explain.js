// How one amount follows, step by step, as on the assessment notices: [key, figures] for the words of a language.

import { compare, minus, ONE, sum } from "./fraction.js";
import { sharesOf } from "./shares.js";

export function explain(result, rule, code, status, scale) {
  const line = result.lines.find((each) => each.payer.code === code);
  if (!line) return [];
  const payers = result.lines.map((each) => each.payer);
  const shares = sharesOf(payers, { ...rule, share_decimals: null });
  return [
    ...poolSteps(result, rule, status),
    ...rateSteps(line, scale),
    ...shareSteps(result, rule, line, shares),
    ...amountSteps(result, rule, line, shares),
  ];
}

export function poolSteps(result, rule, status) {
  const count = (role) => result.lines.filter((line) => line.payer.role === role).length;
  const [n, parties] = [result.lines.length, count("state_party")];
  const figures = { n, parties, others: n - parties - count("organization") };
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

function shareSteps(result, rule, line, shares) {
  const share = shares.get(line.payer.code);
  const steps = [];
  if (share.kind === "pro_rata") {
    const pool = poolFigures(result, line, shares);
    const whole = compare(pool.remaining.share, ONE) === 0;
    if (!whole) steps.push(["set_apart", pool]);
    steps.push(["sum_of_rates", pool], [whole ? "share_pro_rata" : "share_of_remaining", pool]);
  } else {
    steps.push([`share_${share.kind}`, { state: { state: line.payer.code }, share: { share: share.value } }]);
  }
  if (rule.share_decimals !== null) {
    steps.push([
      `share_rounded_${rule.share_residual}`,
      { decimals: rule.share_decimals, share: { share: line.share.value } },
    ]);
  }
  return steps;
}

function poolFigures(result, line, shares) {
  const free = result.lines.map((each) => each.payer).filter((payer) => shares.get(payer.code).kind === "pro_rata");
  const apart = [...shares.values()].filter((share) => share.kind !== "pro_rata");
  return {
    state: { state: line.payer.code },
    n: free.length,
    rate: { rate: line.payer.weight },
    sum: { rate: free.reduce((all, payer) => all + payer.weight, 0n) },
    share: { share: shares.get(line.payer.code).value },
    remaining: { share: minus(ONE, sum(apart.map((share) => share.value))) },
    apart: apart.length,
  };
}

function amountSteps(result, rule, line, shares) {
  let key = "exact";
  let figures = { total: { money: result.total }, share: { share: line.share.value }, exact: { exact: line.exact } };
  if (line.share.kind === "pro_rata" && rule.share_decimals === null) {
    figures = { ...figures, ...poolFigures(result, line, shares) };
    key = compare(figures.remaining.share, ONE) === 0 ? "exact_plain" : "exact_of_remaining";
  }
  const first = { money: line.amount - line.rounding * result.unit };
  const rounded = rule.residual === "largest_remainder" ? "rounded_down" : "rounded_half_up";
  return [[key, figures], [rounded, { unit: { money: result.unit }, amount: first }], residualStep(result, rule, line)];
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
