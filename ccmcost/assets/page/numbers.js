// How each language writes numbers, and how a person's number is read. A habit is { group, point, money, right_to_left }.

import { times } from "./fraction.js";
import { Problem } from "./problem.js";

const LARGEST_TOTAL = 10n ** 15n;
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

// `text` times 10^decimals, or null unless it is plain ASCII digits with at most `decimals` decimals.
export function scaledInt(text, decimals) {
  const match = /^(-?)([0-9]{1,18})(?:\.([0-9]{1,18}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole, decimal = ""] = match;
  if (decimal.replace(/0+$/, "").length > decimals) return null;
  const value = BigInt(whole + decimal.padEnd(decimals, "0").slice(0, decimals));
  return sign ? -value : value;
}

export function scaledText(value, decimals) {
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  return (value < 0n ? "-" : "") + digits.slice(0, cut) + (decimals ? "." + digits.slice(cut) : "");
}

const BLANK = "[ \\u00a0\\u2007\\u2009\\u202f]";
const SIGNS = { US$: "USD", "US $": "USD", $: "USD", "€": "EUR", "£": "GBP", "FR.": "CHF", "SFR.": "CHF" };
const DOLLARS = ["AUD", "CAD", "FJD", "HKD", "JMD", "NAD", "NZD", "SGD", "TTD", "TWD", "USD"];
const WORD = "[A-Za-z]{0,3}\\s?\\$|[€£]|S?[Ff]r\\.|[A-Za-z]{3}";
const WHOLE = new RegExp(`^(?:(${WORD})${BLANK}*)?([^A-Za-z$€£]*?)(?:${BLANK}*(${WORD}))?$`);

// What a text that a person typed can mean, as ccmcost/model/sums.py says: { sums, open }, sums in minor units.
// What has one meaning is taken; `open` says that nobody can tell which sum is meant, though only one may fit the currency.
function readingsOf(text, currency, decimals) {
  const none = { sums: [], open: false };
  let flat = text.trim();
  let sign = 1n;
  const signed = () => {
    if (!/^[-\u2212\u2013+]/.test(flat)) return;
    if (flat[0] !== "+") sign = -1n;
    flat = flat.slice(1).trim();
  };
  signed();
  const found = WHOLE.exec(flat);
  if (!found || text.length > 60) return none;
  const words = [found[1], found[3]].filter(Boolean).map((word) => SIGNS[word.toUpperCase()] ?? word.toUpperCase());
  const dollar = currency !== "USD" && words[0] === "USD" && !text.includes("US") && DOLLARS.includes(currency);
  if (words.some((word) => word !== currency && !dollar)) return none;
  flat = found[2].trim();
  if (words.length && sign > 0n && !flat.startsWith("+")) signed();
  if (!/^[0-9]+(?:[.,' \u00a0\u2007\u2009\u202f\u2019\u02bc][0-9]+)*$/.test(flat)) return none;
  const { readings, open } = readingsOfBody(flat, decimals);
  return { sums: readings.filter((minor) => minor !== null).map((minor) => sign * minor), open };
}

function readingsOfBody(body, decimals) {
  const digits = body.split(/[^0-9]/);
  const marks = [...body.replace(/[0-9]/g, "")];
  const grouped = (groups) => /^[1-9][0-9]{0,2}$/.test(groups[0]) && groups.slice(1).every((group) => group.length === 3);
  const alike = (some) => some.every((mark) => mark === some[0]);
  const doubtful = marks.length === 1 && ".,".includes(marks[0]) && grouped(digits);
  const last = marks.at(-1);
  const above = marks.slice(0, -1);
  const parted = () => scaledInt(`${digits.slice(0, -1).join("")}.${digits.at(-1)}`, decimals);
  const whole = () => scaledInt(digits.join(""), decimals);
  if (doubtful && last === (decimals === 3 ? "," : ".")) return { readings: [whole(), parted()], open: true };
  const is_decimal = last !== undefined && ".,".includes(last) && !(doubtful && last === ",");
  if (is_decimal && (!above.length || (grouped(digits.slice(0, -1)) && alike(above) && above[0] !== last))) {
    return { readings: [parted()], open: false };
  }
  return { readings: marks.length && !(grouped(digits) && alike(marks)) ? [] : [whole()], open: false };
}

// A sum that a person typed, in minor units, or null unless it has one meaning.
export function sumOf(text, currency, decimals) {
  const { sums, open } = readingsOf(text, currency, decimals);
  return open ? null : (sums[0] ?? null);
}

// The total that a person typed, in minor units; a Problem says what is wrong with it. `written` is that of a language.
export function totalOf(text, currency, decimals, written) {
  const plain = text.replace(/[\u200e\u200f\u2066-\u2069]/g, "");
  const { sums, open } = readingsOf(plain, currency, decimals);
  const shown = printable(text);
  if (open) {
    const [one, other] = sums.map((minor) => ({ money: minor }));
    throw new Problem(other ? "page_error_two_readings" : "page_error_open", { text: shown, one, other, currency });
  }
  if (!sums.length) {
    const example = written(123456789n);
    throw new Problem("page_error_amount", { text: shown, currency, decimals: String(decimals), example });
  }
  const [minor] = sums;
  if (minor < 0n) throw new Problem("page_error_negative", { text: shown });
  if (minor === 0n || minor > LARGEST_TOTAL) {
    throw new Problem("page_error_range", { least: { money: 1n }, most: { money: LARGEST_TOTAL } });
  }
  return minor;
}

// Text from outside, safe to show: control and direction characters escaped, cut to a length.
export function printable(text, longest = 60) {
  const characters = [...text];
  const escaped = (each) => "\\x" + each.codePointAt(0).toString(16).padStart(2, "0");
  const shown = characters
    .slice(0, longest)
    .map((each) => (each !== " " && /[\p{C}\p{Z}]/u.test(each) ? escaped(each) : each));
  return shown.join("") + (characters.length > longest ? "..." : "");
}

export function isolated(text, habit) {
  return habit.right_to_left ? `\u2066${text}\u2069` : text;
}

// Text as the data hold it; in a right-to-left language isolated, unless it is itself right-to-left.
export function quoted(text, habit) {
  return RIGHT_TO_LEFT.test(text) ? text : isolated(text, habit);
}

// Before what is less than nothing stands the minus sign.
export function number(plain, habit) {
  const [, sign, whole, decimal] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(plain);
  const grouped = String(BigInt(whole)).replace(/\B(?=(?:[0-9]{3})+$)/g, habit.group);
  return (sign && "\u2212") + grouped + (decimal === undefined ? "" : habit.point + decimal);
}

function withCurrency(text, currency, habit) {
  return isolated(habit.money.replace("{number}", text).replace("{currency}", currency.code), habit);
}

// `currency` is { code, decimals }, `minor` whole minor units.
export function money(minor, currency, habit) {
  return withCurrency(number(scaledText(minor, currency.decimals), habit), currency, habit);
}

export function amount(minor, currency, habit) {
  return isolated(number(scaledText(minor, currency.decimals), habit), habit);
}

// A difference always carries its sign, a true minus sign.
export function signed(minor, currency, habit) {
  const text = number(scaledText(minor < 0n ? -minor : minor, currency.decimals), habit);
  return isolated((minor > 0n ? "+" : minor < 0n ? "\u2212" : "") + text, habit);
}

// A text in which no line ends between a currency and its amount, and no blank follows a Chinese full stop.
export function tied(text) {
  return text.replace(/([A-Z]{3}) (?=[0-9])/g, "$1\u00a0").replace(/\u3002 /g, "\u3002");
}

// An amount as a field shows it: in the language's way, without marks of direction.
export function entered(minor, currency, habit) {
  return number(scaledText(minor, currency.decimals), habit);
}

// An exact amount of minor units with six decimals, cut (not rounded) and marked with dots if digits follow.
export function exactMoney(value, currency, habit) {
  const scaled = times(value, { n: 1000000n, d: 10n ** BigInt(currency.decimals) });
  const magnitude = scaled.n < 0n ? -scaled.n : scaled.n;
  const plain = (scaled.n < 0n ? "-" : "") + scaledText(magnitude / scaled.d, 6);
  return withCurrency(number(plain, habit) + (scaled.d === 1n ? "" : "..."), currency, habit);
}

export function rateText(thousandths) {
  return scaledText(thousandths, 3);
}

// A share in per cent with six decimals, rounded half away from zero, for reading only.
export function shareText(share) {
  const magnitude = share.n < 0n ? -share.n : share.n;
  const digits = (2n * magnitude * 100000000n + share.d) / (2n * share.d);
  return scaledText(share.n < 0n ? -digits : digits, 6);
}
