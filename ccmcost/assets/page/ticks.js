// The list of States to tick, and the search over it.

import { fill, find, make } from "./dom.js";
import { choices } from "./frame.js";
import { foundBy } from "./search.js";

export function drawTicks(page, words, choice) {
  const codes = inOrder(page, words);
  fill("states", ...codes.map((code) => row(page, words, code)));
  choices("you", [["", words.say("page_you_choose")], ...codes.map((code) => [code, words.name(code)])]);
  markTicks(page, words, choice);
}

export function inOrder(page, words) {
  const collator = new Intl.Collator(words.language);
  const order = (a, b) => collator.compare(words.name(a), words.name(b)) || (a < b ? -1 : 1);
  return [...page.states.keys()].sort(order);
}

function row(page, words, code) {
  const box = make("input", { type: "checkbox", value: code, id: `state-${code}` });
  const remark = make("small", {}, words.say(`role_${page.states.get(code).role}`));
  const label = make(
    "label",
    { for: `state-${code}` },
    make("bdi", {}, words.name(code)),
    " ",
    make("bdi", { class: "other" }),
    " ",
    remark,
  );
  return make("li", {}, box, label);
}

// Sets the ticks to the choice and shows the rows that the search finds.
export function markTicks(page, words, choice) {
  const [wish, only] = [find("search").value, find("only").checked];
  let found = 0;
  for (const item of find("states").children) {
    const box = item.querySelector("input");
    const own = words.name(box.value);
    const name = foundBy(page.states.get(box.value), wish, own);
    box.checked = choice.present.has(box.value);
    item.hidden = (!name || (only && !box.checked)) && document.activeElement !== box;
    const other = item.querySelector(".other");
    other.textContent = wish.trim() && name !== own ? name : "";
    other.lang = page.named[page.states.get(box.value).names.indexOf(name)] ?? "";
    found += item.hidden ? 0 : 1;
  }
  find("count").textContent = words.say("page_count", { ticked: choice.present.size, all: page.states.size });
  const counts = { ticked: choice.present.size, found, all: page.states.size };
  find("found").textContent = words.say(found ? "page_found" : "page_found_none", counts);
}
