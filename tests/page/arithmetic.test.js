import assert from "node:assert/strict";
import { test } from "node:test";

import { apportion, assess } from "../../ccmcost/assets/page/apportion.js";
import { readRule } from "../../ccmcost/assets/page/data.js";
import { compare, floor, fraction, halfUp, minus, plus, sum, times } from "../../ccmcost/assets/page/fraction.js";
import { apportionUnits } from "../../ccmcost/assets/page/rounding.js";
import { sharesOf } from "../../ccmcost/assets/page/shares.js";
import { page, rule } from "./sample.js";

const third = fraction(1n, 3n);
const payers = (...rates) =>
  rates.map((rate, i) => ({
    code: "ABCDEFG"[i],
    role: "state_party",
    ldc: false,
    rate: BigInt(rate),
    weight: BigInt(rate),
  }));
const amounts = (result) => result.lines.map((line) => line.amount);

test("fractions are exact, reduced, with a positive denominator", () => {
  assert.deepEqual(fraction(6n, -4n), { n: -3n, d: 2n });
  assert.deepEqual(plus(third, fraction(1n, 6n)), { n: 1n, d: 2n });
  assert.deepEqual(minus(third, third), { n: 0n, d: 1n });
  assert.deepEqual(times(third, fraction(3n)), { n: 1n, d: 1n });
  assert.deepEqual(sum([third, third, third]), { n: 1n, d: 1n });
  assert.equal(compare(third, fraction(33333333333333333333n, 100000000000000000000n)), 1);
  assert.deepEqual(
    [floor(fraction(-1n, 2n)), floor(fraction(7n, 2n)), halfUp(fraction(5n, 2n)), halfUp(fraction(7n, 3n))],
    [-1n, 3n, 3n, 2n],
  );
});

test("units missing go to the largest amounts, units in excess come from them", () => {
  const rows = (...exact) => exact.map(([n, d], i) => ({ code: "ABC"[i], weight: 1n, exact: fraction(n, d) }));
  const short = apportionUnits(rows([10n, 3n], [10n, 3n], [10n, 3n]), 10n, "largest_amounts");
  assert.deepEqual(
    [...short.values()].map((each) => each.units),
    [4n, 3n, 3n],
  );
  const over = apportionUnits(rows([5n, 2n], [5n, 2n], [0n, 1n]), 5n, "largest_amounts");
  assert.deepEqual(
    [...over.values()],
    [
      { units: 2n, borne: -1n },
      { units: 3n, borne: 0n },
      { units: 0n, borne: 0n },
    ],
  );
});

test("largest remainder rounds down first; none leaves the rest", () => {
  const rows = [
    ["A", 7n, 3n],
    ["B", 8n, 3n],
    ["C", 5n, 1n],
  ].map(([code, n, d]) => ({ code, weight: 1n, exact: fraction(n, d) }));
  assert.deepEqual(
    [...apportionUnits(rows, 10n, "largest_remainder").values()].map((each) => each.units),
    [2n, 3n, 5n],
  );
  assert.deepEqual(
    [...apportionUnits(rows, 11n, "none").values()].map((each) => each.borne),
    [0n, 0n, 0n],
  );
});

test("ties are cut by the larger rate, then by code, whatever the order of the list", () => {
  const rows = ["C", "A", "B"].map((code) => ({ code, weight: code === "B" ? 2n : 1n, exact: fraction(1n, 2n) }));
  for (const order of [rows, [...rows].reverse()]) {
    const units = apportionUnits(order, 2n, "largest_remainder");
    assert.deepEqual(
      ["A", "B", "C"].map((code) => units.get(code).units),
      [1n, 1n, 0n],
    );
  }
});

