import assert from "node:assert/strict";
import { test } from "node:test";

import { apportion } from "../../ccmcost/assets/page/apportion.js";
import { chosenLines } from "../../ccmcost/assets/page/answer.js";
import { baseChoice, changesOf, fromFragment, isBase, ruleOf, toFragment } from "../../ccmcost/assets/page/choice.js";
import { ordered, rowsOf } from "../../ccmcost/assets/page/compare.js";
import { csvText } from "../../ccmcost/assets/page/csv.js";
import { fraction } from "../../ccmcost/assets/page/fraction.js";
import {
  entered,
  exactMoney,
  money,
  printable,
  scaledInt,
  scaledText,
  shareText,
  signed,
  totalOf,
} from "../../ccmcost/assets/page/numbers.js";
import { placesOf } from "../../ccmcost/assets/page/order.js";
import { folded, foundBy, searched } from "../../ccmcost/assets/page/search.js";
import { Words } from "../../ccmcost/assets/page/words.js";
import { page } from "./sample.js";

const sample = page();
const dollars = sample.currency;
const { en, ar } = sample.habits;

test("an amount is plain digits with at most the currency's decimals, and nothing else", () => {
  assert.deepEqual(
    ["7", "7.1", "7.10", "7.1000", "-7.01"].map((text) => scaledInt(text, 2)),
    [700n, 710n, 710n, 710n, -701n],
  );
  for (const wrong of ["", " 7", "7 ", "7.", ".7", "1,000", "1e3", "+7", "7.001", "0x7", "٧", "1".repeat(19), "7\n"]) {
    assert.equal(scaledInt(wrong, 2), null, wrong);
  }
  assert.equal(scaledInt("7.0", 0), 7n);
  assert.deepEqual([scaledText(-5n, 2), scaledText(5n, 0), scaledText(123456n, 3)], ["-0.05", "5", "123.456"]);
});

const read = (text) => totalOf(text, "USD", 2, (minor) => entered(minor, dollars, en));

test("a wrong total is told in the words of its own fault", () => {
  const fault = (text) => {
    try {
      return String(read(text));
    } catch (error) {
      return error.key.replace("page_error_", "");
    }
  };
  const expected = ["two_readings", "open", "amount", "negative", "range", "range", "1000000000000000"];
  const texts = ["12.500", "1.234", "huh", "-1", "0", "10000000000000.01", "10000000000000"];
  assert.deepEqual(texts.map(fault), expected);
});

test("what can be read in two ways is told with both, and the example is written in the language's way", () => {
  const figures = (text) => assert.throws(() => read(text), (error) => (seen.push(error.figures), true));
  const seen = [];
  ["12.500", "1.234", "x"].forEach(figures);
  assert.deepEqual([seen[0].one, seen[0].other], [{ money: 1250000n }, { money: 1250n }]);
  assert.deepEqual([seen[1].one, seen[1].other], [{ money: 123400n }, undefined]);
  assert.equal(seen[2].example, "1,234,567.89");
});

test("a total is read as the page shows it in any language, also with its currency and its marks of direction", () => {
  for (const habit of [en, ar]) {
    for (const text of [entered(123456789n, dollars, habit), money(123456789n, dollars, habit), "1234567.89"]) {
      assert.equal(read(text), 123456789n, text);
    }
  }
  assert.equal(read("1\u202f234\u202f567,89"), 123456789n);
  assert.equal(read("\u2066100\u00a0000,00 USD\u2069"), 10000000n);
});

test("numbers in each language's way, isolated where the page runs from right to left", () => {
  assert.deepEqual([money(123456705n, dollars, en), money(-5n, dollars, en)], ["USD 1,234,567.05", "USD \u22120.05"]);
  assert.equal(money(123456705n, dollars, ar), "\u20661\u00a0234\u00a0567,05\u00a0USD\u2069");
  assert.deepEqual(
    [signed(5n, dollars, en), signed(0n, dollars, en), signed(-5n, dollars, ar)],
    ["+0.05", "0.00", "\u2066\u22120,05\u2069"],
  );
  assert.equal(exactMoney(fraction(10000000n * 8033n, 45116n), dollars, en), "USD 17,805.213228...");
  assert.equal(shareText(fraction(8033n, 45116n)), "17.805213");
  assert.deepEqual([shareText(fraction(2n, 3n)), shareText(fraction(-2n, 3n))], ["66.666667", "-66.666667"]);
});

