// Cases that ccmcost has computed (CCMCOST_PAGE_CASES names the file): any rule, any total, to the last unit.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { apportion } from "../../ccmcost/assets/page/apportion.js";
import { readRule } from "../../ccmcost/assets/page/data.js";
import { explain } from "../../ccmcost/assets/page/explain.js";

const file = process.env.CCMCOST_PAGE_CASES;

test("the same units as ccmcost, for any rule", { skip: file ? false : "CCMCOST_PAGE_CASES names no file" }, () => {
  const cases = JSON.parse(readFileSync(file, "utf8"));
  assert.ok(cases.length > 0);
  for (const { payers, rule, total, expected, error, steps } of cases) {
    const states = new Map(
      payers.map(([code, role, ldc, rate]) => [
        code,
        { code, role, ldc, rate: rate && BigInt(rate), origin: "adopted" },
      ]),
    );
    const compute = () => apportion(states, states.keys(), readRule(rule), BigInt(total));
    if (error) assert.throws(compute, (thrown) => thrown.key === error, JSON.stringify({ rule, total, error }));
    else {
      const result = compute();
      assert.deepEqual(told(result), expected, JSON.stringify({ rule, total }));
      const made = explain(result, readRule(rule), steps[0], "estimate", { resolution: "" });
      const keys = made.map(([key]) => key.replace(/_one$/, ""));
      assert.deepEqual(keys, steps[1], JSON.stringify({ rule, total, steps }));
    }
  }
});

function told(result) {
  const lines = result.lines.map((line) => {
    return [
      line.payer.code,
      `${line.share.value.n}/${line.share.value.d}`,
      line.share.kind,
      String(line.amount),
      String(line.rounding),
    ];
  });
  return { lines, residual: String(result.residual) };
}
