/* What the desk does better with JavaScript; without it every page and every act works the same. */
"use strict";

// A case that changes while it is open says so; it is never reloaded over words that somebody is writing.
const live = document.querySelector("[data-news]");
if (live && window.EventSource) {
  new EventSource(live.dataset.news).addEventListener("changed", () => {
    document.getElementById("news").hidden = false;
  });
}

// Words are kept as a draft a moment after the last letter.
for (const area of document.querySelectorAll("textarea[data-draft]")) {
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const body = new FormData();
      body.set("kunci", area.form.elements.kunci.value);
      body.set("text", area.value);
      fetch(area.dataset.draft, { method: "POST", body, redirect: "manual" });
    }, 1500);
  });
}

// Keyboard: j and k through the lists, Enter opens, / searches.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...document.querySelectorAll(".line a.number")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "j" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
  else if (event.key === "k" && links.length) links[Math.max(at - 1, 0)].focus();
  else if (event.key === "/") {
    const office = document.body.dataset.office;
    if (office) { event.preventDefault(); location.href = `/meja/${office}/cari`; }
  }
});

// Printing needs scripts; the browser's own menu prints without them.
for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
