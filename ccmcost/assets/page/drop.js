// The place where a notice is dropped: reads the two files, and says what was found.

import { fill, find, make, show } from "./dom.js";
import { issuedList, LARGEST_NOTICE, verified } from "./notice.js";

// `spoken` gives the words of the language that is chosen now.
export function dropPlace(page, spoken) {
  let last = null;
  let turn = 0;

  // Only the files that lie there now are told of, however long those before them take.
  async function look() {
    const now = ++turn;
    const [file] = find("notice").files;
    const [listed] = find("issued").files;
    if (!file) show("verified", false);
    const found = file ? await judged(file, listed) : null;
    if (now !== turn) return;
    last = found;
    draw();
  }

  async function judged(file, listed) {
    const list = listed ? issuedList(await listed.text()) : null;
    if (listed && list === null) return problem("page_verify_no_list");
    if (file.size > LARGEST_NOTICE) return problem("page_verify_large");
    if (typeof DecompressionStream === "undefined") return problem("page_verify_browser");
    return verified(new Uint8Array(await file.arrayBuffer()), page, list);
  }

  function draw() {
    if (last === null) return;
    const [listed] = find("issued").files;
    const say = ([key, figures]) => spoken().say(key, { file: listed?.name ?? "", ...figures });
    const { wrong, told } = last;
    find("verdict").textContent = say(verdictOf(last));
    find("verdict").className = wrong.length && !isOnlyListed(last) ? "error" : "";
    fill("checked", ...[...wrong, ...told, ...remarksOf(last)].map((each) => make("li", {}, say(each))));
    show("verified", true);
  }

  for (const id of ["notice", "issued"]) find(id).addEventListener("change", look);
  const place = find("verify");
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) {
      const chosen = new DataTransfer();
      chosen.items.add(file);
      find(/\.txt$/i.test(file.name) ? "issued" : "notice").files = chosen.files;
    }
    look();
  });
  return draw;
}

function problem(key) {
  return { issued: false, unissued: false, issuer: "", other: false, told: [], wrong: [[key, {}]] };
}

// What its data cannot tell this page is no fault of a document that the list contains.
function isOnlyListed({ issued, unissued, other, wrong }) {
  const isUnread = wrong.length === 1 && ["proof_other_data", "page_verify_unread_file"].includes(wrong[0][0]);
  return issued && !unissued && (other ? wrong.length === 0 : isUnread);
}

function verdictOf(last) {
  if (isOnlyListed(last)) return ["proof_issued_only", {}];
  if (last.wrong.length) return ["proof_refused", {}];
  if (last.unissued) return ["page_verify_unissued", {}];
  if (last.other) return ["page_verify_other", {}];
  return last.issued ? ["proof_issued", { issuer: last.issuer }] : ["page_verify_consistent", {}];
}

function remarksOf(last) {
  const isSaid = last.issued || last.unissued || last.wrong.length;
  const other = last.other && isSaid ? [["page_verify_other", {}]] : [];
  if (last.issued && last.unissued) return [...other, ["proof_unissued_listed", {}]];
  if (last.issued) return [...other, ["proof_list_source", {}]];
  return last.told.length ? [["page_verify_not_here", {}]] : other;
}
