// SHA-256 (FIPS 180-4) of bytes, as hexadecimal digits. The browser's own is missing where a page comes from a file.

const [STEPS, START] = constants();

// The first 32 bits of the fractional parts of the cube roots of 64 primes and of the square roots of 8.
function constants() {
  const primes = [];
  for (let each = 2; primes.length < 64; each++) if (primes.every((prime) => each % prime)) primes.push(each);
  return [primes.map((prime) => bitsOfRoot(prime, 3n)), primes.slice(0, 8).map((prime) => bitsOfRoot(prime, 2n))];
}

function bitsOfRoot(prime, degree) {
  const wanted = BigInt(prime) << (32n * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

export function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) mix(state, words, view, at);
  return [...state].map((each) => each.toString(16).padStart(8, "0")).join("");
}

function mix(state, words, view, at) {
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const [one, two] = [words[i - 15], words[i - 2]];
    const first = turned(one, 7) ^ turned(one, 18) ^ (one >>> 3);
    words[i] = words[i - 16] + first + words[i - 7] + (turned(two, 17) ^ turned(two, 19) ^ (two >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const chosen = (e & f) ^ (~e & g);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + STEPS[i] + words[i]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((each, index) => (state[index] += each));
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}