test("text from outside shows its control and direction characters", () => {
  assert.equal(printable("a\u202eb\n\u00a0c"), "a\\x202eb\\x0a\\xa0c");
  assert.equal(printable("x".repeat(61)), "x".repeat(60) + "...");
});

test("a link carries the choice there and back", () => {
  const choice = {
    ...baseChoice(sample),
    cost: "412345.67",
    present: new Set(["CHN", "JPN"]),
    you: "JPN",
    rule: "straight",
  };
  for (const each of [
    choice,
    { ...choice, residual: "none", language: "ar", cost: "1,5 &=#%" },
    { ...choice, cost: "" },
    baseChoice(sample),
  ]) {
    const { choice: back, refused } = fromFragment("#" + toFragment(each, sample), sample);
    assert.deepEqual([back, refused], [{ ...each, present: back.present }, []]);
    assert.deepEqual([...back.present].sort(), [...each.present].sort());
  }
  assert.equal(
    toFragment(choice, sample),
    "cost=412345.67&with=CHN&without=DEU&rule=straight&residual=largest_amounts&you=JPN",
  );
  assert.equal(toFragment(baseChoice(sample), sample), "");
});

test("what a link says that this page does not know is named and left out", () => {
  const { choice, refused } = fromFragment(
    "#you=XXX&with=CHN,YYY&rule=other&residual=most&lang=de&cost=%E0&huh&x=1",
    sample,
  );
  assert.equal(refused.length, 8);
  assert.ok(isBase(choice, sample, sample.base.total));
  const closed = page({ residuals: [], rules: [sampleRule()] });
  assert.deepEqual(fromFragment("#residual=none&rule=straight", closed).refused, ["residual=none", "rule=straight"]);
});

function sampleRule() {
  const { rules } = page();
  return { ...rules[0], unit: "1", fixed: {}, rates: {} };
}

test("what a choice changes against the base case", () => {
  const choice = { ...baseChoice(sample), present: new Set(["CHN", "JPN"]) };
  assert.deepEqual(changesOf(choice, sample), { added: ["CHN"], removed: ["DEU"] });
  const { total } = sample.base;
  const known = [isBase(choice, sample, total), isBase(baseChoice(sample), sample, total)];
  assert.deepEqual([...known, isBase(baseChoice(sample), sample, total + 1n)], [false, true, false]);
  const run = (each) => apportion(sample.states, each.present, ruleOf(each, sample), sample.base.total);
  const rows = rowsOf(run(choice), run(baseChoice(sample)));
  assert.deepEqual(
    rows.map((row) => row.code),
    ["CHN", "DEU", "JPN"],
  );
  assert.equal(
    rows.reduce((all, row) => all + row.difference, 0n),
    0n,
  );
  assert.equal(rows[1].line, null);
  const places = placesOf(["CHN", "DEU", "JPN"]);
  const order = (column, down) => ordered(rows, { column, down }, places).map((row) => row.code).join(" ");
  assert.deepEqual([order("amount", true), order("amount", false)], ["CHN JPN DEU", "DEU JPN CHN"]);
  assert.deepEqual([order("state", false), order("state", true)], ["CHN DEU JPN", "JPN DEU CHN"]);
  assert.deepEqual([order("rate", true), order("share", true)], ["CHN JPN DEU", "CHN JPN DEU"]);
  assert.deepEqual([order("difference", true), order("before", true)], ["CHN DEU JPN", "JPN DEU CHN"]);
});

test("a State is found by any of its names, without accents or case, and by its code", () => {
  const [china, japan] = [sample.states.get("CHN"), sample.states.get("JPN")];
  assert.deepEqual(
    ["japon", "JAPÓN", "يابان", "jpn", "", "  "].map((wish) => foundBy(japan, wish, "Japan")),
    ["Japón", "Japón", "اليابان", "JPN", "Japan", "Japan"],
  );
  assert.equal(foundBy(china, "japan", "China"), "");
  assert.equal(folded("Côte d’Ivoire"), folded("cote divoire"));
  assert.equal(folded("Saint Kitts & Nevis (the)"), folded("St. Kitts and Nevis – the"));
  assert.equal(folded("إسبانيا"), folded("اسبانيا"));
});