test("every cent is shared, and a credit is the exact mirror of a charge", () => {
  for (const residual of ["largest_amounts", "largest_remainder"]) {
    const charge = assess(payers(8033, 6111, 1, 1), readRule(rule({ residual })), 41234567n);
    assert.equal(
      amounts(charge).reduce((all, each) => all + each, 0n),
      41234567n,
    );
    const credit = assess(payers(8033, 6111, 1, 1), readRule(rule({ residual })), -41234567n);
    assert.deepEqual(
      amounts(credit),
      amounts(charge).map((each) => -each),
    );
  }
  const none = assess(payers(1, 1, 1), readRule(rule({ residual: "none" })), 100n);
  assert.deepEqual([amounts(none), none.residual], [[33n, 33n, 33n], 1n]);
});

test("the billing unit rounds every amount, and a total that is no multiple is refused", () => {
  const five = readRule(rule({ unit: "5" }));
  assert.deepEqual(amounts(assess(payers(1, 1, 1), five, 100n)), [30n, 35n, 35n]);
  assert.throws(
    () => assess(payers(1, 1), five, 101n),
    (error) => error.key === "page_error_unit",
  );
  assert.equal(assess(payers(1, 1), readRule(rule({ unit: "5", residual: "none" })), 101n).residual, 1n);
});

test("a ceiling that is passed is kept, and the others take up the rest", () => {
  const capped = sharesOf(payers(90, 9, 1), readRule(rule({ ceiling: "1/2" })));
  assert.deepEqual(
    [...capped.values()],
    [
      { value: fraction(1n, 2n), kind: "ceiling" },
      { value: fraction(9n, 20n), kind: "pro_rata" },
      { value: fraction(1n, 20n), kind: "pro_rata" },
    ],
  );
  assert.throws(
    () => sharesOf(payers(1, 1), readRule(rule({ ceiling: "1/4" }))),
    (error) => error.key === "page_error_left_over",
  );
  assert.throws(
    () => sharesOf(payers(1, 1), readRule(rule({ floor: "3/4" }))),
    (error) => error.key === "page_error_too_much" && error.figures.excess.share.n > 0n,
  );
  assert.throws(
    () => sharesOf(payers(1, 1), readRule(rule({ fixed: { A: "1" } }))),
    (error) => error.key === "page_error_nothing_left",
  );
});

test("a share that is exactly at a limit has not passed it", () => {
  for (const limit of [{ floor: "1/10" }, { ceiling: "9/10" }]) {
    const kinds = [...sharesOf(payers(9, 1), readRule(rule(limit))).values()].map((share) => share.kind);
    assert.deepEqual(kinds, ["pro_rata", "pro_rata"]);
  }
});

test("straight: a State not party pays its plain rate; without a State Party there is no answer", () => {
  const { states, rules, base } = page();
  const result = apportion(states, new Set(["CHN", "JPN", "DEU"]), rules[1], base.total);
  assert.equal(result.lines[0].amount, 1525n);
  assert.equal(result.lines[0].share.kind, "straight");
  assert.throws(
    () => apportion(states, new Set(["CHN"]), rules[1], base.total),
    (error) => error.key === "page_error_no_party",
  );
});

test("nobody left and nobody without a rate: refused, never charged zero", () => {
  const { states, rules, base } = page();
  assert.throws(
    () => apportion(states, new Set(), rules[0], base.total),
    (error) => error.key === "page_error_nobody",
  );
  assert.throws(
    () => apportion(states, new Set(["NIU", "JPN"]), rules[0], base.total),
    (error) => error.key === "page_error_rate",
  );
});

test("all parties: a State Party pays whether ticked or not", () => {
  const { states, base } = page();
  const all = readRule(rule({ liable: "all_parties", rates: { NIU: ["1", "minimum"] } }));
  assert.deepEqual(
    apportion(states, new Set(["CHN"]), all, base.total).lines.map((line) => line.payer.code),
    ["CHN", "DEU", "JPN", "NIU"],
  );
  const only = { ...all, liable: "parties_only" };
  assert.deepEqual(
    apportion(states, new Set(["CHN"]), only, base.total).lines.map((line) => line.payer.code),
    ["DEU", "JPN", "NIU"],
  );
});
