// The list of States to tick, and the search over it.

import { fill, find, make } from "./dom.js";
import { foundBy } from "./search.js";

// `codes` in the order of the list.
export function drawTicks(page, words, choice, codes) {
  fill("states", ...codes.map((code) => row(page, words, code)));
  markTicks(page, words, choice);
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