test("a whole name or code goes before a name that begins so, and that before one that holds it", () => {
  const states = [
    ["COD", ["Democratic Republic of the Congo"], ["CD", "Congo-Kinshasa"]],
    ["COG", ["Congo"], ["CG", "Republic of the Congo"]],
    ["JPN", ["Japan"], ["JP"]],
  ].map(([code, names, other]) => ({ code, names, other }));
  const found = (wish) => searched(states, wish, (code) => states.find((each) => each.code === code).names[0]);
  const codes = (wish) => found(wish).map((each) => each.code + (each.exact ? "!" : ""));
  assert.deepEqual([codes("congo"), codes("cd"), codes("Congo–Kinshasa")], [["COG!", "COD"], ["COD!"], ["COD!"]]);
  assert.deepEqual([codes(""), codes("zz"), codes("republic of the congo")], [["COD", "COG", "JPN"], [], ["COG!", "COD"]]);
});

test("the table as CSV quotes what needs quotes", () => {
  const states = new Map(sample.states);
  states.set("JPN", { ...states.get("JPN"), names: ['Japan, "the"', ""] });
  const result = apportion(states, new Set(["JPN"]), sample.rules[0], 100n);
  assert.equal(
    csvText(result, { ...sample, states }),
    'iso3,name,role,rate,share,amount,rounding\nJPN,"Japan, ""the""",state_party,8.033,100.000000,1.00,0\n',
  );
  for (const [name, written] of [["=1+1", "'=1+1"], ["x;=1+41;y", "\"x;'=1+41;y\""], ["\uff1d1", "'\uff1d1"], ["a|b", '"a|b"']]) {
    states.set("JPN", { ...states.get("JPN"), names: [name, ""] });
    assert.match(csvText(result, { ...sample, states }), new RegExp(`JPN,${RegExp.escape?.(written) ?? written.replace(/[+|]/g, "\\$&")},`));
  }
});

test("figures in words; names that run the other way are isolated", () => {
  const figures = { total: { money: 100n }, state: { state: "JPN" }, states: { states: ["CHN", "DEU"] }, n: 2 };
  assert.equal(new Words("en", sample).say("told", figures), "USD 1.00 for Japan, China, Germany: 2");
  assert.equal(new Words("ar", sample).say("told", figures), "\u20661,00\u00a0USD\u2069 اليابان");
});

test("only what differs from the base case is told or marked as a change", () => {
  const keys = [
    ...["page_same", "page_cost_now", "page_added", "page_removed", "page_other_rule"],
    ...["largest_amounts", "largest_remainder", "none"].map((each) => `page_residual_${each}`),
    ...["participants_pooled", "participants_straight", "all_parties_pooled"].map((each) => `page_liable_${each}`),
  ];
  const said = page({ words: { en: { page_comma: ", ", ...Object.fromEntries(keys.map((key) => [key, key])) } } });
  const words = new Words("en", said);
  const lines = (part) => {
    const choice = { ...baseChoice(said), ...part };
    const total = choice.cost === null ? said.base.total : read(choice.cost);
    return chosenLines(said, words, choice, { result: { total }, same: isBase(choice, said, total) });
  };
  const [rule, residual] = ["page_liable_participants_pooled", "page_residual_largest_amounts"];
  const other = " page_other_rule";
  assert.deepEqual(lines({}), ["page_same", rule, residual]);
  assert.deepEqual(lines({ cost: "100" }), ["page_same", rule, residual]);
  assert.deepEqual(lines({ cost: "100.01" }), ["page_cost_now", rule, residual]);
  assert.deepEqual(lines({ rule: "straight" }), [`page_liable_participants_straight${other}`, residual]);
  assert.deepEqual(lines({ residual: "none" }), [rule, `page_residual_none${other}`]);
  assert.deepEqual(lines({ rule: "all", residual: "none" }), [
    `page_liable_all_parties_pooled${other}`,
    `page_residual_none${other}`,
  ]);
  assert.deepEqual(lines({ present: new Set(["DEU"]) }), ["page_removed", rule, residual]);
});
