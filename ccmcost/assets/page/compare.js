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

export function ordered(rows, order, nameOf, collator) {
  const size = (value) => (value < 0n ? -value : value);
  const byName = (a, b) => collator.compare(nameOf(a.code), nameOf(b.code)) || (a.code < b.code ? -1 : 1);
  const by = (key) => (a, b) => (size(key(b)) > size(key(a)) ? 1 : size(key(b)) < size(key(a)) ? -1 : byName(a, b));
  const orders = { amount: by((row) => row.amount), difference: by((row) => row.difference), name: byName };
  return [...rows].sort(orders[order]);
}
