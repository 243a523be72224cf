// What a page does by itself: nothing is needed of it, every page works without.
"use strict";

// A form is sent once: a second click waits for the answer of the first.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A file that is dropped anywhere on a page that takes one goes into its field.
const drop = document.querySelector("[data-drop]");
if (drop) {
  const over = (event, is) => { event.preventDefault(); drop.classList.toggle("over", is); };
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) drop.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}
// A form that moves: as a field changes, its answer is fetched and its parts take the place of those shown.
// What is typed and where one stands stay; an answer to an older wish is not shown.
document.querySelectorAll("form[data-moves]").forEach((form) => {
  const live = document.getElementById("live");
  let newest = 0, waiting, under;
  const ticked = (part) => [...part.querySelectorAll("input")].map((box) => box.value + box.checked).join();
  const put = (page) => {
    for (const part of page.querySelectorAll("[data-part]")) {
      const shown = document.getElementById(part.id);
      if (!shown || shown.innerHTML === part.innerHTML || (part.id === "who" && ticked(part) === ticked(shown))) continue;
      const at = shown.contains(document.activeElement) ? document.activeElement.id : "", down = shown.scrollTop;
      const { scrollLeft: across = 0, scrollTop: far = 0 } = shown.querySelector(".wide") ?? {};
      shown.replaceChildren(...part.childNodes);
      shown.scrollTop = down;
      if (across || far) shown.querySelector(".wide")?.scrollTo(across, far);
      if (at) document.getElementById(at)?.focus({ preventScroll: true });
    }
    for (const field of form.querySelectorAll(".field input, .field select")) {
      const other = page.getElementById(field.id);
      if (!other) continue;
      field.toggleAttribute("aria-invalid", false);
      if (other.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
      field.closest(".field").className = other.closest(".field").className;
    }
    form.elements.was.value = page.querySelector("[name=was]").value;
    document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  };
  const move = async (address, added = "") => {
    clearTimeout(waiting);
    under?.abort();
    under = new AbortController();
    const mine = ++newest, result = document.getElementById("result");
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: under.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== newest) return;
      if (!page.getElementById("result")) { location.assign(answer.url); return; }
      put(page);
      if (added && form.elements.add.value === added) form.elements.add.value = page.getElementById("f-add")?.value ?? "";
      history.replaceState(null, "", answer.url);
      live.className = "hidden";
      live.textContent = page.getElementById("result").dataset.told;
    } catch (error) {
      if (mine !== newest || error.name === "AbortError") return;
      live.className = "panel bad";
      live.textContent = form.dataset.lost;
    }
    result.removeAttribute("aria-busy");
  };
  const wish = () => {
    const said = new URLSearchParams([...new FormData(form)].filter(([, text]) => text));
    move(`${form.getAttribute("action")}?${said}`, form.elements.add?.value);
  };
  const known = (text) => [...document.querySelectorAll("#states option")].some((each) => each.value === text);
  form.addEventListener("input", ({ target }) => {
    if (target.id === "f-add" && !known(target.value)) return;
    clearTimeout(waiting);
    waiting = setTimeout(wish, target.type === "text" && target.id !== "f-add" ? 350 : 0);
  });
  form.addEventListener("change", ({ target }) => { if (target.id === "f-add" && target.value) wish(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); wish(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sort]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    move(link.href.split("#")[0]);
  });
  if (matchMedia("(max-width: 64rem)").matches) form.querySelectorAll("[data-fold]").forEach((each) => { each.open = false; });
});

// A line to copy.
document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const line = document.getElementById(button.dataset.copy), word = button.textContent;
  try { await navigator.clipboard.writeText(line.textContent); } catch { getSelection().selectAllChildren(line); return; }
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = word; }, 2000);
});

// How many receipts are ticked stands beside the button that books them.
document.querySelectorAll("[data-ticked]").forEach((told) => {
  const boxes = [...told.closest("form").querySelectorAll('input[name^="yes:"]')];
  const count = () => { told.textContent = told.dataset.ticked.replace("#", boxes.filter((box) => box.checked && box.value).length); };
  told.closest("form").addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
});
