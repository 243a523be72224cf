// Finding a State by any of its names in six languages, by an earlier name or by its code; accents and case do not count.

const known = new Map();

export function folded(text) {
  if (!known.has(text)) known.set(text, flat(text));
  return known.get(text);
}

// Letters and digits alone: no accents, apostrophes or marks, one blank between words, as ccmcost/intake/names.py reads names.
function flat(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640'`\u2018\u2019\u02bc]/gu, "")
    .replace(/\u0629/g, "\u0647")
    .replace(/\u0649/g, "\u064a")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(^| )st(e?) /g, "$1saint$2 ")
    .trim();
}

// The name by which the State is found ("" if it is not): its own name first, so that others are shown only when they count.
export function foundBy(state, wish, own) {
  const sought = folded(wish);
  return [own, state.code, ...state.names, ...state.other].find((name) => folded(name).includes(sought)) ?? "";
}

// The States that a wish may mean, as { code, name, exact }: by a whole name or code first, then by a name that begins so.
export function searched(states, wish, nameOf) {
  const sought = folded(wish);
  const found = states.map((state) => {
    const name = foundBy(state, wish, nameOf(state.code));
    const all = [nameOf(state.code), state.code, ...state.names, ...state.other].map(folded);
    const exact = sought !== "" && all.includes(sought);
    const place = exact ? 0 : all[0].startsWith(sought) ? 1 : all[0].includes(sought) ? 2 : 3;
    return { code: state.code, name, exact, place };
  });
  return found.filter(({ name }) => name).sort((a, b) => a.place - b.place);
}
