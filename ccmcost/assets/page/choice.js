// What a reader has chosen, and how a link carries it. A choice is
// { cost (text, or null: that of the base case), present (Set of codes), you (code or ""), rule (id), residual, language }.

import { printable } from "./numbers.js";

export function baseChoice(page) {
  const [rule] = page.rules;
  const present = new Set(page.base.present);
  return { cost: null, present, you: "", rule: rule.id, residual: rule.residual, language: page.language };
}

export function ruleOf(choice, page) {
  return { ...page.rules.find((rule) => rule.id === choice.rule), residual: choice.residual };
}

// Who takes part against the base case: { added, removed }, codes in order.
export function changesOf(choice, page) {
  const added = [...choice.present].filter((code) => !page.base.present.has(code)).sort();
  const removed = [...page.base.present].filter((code) => !choice.present.has(code)).sort();
  return { added, removed };
}

// Whether nothing differs from the base case; `total` is what the cost of the choice comes to.
export function isBase(choice, page, total) {
  const { added, removed } = changesOf(choice, page);
  const [rule] = page.rules;
  return (
    total === page.base.total &&
    !added.length &&
    !removed.length &&
    choice.rule === rule.id &&
    choice.residual === rule.residual
  );
}

// The fragment of a link: only what differs from the base case, in a fixed order; empty for the base case itself.
export function toFragment(choice, page) {
  const { added, removed } = changesOf(choice, page);
  const [rule] = page.rules;
  const parts = [
    ["cost", choice.cost === null ? "" : encodeURIComponent(choice.cost)],
    ["with", added.join(",")],
    ["without", removed.join(",")],
    ["rule", choice.rule === rule.id ? "" : encodeURIComponent(choice.rule)],
    ["residual", choice.residual === rule.residual && choice.rule === rule.id ? "" : choice.residual],
    ["you", choice.you],
    ["lang", choice.language === page.language ? "" : choice.language],
  ];
  const empty = choice.cost === "" ? [["cost", ""]] : [];
  return [...empty, ...parts.filter(([, value]) => value)].map((part) => part.join("=")).join("&");
}

// A fragment as { choice, refused }: what it says on the base case, and the parts of it that say nothing to this page.
export function fromFragment(fragment, page) {
  const choice = baseChoice(page);
  const refused = [];
  for (const part of fragment.replace(/^#/, "").split("&")) {
    if (part && !taken(part, choice, page)) refused.push(printable(part));
  }
  return { choice, refused };
}

function taken(part, choice, page) {
  const at = part.indexOf("=");
  const [key, value] = [part.slice(0, at), decoded(part.slice(at + 1))];
  if (at < 0 || value === null) return false;
  const codes = value.split(",");
  switch (key) {
    case "cost":
      choice.cost = value;
      return true;
    case "with":
    case "without":
      return ticked(codes, key === "with", choice, page);
    case "rule":
      if (!page.rules.some((rule) => rule.id === value)) return false;
      choice.rule = value;
      choice.residual = page.rules.find((rule) => rule.id === value).residual;
      return true;
    case "residual":
      if (!page.residuals.includes(value) && value !== choice.residual) return false;
      choice.residual = value;
      return true;
    case "you":
      if (!page.states.has(value)) return false;
      choice.you = value;
      return true;
    case "lang":
      if (!page.languages.includes(value)) return false;
      choice.language = value;
      return true;
  }
  return false;
}

function ticked(codes, wished, choice, page) {
  if (!codes.every((code) => page.states.has(code))) return false;
  for (const code of codes) {
    if (wished) choice.present.add(code);
    else choice.present.delete(code);
  }
  return true;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
