// Exact fractions of BigInt, always reduced and with a positive denominator. Numbers of the machine never hold money.

export const ONE = { n: 1n, d: 1n };

function divisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

export function fraction(n, d = 1n) {
  const by = divisor(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / by, d: d / by };
}

export function parsed(text) {
  const [n, d = "1"] = text.split("/");
  return fraction(BigInt(n), BigInt(d));
}

export function plus(a, b) {
  return a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function minus(a, b) {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a, b) {
  return fraction(a.n * b.n, a.d * b.d);
}

export function compare(a, b) {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function sum(fractions) {
  return fractions.reduce(plus, { n: 0n, d: 1n });
}

export function floor(a) {
  return a.n / a.d - (a.n < 0n && a.n % a.d ? 1n : 0n);
}

// A non-negative fraction rounded to the nearest whole number, halves up.
export function halfUp(a) {
  return (2n * a.n + a.d) / (2n * a.d);
}
