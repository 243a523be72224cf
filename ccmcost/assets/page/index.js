// The index of the pages: a State and a language are chosen once, and every link carries them.

import { combobox } from "./combobox.js";
import { fill, find, make, speak } from "./dom.js";
import { inOrder } from "./order.js";
import { Words } from "./words.js";

const data = JSON.parse(find("data").textContent);
const page = {
  ...data,
  states: new Map(data.states.map(([code, names, other]) => [code, { code, names, other }])),
};
let kept = { you: "", lang: page.language };
const you = combobox(find("you"), find("you-list"), find("you-told"), (code) => keep({ you: code }));

function keep(part) {
  kept = { ...kept, ...part };
  draw();
  const fragment = fragmentOf();
  if (location.hash !== `#${fragment}`) history.replaceState(null, "", `#${fragment}`);
}

function fragmentOf() {
  return [...(kept.you ? [`you=${kept.you}`] : []), `lang=${kept.lang}`].join("&");
}

function draw() {
  const words = new Words(kept.lang, page);
  speak(words);
  const texts = page.texts[kept.lang];
  document.title = `${words.say("page_title")} – ${texts.convention}`;
  find("convention").textContent = texts.convention;
  find("language").value = kept.lang;
  you.show(words, inOrder(page, words), kept.you);
  for (const item of document.querySelectorAll("[data-meeting]")) {
    const [title, when] = item.children;
    [title.textContent, when.textContent] = texts.meetings[item.dataset.meeting];
    if (title.pathname) title.href = `${title.getAttribute("href").replace(/#.*/, "")}#${fragmentOf()}`;
  }
}

function restore() {
  const parts = new Map(location.hash.replace(/^#/, "").split("&").map((part) => part.split("=")));
  const [code, language] = [parts.get("you"), parts.get("lang")];
  if (page.states.has(code)) kept.you = code;
  if (page.languages.includes(language)) kept.lang = language;
  draw();
}

fill("language", ...page.languages.map((each) => make("option", { value: each, lang: each }, page.texts[each].language)));
find("language").addEventListener("change", () => keep({ lang: find("language").value }));
window.addEventListener("hashchange", restore);
for (const each of document.querySelectorAll(".awake")) each.hidden = false;
restore();
