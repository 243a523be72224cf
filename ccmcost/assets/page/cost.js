// The total cost of a choice: text that a person typed, or null for the original one.

import { entered, scaledText, totalOf } from "./numbers.js";
import { Problem } from "./problem.js";

export function readCost(text, page, words) {
  const { code, decimals } = page.currency;
  return totalOf(text, code, decimals, (minor) => entered(minor, page.currency, words.habit));
}

// As a link carries it, plain; what is not understood stays as it was typed.
export function plainCost(text, page, words) {
  return written(text, page, words, (minor) => scaledText(minor, page.currency.decimals));
}

// As the field shows it, in the way of the language.
export function shownCost(cost, page, words) {
  const show = (minor) => entered(minor, page.currency, words.habit);
  return cost === null ? show(page.base.total) : written(cost, page, words, show);
}

function written(text, page, words, write) {
  try {
    return write(readCost(text, page, words));
  } catch (error) {
    if (error instanceof Problem) return text;
    throw error;
  }
}
