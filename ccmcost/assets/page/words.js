// Words of one language with figures put in. A figure is a count, text from outside, or one of
// { money, exact, rate, share, state, states, quotes, count, years, text }; `text` is already as the language writes it.

import { exactMoney, isolated, money, number, quoted, rateText, shareText } from "./numbers.js";

export class Words {
  constructor(language, page) {
    this.language = language;
    this.page = page;
    this.habit = page.habits[language];
    this.catalogue = page.words[language];
    this.index = page.named.indexOf(language);
  }

  say(key, figures = {}) {
    return this.catalogue[key].replace(/\{(of_)?(\w+)\}/g, (_, of, name) =>
      this.figure(of ? { of: figures[name].state } : figures[name]),
    );
  }

  rule(rule) {
    return this.say(`page_liable_${rule.liable}_${rule.states_not_party}`);
  }

  name(code) {
    const names = this.page.states.get(code).names;
    return names[this.index] || names[this.page.named.indexOf("en")];
  }

  // What belongs to a State: "du Japon".
  ofState(code) {
    return this.page.states.get(code).owned?.[this.index] || `(${this.name(code)})`;
  }

  figure(value) {
    if (typeof value === "string") return quoted(value, this.habit);
    if (typeof value !== "object") return String(value);
    const [[kind, content]] = Object.entries(value);
    switch (kind) {
      case "money":
        return money(content, this.page.currency, this.habit);
      case "exact":
        return exactMoney(content, this.page.currency, this.habit);
      case "rate":
        return isolated(number(rateText(content), this.habit), this.habit);
      case "share":
        return isolated(number(shareText(content), this.habit), this.habit);
      case "state":
        return quoted(this.name(content), this.habit);
      case "of":
        return quoted(this.ofState(content), this.habit);
      case "count":
        return this.page.texts[this.language].counts[content] ?? String(content);
      case "years":
        return quoted(this.page.texts[this.language].years, this.habit);
      case "text":
        return content;
      case "quotes":
        return content.map((text) => quoted(text, this.habit)).join(" · ");
      case "states":
        return content.map((code) => quoted(this.name(code), this.habit)).join(this.catalogue.page_comma);
    }
    throw new Error(`unknown figure ${kind}`);
  }
}
