// A small page for the tests: four States, one rule in force, two more to choose from.

import { readPage } from "../../ccmcost/assets/page/data.js";

export function rule(changes = {}) {
  return {
    id: "pooled",
    liable: "participants",
    states_not_party: "pooled",
    residual: "largest_amounts",
    unit: "1",
    ceiling: null,
    ldc_ceiling: null,
    floor: null,
    hold_minimum: null,
    limits: "iterated",
    share_decimals: null,
    share_residual: "largest_remainder",
    fixed: {},
    fixed_amounts: {},
    minimum: null,
    threshold: null,
    relief: null,
    rates: {},
    ...changes,
  };
}

const english = { group: ",", point: ".", money: "{currency} {number}", right_to_left: false };
const arabic = { group: "\u00a0", point: ",", money: "{number}\u00a0{currency}", right_to_left: true };

export function page(changes = {}) {
  return readPage({
    language: "en",
    languages: ["en", "ar"],
    named: ["en", "ar"],
    meeting: "msp12",
    cost: { minor: "10000", currency: "USD", decimals: 2, status: "illustrative" },
    list: { status: "expected", codes: ["DEU", "JPN"] },
    residuals: ["largest_amounts", "largest_remainder", "none"],
    rules: [rule(), rule({ id: "straight", states_not_party: "straight" }), rule({ id: "all", liable: "all_parties" })],
    states: [
      ["CHN", ["China", "الصين"], ["Cathay"], "observer_state", 0, "15254", "adopted", null],
      ["DEU", ["Germany", "ألمانيا"], ["Allemagne"], "state_party", 0, "6111", "adopted", null],
      ["JPN", ["Japan", "اليابان"], ["Japón"], "state_party", 0, "8033", "adopted", null],
      ["NIU", ["Niue", "نيوي"], [], "state_party", 0, null, "", null],
    ],
    checked: [],
    habits: { en: english, ar: arabic },
    words: {
      en: { page_comma: ", ", told: "{total} for {state}, {states}: {n}" },
      ar: { page_comma: "، ", told: "{total} {state}" },
    },
    ...changes,
  });
}
