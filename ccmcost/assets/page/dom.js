// Small hands for the document. Text only ever goes in as text.

export function find(id) {
  return document.getElementById(id);
}

// An element of a page or (with a namespace in front, "svg:rect") of a drawing; children are elements or text.
export function make(name, attributes = {}, ...children) {
  const drawn = name.startsWith("svg:");
  const made = drawn
    ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4))
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function fill(id, ...children) {
  find(id).replaceChildren(...children);
}

export function show(id, shown) {
  find(id).hidden = !shown;
}

// Language and direction of the page, and the words that stand in its frame.
export function speak(words) {
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.habit.right_to_left ? "rtl" : "ltr";
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words.say(each.dataset.word);
  for (const each of document.querySelectorAll("[data-named]")) each.setAttribute("aria-label", words.say(each.dataset.named));
}
