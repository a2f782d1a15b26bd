// A list too long to be printed, where there is a script: its own fields, which are searched at each letter, take the place
// of the search that sends a page. They wait in a template beside it, unless the page has taken them out.

import { better } from "./better.js";

better("[data-search-step]", (step) => {
  const waiting = step.nextElementSibling;
  step.remove();
  if (!waiting?.matches("template")) return;
  waiting.replaceWith(waiting.content);
  document.dispatchEvent(new Event("unwrapped"));
});
