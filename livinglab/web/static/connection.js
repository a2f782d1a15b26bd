// Says in words whether the page still hears from the server.

const place = document.getElementById("connection");

function say(words) {
  if (place && place.textContent !== words) place.textContent = words;
}

export const connection = {
  lost() { say(place?.dataset.lost ?? ""); },
  notSent() { say(place?.dataset.notSent ?? place?.dataset.lost ?? ""); },
  found() { say(""); },
};
