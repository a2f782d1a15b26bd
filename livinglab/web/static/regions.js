// Replaces the parts of a board page that changed, and never a word that somebody is typing.

const TYPED = "textarea, input:not([type=hidden]), select";
const isTicked = (control) => control.type === "checkbox" || control.type === "radio";

function isTyped(control) {
  if (isTicked(control)) return control.checked !== control.defaultChecked;
  return control.value.trim() !== "" && control.value !== control.defaultValue;
}

function typedIn(region, sent) {
  return [...region.querySelectorAll(TYPED)]
    .filter((control) => control.name && control.form !== sent && isTyped(control))
    .map(({ name, value, checked, type, id, form, selectionStart, selectionEnd }) => (
      { name, value, checked, type, id, form: form?.id, selectionStart, selectionEnd }));
}

function controlLike(region, typed) {
  return [...region.querySelectorAll(TYPED)]
    .find((control) => control.name === typed.name && control.form?.id === typed.form
      && (!isTicked(typed) || control.value === typed.value)); // boxes of one list share their name
}

function giveBack(region, typed) {
  const control = controlLike(region, typed);
  if (!control) return false;
  if (isTicked(typed)) control.checked = typed.checked;
  else control.value = typed.value;
  return true;
}

// The form is gone because the activity moved on: the words stay on the page, to be copied or said aloud.
function keep(typed) {
  const place = document.getElementById("kept");
  if (!place || isTicked(typed) || typed.type === "number") return;
  place.querySelector("[data-kept]").textContent = typed.value;
  place.hidden = false;
}

function focusAgain(id, typed) {
  const control = id && document.getElementById(id);
  if (!control || control === document.activeElement) return;
  control.focus({ preventScroll: true });
  const same = typed.find((one) => one.id === id);
  if (same && typeof same.selectionStart === "number" && control.setSelectionRange) {
    control.setSelectionRange(same.selectionStart, same.selectionEnd);
  }
}

function changed(region, next) {
  if (region.dataset.key !== undefined) return region.dataset.key !== next.dataset.key;
  return region.innerHTML !== next.innerHTML;
}

function replace(region, next, sent) {
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  const typed = typedIn(region, sent);
  region.replaceChildren(...next.childNodes);
  if (next.dataset.key !== undefined) region.dataset.key = next.dataset.key;
  typed.filter((one) => !giveBack(region, one)).forEach(keep);
  focusAgain(focused, typed);
}

/** Puts the regions of a freshly read page in place. `sent` is the form whose own answer this page is, if any. */
export function show(html, sent = null) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const region of document.querySelectorAll("[data-region]")) {
    const next = page.getElementById(region.id);
    if (next && (changed(region, next) || (sent && region.contains(sent)))) replace(region, next, sent);
  }
  document.title = page.title;
  const tag = page.querySelector("[data-board]")?.dataset.tag;
  return tag ?? null;
}
