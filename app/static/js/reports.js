// While a report is made, look every second how far it is. Without this script the page has a link that does the same.
"use strict";

const EVERY = 1000;

async function look() {
  const made = document.getElementById("made");
  if (!made.hasAttribute("data-busy")) return;
  const again = made.querySelector(".again");
  try {
    const page = await (await fetch(again.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("made");
    if (fresh) show(made, fresh);
  } catch {
    // The network is away for a moment: look again later.
  }
  setTimeout(look, EVERY);
}

/** Move the bars where nothing else changed: replacing the list would take the focus out of it. */
function show(made, fresh) {
  const bars = made.querySelectorAll("progress");
  const news = fresh.querySelectorAll("progress");
  if (bars.length === news.length) {
    bars.forEach((bar, place) => { bar.value = news[place].value; });
    return;
  }
  made.replaceChildren(...fresh.childNodes);
  made.toggleAttribute("data-busy", fresh.hasAttribute("data-busy"));
}

setTimeout(look, EVERY);
