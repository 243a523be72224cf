// A State chosen by typing any of its names: one field with a list below it, as ARIA describes it.

import { make } from "./dom.js";
import { searched } from "./search.js";

// `codes` in the order of the list; `choose` is told the code that was taken ("" for none).
// Gives { show(words, codes, chosen) }, which brings the field in step with a choice made elsewhere.
export function combobox(field, list, told, choose) {
  let [words, codes, chosen] = [null, [], ""];
  let active = -1;
  let typing = false;
  const open = () => !list.hidden;
  const nameOf = (code) => (code ? words.name(code) : "");
  const sought = (wish) => searched(codes.map((code) => words.page.states.get(code)), wish, nameOf);

  function option({ code, name }) {
    const own = words.name(code);
    const more = name && name !== own && name !== code ? [" ", make("small", { class: "other" }, make("bdi", {}, name))] : [];
    const made = make("li", { id: `${list.id}-${code}`, role: "option", "aria-selected": String(code === chosen) });
    made.dataset.code = code;
    made.append(make("bdi", {}, own), ...more, " ", make("small", { class: "code" }, code));
    return made;
  }

  function draw() {
    const wish = typing ? field.value : "";
    const found = sought(wish);
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(open()));
    mark(wish.trim() && found.length ? 0 : found.findIndex(({ code }) => code === chosen));
    told.textContent = found.length ? "" : words.say("page_you_none");
  }

  function mark(index) {
    list.children[active]?.classList.remove("active");
    active = index;
    const option = list.children[index];
    option?.classList.add("active");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function settle(code) {
    [chosen, typing] = [code, false];
    field.value = nameOf(code);
    told.textContent = "";
    close();
  }

  function take(code) {
    settle(code);
    choose(code);
  }

  // What was typed and not taken: an empty field is no State, a full name or code is that State, anything else is undone.
  function leave() {
    const typed = field.value.trim();
    const exact = typed ? sought(typed).filter((each) => each.exact) : [{ code: "" }];
    if (typing && exact.length === 1 && exact[0].code !== chosen) take(exact[0].code);
    else settle(chosen);
  }

  field.addEventListener("input", () => {
    typing = true;
    draw();
  });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => open() || draw());
  field.addEventListener("blur", leave);
  field.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!open()) draw();
      else mark(active < 0 && step < 0 ? last : (active + step + last + 1) % (last + 1));
    } else if (event.key === "Enter" && open() && active >= 0) take(list.children[active].dataset.code);
    else if (event.key === "Escape") settle(chosen);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[data-code]");
    if (option) take(option.dataset.code);
  });

  return {
    show(spoken, offered, code) {
      [words, codes] = [spoken, offered];
      if (typing) chosen = code;
      else settle(code);
    },
  };
}
