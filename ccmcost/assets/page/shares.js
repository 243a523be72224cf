// Shares: exact fractions of the cost that sum to 1, in the order of the rule: fixed, straight, held, then the rest.

import { compare, fraction, minus, ONE, sum, times } from "./fraction.js";
import { Problem } from "./problem.js";
import { apportionUnits } from "./rounding.js";

const WHOLE_RATE = 100000n;
// A payer is { code, role, ldc, weight }, weight in thousandths of a per cent; `total` is in minor units.
// Gives a Map of code to { value, kind }. Sums of money come first, and all else is shares of what remains.
export function sharesOf(payers, rule, total) {
  const whole = total < 0n ? -total : total;
  const sums = payers.filter((payer) => rule.fixed_amounts.has(payer.code));
  if (sums.length === 0) return ofWhatRemains(payers, rule, whole);
  const left = sums.reduce((rest, payer) => rest - rule.fixed_amounts.get(payer.code), whole);
  const others = payers.filter((payer) => !rule.fixed_amounts.has(payer.code));
  if (left < 0n || left > 0n !== others.length > 0) throw new Problem("page_error_sums");
  const rest = others.length ? [...ofWhatRemains(others, rule, left)] : [];
  const part = fraction(left, whole);
  return new Map([
    ...sums.map(({ code }) => [code, { value: fraction(rule.fixed_amounts.get(code), whole), kind: "fixed_amount" }]),
    ...rest.map(([code, { value, kind }]) => [code, { value: times(value, part), kind }]),
  ]);
}

function ofWhatRemains(payers, rule, whole) {
  const shares = new Map();
  for (const payer of payers) {
    const share = setApart(payer, rule);
    if (share) shares.set(payer.code, share);
  }
  if (rule.states_not_party === "straight" && !payers.some((payer) => payer.role === "state_party")) {
    throw new Problem("page_error_no_party");
  }
  const remaining = minus(ONE, sum([...shares.values()].map((share) => share.value)));
  rescale(
    payers.filter((payer) => !shares.has(payer.code)),
    remaining,
    rule,
    rule.minimum && fraction(rule.minimum, whole),
    shares,
  );
  return rule.share_decimals === null ? shares : rounded(shares, payers, rule);
}

function setApart(payer, rule) {
  const fixed = rule.fixed.get(payer.code);
  if (fixed) return { value: fixed, kind: "fixed" };
  const plain = fraction(payer.weight, WHOLE_RATE);
  if (rule.threshold && compare(plain, rule.threshold) < 0) return { value: fraction(0n), kind: "threshold" };
  if (rule.states_not_party === "straight" && payer.role !== "state_party") return { value: plain, kind: "straight" };
  if (rule.hold_minimum && compare(plain, rule.hold_minimum) === 0) return { value: plain, kind: "held" };
  return null;
}

// What each shares in proportion to: its rate, less its relief, and with its part of what the relief of all takes off.
export function weightsOf(payers, rule) {
  const rates = new Map(payers.map((payer) => [payer.code, fraction(payer.weight)]));
  if (!rule.relief) return rates;
  const { borne_by, discounts } = rule.relief;
  const off = (code) => times(rates.get(code), discounts.get(code)?.discount ?? fraction(0n));
  const lost = sum([...rates.keys()].map(off));
  const bearing = sum(borne_by.filter((code) => rates.has(code)).map((code) => rates.get(code)));
  if (lost.n !== 0n && bearing.n === 0n) throw new Problem("page_error_relief");
  const factor = bearing.n ? times(lost, { n: bearing.d, d: bearing.n }) : lost;
  const borne = (code) => (borne_by.includes(code) ? times(rates.get(code), factor) : fraction(0n));
  return new Map([...rates].map(([code, rate]) => [code, sum([minus(rate, off(code)), borne(code)])]));
}

// Who passes a limit is set to it and never released; the rest are rescaled to what remains.
function rescale(free, remaining, rule, least, shares) {
  if (least && compare(times(least, fraction(BigInt(free.length))), remaining) > 0) {
    throw new Problem("page_error_minimum", { n: free.length, minimum: { money: rule.minimum } });
  }
  const weights = weightsOf(free, rule);
  for (;;) {
    const factor = factorOf(free, weights, remaining);
    const beyond = free.map((payer) => [payer.code, limited(times(weights.get(payer.code), factor), payer, rule, least)]);
    const caught = new Map(beyond.filter(([, share]) => share));
    for (const [code, share] of caught) shares.set(code, share);
    remaining = minus(remaining, sum([...caught.values()].map((share) => share.value)));
    free = free.filter((payer) => !caught.has(payer.code));
    if (caught.size === 0 || rule.limits === "single_pass") {
      const last = caught.size === 0 ? factor : factorOf(free, weights, remaining);
      for (const { code } of free) shares.set(code, { value: times(weights.get(code), last), kind: "pro_rata" });
      return;
    }
  }
}

function factorOf(free, weights, remaining) {
  const whole = sum(free.map((payer) => weights.get(payer.code)));
  if (whole.n === 0n && remaining.n > 0n)
    throw new Problem("page_error_left_over", { remaining: { share: remaining } });
  if (whole.n === 0n && remaining.n < 0n)
    throw new Problem("page_error_too_much", { excess: { share: minus(fraction(0n), remaining) } });
  if (whole.n !== 0n && remaining.n <= 0n) throw new Problem("page_error_nothing_left");
  return whole.n ? times(remaining, { n: whole.d, d: whole.n }) : fraction(0n);
}

function limited(share, payer, rule, least) {
  const ceilings = [
    ["ldc_ceiling", payer.ldc ? rule.ldc_ceiling : null],
    ["ceiling", rule.ceiling],
  ];
  for (const [kind, ceiling] of ceilings) {
    if (ceiling && least && compare(least, ceiling) > 0) {
      throw new Problem("page_error_minimum", { n: 1, minimum: { money: rule.minimum } });
    }
    if (ceiling && compare(share, ceiling) > 0) return { value: ceiling, kind };
  }
  if (least && compare(share, least) < 0 && !(rule.floor && compare(least, rule.floor) < 0)) {
    return { value: least, kind: "minimum" };
  }
  return rule.floor && compare(share, rule.floor) < 0 ? { value: rule.floor, kind: "floor" } : null;
}

function rounded(shares, payers, rule) {
  const whole = 100n * 10n ** BigInt(rule.share_decimals);
  const policy = rule.share_residual === "largest_shares" ? "largest_amounts" : "largest_remainder";
  const exact = payers.map(({ code, weight }) => ({
    code,
    weight,
    exact: times(shares.get(code).value, fraction(whole)),
  }));
  const units = apportionUnits(exact, whole, policy);
  return new Map(
    [...units].map(([code, each]) => [code, { value: fraction(each.units, whole), kind: shares.get(code).kind }]),
  );
}
