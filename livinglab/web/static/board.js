// The three faces of a session (phone, console, projection): keeps the page fresh and sends its forms in place.

import { countDown } from "./countdown.js";
import { Polling } from "./polling.js";
import { isSending, sendInPlace } from "./sending.js";

const board = document.querySelector("[data-board]");
if (board) {
  sendInPlace();
  countDown();
  new Polling(board.dataset.board || location.href, board.dataset.tag, isSending).next();
}
