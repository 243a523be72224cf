// The only place that rounds: exact amounts become whole units, and what is left over gets a named owner.

import { compare, floor, fraction, halfUp, minus } from "./fraction.js";

// `rows` are { code, weight, exact }, exact in units and not negative. Gives a Map of code to { units, borne }.
// Ties are cut by the larger weight (rate), then by code, so that the order of a list never counts.
export function apportionUnits(rows, total, policy) {
  const down = policy === "largest_remainder";
  const based = rows.map((row) => {
    const base = down ? floor(row.exact) : halfUp(row.exact);
    return { ...row, base, claim: down ? minus(row.exact, fraction(base)) : row.exact };
  });
  const missing = policy === "none" ? 0n : total - based.reduce((all, row) => all + row.base, 0n);
  const step = missing > 0n ? 1n : -1n;
  const ranked = missing ? [...based].sort(byClaim) : [];
  const owners = new Set(ranked.slice(0, Number(missing < 0n ? -missing : missing)).map((row) => row.code));
  const borne = (row) => (owners.has(row.code) ? step : 0n);
  return new Map(based.map((row) => [row.code, { units: row.base + borne(row), borne: borne(row) }]));
}

function byClaim(a, b) {
  if (compare(a.claim, b.claim)) return compare(b.claim, a.claim);
  if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
  return a.code < b.code ? -1 : 1;
}
