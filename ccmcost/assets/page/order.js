// The alphabetical order of States, as the page carries it for each language that has one of its own; else the English one.

export function inOrder(page, words) {
  return (page.order[words.language] ?? page.order.en).split(" ");
}

export function placesOf(codes) {
  return new Map(codes.map((code, place) => [code, place]));
}
