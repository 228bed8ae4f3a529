/* What the desk does better with JavaScript; without it every page and every act works the same. */
"use strict";

// The page is read again, and its live parts become what it says now; what somebody is picking or writing stays as it is.
async function renew() {
  const answer = await fetch(location.href, { redirect: "manual" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!now || now.innerHTML === part.innerHTML || part.querySelector("input:checked, select:focus")) continue;
    const at = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceChildren(...now.childNodes);
    if (at) part.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
  }
}

// A case that changes while it is open says so, for its acts may be others now; they are never reloaded over words that somebody is writing.
const live = document.querySelector("[data-news]");
if (live && window.EventSource) {
  new EventSource(live.dataset.news).addEventListener("changed", () => {
    document.getElementById("news").hidden = false;
    renew();
  });
}

// The queue is looked at anew as long as somebody sees it.
const QUEUE_MS = 15000;
if (document.querySelector('[data-live="queue"]')) {
  setInterval(() => { if (!document.hidden) renew(); }, QUEUE_MS);
}

// Words are kept as a draft a moment after the last letter.
for (const area of document.querySelectorAll("textarea[data-draft]")) {
  let waiting;
  area.form.addEventListener("submit", () => clearTimeout(waiting));
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

// A wide table of the original document moves to its marked words when it is first seen.
function showMarks() {
  for (const box of document.querySelectorAll(".excerpt:not([data-shown])")) {
    const mark = box.querySelector("mark");
    if (!mark || !box.clientWidth) continue;
    box.dataset.shown = "";
    const [cell, frame] = [mark.parentElement.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollLeft += Math.max(cell.right - frame.right, 0);
    box.scrollTop += Math.max(cell.top - frame.top, 0);
  }
}
document.addEventListener("toggle", showMarks, true);
showMarks();

// "/" leads into the search field, on this page or on the page of the search.
const field = document.getElementById("f-q");
const search = () => { field.focus(); field.select(); };
if (field && location.hash === "#f-q") search();

// The key of an act opens its form and stands in its first field, or on its button; it sends nothing.
function toAct(act) {
  const form = act.closest("details");
  if (form) form.open = true;
  const first = form?.querySelector("textarea, select, input:not([type=hidden])") ?? act;
  first.focus();
  first.scrollIntoView({ block: "center" });
}

// Keyboard: j and k through the lists, Enter opens, / searches, a leads to the queue, ? lists the keys (shortcuts.html).
const PATHS = { "/": "/cari#f-q", "a": "", "?": "/tombol" };
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...document.querySelectorAll(".line a.number")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "j" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
  else if (event.key === "k" && links.length) links[Math.max(at - 1, 0)].focus();
  else if (event.key === "/" && field) { event.preventDefault(); search(); }
  else if (/^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`)) {
    event.preventDefault();
    toAct(document.querySelector(`[data-key="${event.key}"]`));
  } else if (event.key in PATHS) {
    const office = document.body.dataset.office;
    if (office) { event.preventDefault(); location.href = `/meja/${office}${PATHS[event.key]}`; }
  }
});

// Printing needs scripts; the browser's own menu prints without them.
for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
