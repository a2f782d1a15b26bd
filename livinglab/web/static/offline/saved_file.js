// Answers that cannot be sent from here, handed to the person as one file: with their photographs and other files, as many as
// a mail still carries, the smallest first. The team takes it in (livinglab/web/team/handed_in.py).

import { blobOf } from "./queue.js";
import { made } from "./whole_page.js";

const MOST = 12_000_000; // bytes of files: a quarter more in the file, and again in a mail, which takes 20 to 25 MB

/** Saves the file; what is to be said of it, in sentences. `files`: as in a record of the queue. */
export async function saveAnswers({ body, files, wave, words }) {
  const { held, left, size } = await gathered(body.id, files);
  const content = { livinglab: 1, wave, ...body, ...(held.length ? { files: held } : {}) };
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  made("a", { href: address, download: `${words.file_name}-${body.id.slice(0, 8)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return [words.saved, counted(words.saved_files, held.length, size), counted(words.left_behind, left)].filter(Boolean).join(" ");
}

async function gathered(id, files) {
  const blobs = [];
  for (const file of files) blobs.push({ file, blob: await blobOf(id, file.key).catch(() => null) });
  const held = [];
  let size = 0;
  for (const { file, blob } of blobs.filter(({ blob }) => blob).sort((one, other) => one.blob.size - other.blob.size)) {
    if (size + blob.size > MOST) break;
    size += blob.size;
    held.push({ name: file.name, question: file.question, place: file.place, content: await inText(blob) });
  }
  return { held, size, left: files.length - held.length };
}

const inText = (blob) => new Promise((give, fail) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => give(reader.result.slice(reader.result.indexOf(",") + 1)));
  reader.addEventListener("error", () => fail(reader.error));
  reader.readAsDataURL(blob);
});

function counted(forms, n, size = 0) {
  const { lang } = document.documentElement;
  if (!n) return "";
  const unit = size < 1_000_000 ? "kilobyte" : "megabyte";
  const shown = new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0, numberingSystem: "latn" });
  const said = shown.format(size / (unit === "megabyte" ? 1_000_000 : 1_000));
  return (forms[new Intl.PluralRules(lang).select(n)] ?? forms.other).replace("{n}", n).replace("{size}", said);
}
