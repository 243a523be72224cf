// Finding a State by any of its names in six languages, by an earlier name or by its code; accents and case do not count.

export function folded(text) {
  return text
    .normalize("NFD")
    .replace(/[\p{M}\u0640]/gu, "")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\u0629/g, "\u0647")
    .replace(/\u0649/g, "\u064a")
    .toLowerCase();
}

// The name by which the State is found ("" if it is not): its own name first, so that others are shown only when they count.
export function foundBy(state, wish, own) {
  const sought = folded(wish.trim());
  const hit = [own, state.code, ...state.names, ...state.other].find((name) => folded(name).includes(sought));
  return hit ?? "";
}
