// A result beside the base case: one row per State that bears something in either.

// Rows are { code, line (null if the State bears nothing now), amount, before, difference }, amounts in minor units.
export function rowsOf(result, base) {
  const before = new Map(base.lines.map((line) => [line.payer.code, line.amount]));
  const now = new Map(result.lines.map((line) => [line.payer.code, line]));
  return [...new Set([...now.keys(), ...before.keys()])].sort().map((code) => {
    const line = now.get(code) ?? null;
    const [amount, was] = [line ? line.amount : 0n, before.get(code) ?? 0n];
    return { code, line, amount, before: was, difference: amount - was };
  });
}

const size = (value) => (value < 0n ? -value : value);
const NOTHING = { rate: -1n, share: { n: -1n, d: 1n } };
const COLUMNS = {
  rate: (a, b) => rateOf(a) - rateOf(b),
  share: (a, b) => shareOf(a).n * shareOf(b).d - shareOf(b).n * shareOf(a).d,
  amount: (a, b) => size(a.amount) - size(b.amount),
  before: (a, b) => size(a.before) - size(b.before),
  difference: (a, b) => size(a.difference) - size(b.difference),
};

function rateOf(row) {
  return row.line?.payer.rate ?? NOTHING.rate;
}

function shareOf(row) {
  return row.line?.share.value ?? NOTHING.share;
}

// Rows by a column, `down` for the largest first; equal ones, and those of the column "state", by their place among names.
export function ordered(rows, { column, down }, places) {
  const sign = down ? -1 : 1;
  const named = (a, b) => places.get(a.code) - places.get(b.code);
  const compared = COLUMNS[column];
  if (!compared) return [...rows].sort((a, b) => sign * named(a, b));
  const sized = (difference) => (difference > 0n ? sign : difference < 0n ? -sign : 0);
  return [...rows].sort((a, b) => sized(compared(a, b)) || named(a, b));
}
