// A PDF as ccmcost writes it: the data attached to it, and what can be read on its pages. Nothing in it is ever run.
// A file that another program has saved may be read in part only; then what is missing is told.

const MOST_INFLATED = 24 * 1024 * 1024;

export async function readPdf(bytes) {
  const file = latin(bytes);
  const objects = new Map();
  let again = false;
  for (const [, number, body] of file.matchAll(/\n(\d+) 0 obj\s([^]*?)\nendobj/g)) {
    again ||= objects.has(number);
    objects.set(number, body);
  }
  const left = { bytes: MOST_INFLATED };
  const attached = [...objects.values()].filter((body) => /\/Type ?\/EmbeddedFile/.test(headOf(body)));
  return {
    again,
    data: attached.length === 1 ? parsedJson(utf8(await inflated(attached[0], left))) : null,
    text: await textOf(objects, left),
  };
}

function headOf(body) {
  return body.split("stream", 1)[0];
}

// The content of a compressed stream, as a string of bytes; empty where it is none, or where all is too much.
async function inflated(body, left) {
  const found = /stream\r?\n([^]*)\r?\nendstream/.exec(body);
  if (!found || !headOf(body).includes("/FlateDecode")) return "";
  const packed = Uint8Array.from(found[1], (each) => each.charCodeAt(0));
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text;
      left.bytes -= value.length;
      if (left.bytes < 0) return "";
      text += latin(value);
    }
  } catch {
    return "";
  }
}

// Bytes as a string of as many letters. (TextDecoder reads "latin1" as Windows-1252.)
function latin(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return text;
}

function utf8(text) {
  return new TextDecoder().decode(Uint8Array.from(text, (each) => each.charCodeAt(0)));
}

function parsedJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// What is set on the pages, in the order of their content.
async function textOf(objects, left) {
  const referred = (body, key) => objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1]) ?? "";
  const letters = new Map();
  let text = "";
  for (const page of objects.values()) {
    if (!/\/Type ?\/Page\b/.test(page)) continue;
    const fonts = new Map();
    for (const [, name, number] of referred(page, "Resources").matchAll(/\/(f\d+) (\d+) 0 R/g)) {
      const font = objects.get(number) ?? "";
      if (!letters.has(number)) letters.set(number, lettersOf(await inflated(referred(font, "ToUnicode"), left)));
      fonts.set(name, letters.get(number));
    }
    text += setBy(await inflated(referred(page, "Contents"), left), fonts) + "\n";
  }
  return text;
}

// The letters of a font by the number of the glyph.
function lettersOf(table) {
  const letters = new Map();
  for (const [, glyph, codes] of table.matchAll(/<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4,})>/g)) {
    letters.set(parseInt(glyph, 16), String.fromCharCode(...codes.match(/.{4}/g).map((code) => parseInt(code, 16))));
  }
  return letters;
}

const ESCAPED = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function setBy(content, fonts) {
  let text = "";
  let font = new Map();
  const mark = /\/(f\d+) [\d.]+ Tf|<([\da-fA-F]+)>|\(/g;
  for (let found = mark.exec(content); found; found = mark.exec(content)) {
    if (found[1]) {
      font = fonts.get(found[1]) ?? new Map();
      continue;
    }
    const [plain, end] = found[2] ? [bytesOf(found[2]), mark.lastIndex] : stringAt(content, mark.lastIndex);
    mark.lastIndex = end;
    for (let at = 0; at + 1 < plain.length; at += 2) {
      text += font.get(plain.charCodeAt(at) * 256 + plain.charCodeAt(at + 1)) ?? "";
    }
  }
  return text;
}

function bytesOf(hexadecimal) {
  return hexadecimal.replace(/../g, (each) => String.fromCharCode(parseInt(each, 16)));
}

// A string whose opening parenthesis stands before a place, and the place behind it; parentheses within it are paired.
function stringAt(content, at) {
  let plain = "";
  for (let depth = 1; at < content.length; at++) {
    const letter = content[at];
    if (letter === "\\") {
      const octal = /^[0-7]{1,3}/.exec(content.slice(at + 1, at + 4));
      plain += octal ? String.fromCharCode(parseInt(octal[0], 8)) : (ESCAPED[content[at + 1]] ?? content[at + 1]);
      at += octal ? octal[0].length : 1;
      continue;
    }
    depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
    if (depth === 0) break;
    plain += letter;
  }
  return [plain, at + 1];
}
