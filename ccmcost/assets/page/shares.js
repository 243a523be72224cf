// Shares: exact fractions of the cost that sum to 1, in the order of the rule: fixed, straight, held, then the rest.

import { compare, fraction, minus, ONE, sum, times } from "./fraction.js";
import { Problem } from "./problem.js";
import { apportionUnits } from "./rounding.js";

const WHOLE_RATE = 100000n;
// A payer is { code, role, ldc, weight }, weight in thousandths of a per cent. Gives a Map of code to { value, kind }.
export function sharesOf(payers, rule) {
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
    shares,
  );
  return rule.share_decimals === null ? shares : rounded(shares, payers, rule);
}

function setApart(payer, rule) {
  const fixed = rule.fixed.get(payer.code);
  if (fixed) return { value: fixed, kind: "fixed" };
  const plain = fraction(payer.weight, WHOLE_RATE);
  if (rule.states_not_party === "straight" && payer.role !== "state_party") return { value: plain, kind: "straight" };
  if (rule.hold_minimum && compare(plain, rule.hold_minimum) === 0) return { value: plain, kind: "held" };
  return null;
}

// Who passes a limit is set to it and never released; the rest are rescaled to what remains.
function rescale(free, remaining, rule, shares) {
  for (;;) {
    const factor = factorOf(free, remaining);
    const beyond = free.map((payer) => [payer.code, limited(times(fraction(payer.weight), factor), payer, rule)]);
    const caught = new Map(beyond.filter(([, share]) => share));
    for (const [code, share] of caught) shares.set(code, share);
    remaining = minus(remaining, sum([...caught.values()].map((share) => share.value)));
    free = free.filter((payer) => !caught.has(payer.code));
    if (caught.size === 0 || rule.limits === "single_pass") {
      const last = caught.size === 0 ? factor : factorOf(free, remaining);
      for (const payer of free)
        shares.set(payer.code, { value: times(fraction(payer.weight), last), kind: "pro_rata" });
      return;
    }
  }
}

function factorOf(free, remaining) {
  if (free.length === 0 && remaining.n !== 0n)
    throw new Problem("page_error_left_over", { remaining: { share: remaining } });
  if (free.length > 0 && remaining.n <= 0n) throw new Problem("page_error_nothing_left");
  const weights = free.reduce((all, payer) => all + payer.weight, 0n);
  return free.length ? fraction(remaining.n, remaining.d * weights) : fraction(0n);
}

function limited(share, payer, rule) {
  const ceilings = [
    ["ldc_ceiling", payer.ldc ? rule.ldc_ceiling : null],
    ["ceiling", rule.ceiling],
  ];
  for (const [kind, ceiling] of ceilings) {
    if (ceiling && compare(share, ceiling) > 0) return { value: ceiling, kind };
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
