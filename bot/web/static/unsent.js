/* What somebody writes into a form stays in this tab until the server has taken it: it survives a server that is gone and a page that is read again. */
"use strict";

const PREFIX = `unsent:${document.body.dataset.who ?? ""}:`;
const KEPT = 'textarea, select, input:not([type]), input[type="text"], input[type="date"], input[type="search"]';
const here = location.pathname;
const cameFrom = document.referrer && new URL(document.referrer).pathname;
const isTaken = !document.querySelector("[data-again], .wrong[role=alert]"); // else it is shown once more before it holds, or was refused

const entries = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const entryOf = (key) => JSON.parse(sessionStorage.getItem(key));
const keep = (key, entry) => sessionStorage.setItem(key, JSON.stringify(entry));
const keyOf = (form) => PREFIX + here + " " + new URL(form.action).pathname;
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches(KEPT));
const before = (field) => field.matches("select") ? [...field.options].find((one) => one.defaultSelected)?.value ?? field.options[0]?.value : field.defaultValue;

// A form that was sent from there and has led here was taken; where it was not yet, it is taken when this page is sent.
for (const key of entries()) {
  const entry = entryOf(key);
  if (!entry.sentFrom || entry.sentFrom !== cameFrom) continue;
  if (isTaken) sessionStorage.removeItem(key);
  else keep(key, { ...entry, sentFrom: here });
}

function tell(form, key) {
  const throwAway = document.createElement("button");
  throwAway.type = "button";
  throwAway.textContent = "Buang";
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("role", "status");
  told.append("Tulisan yang belum terkirim ada di sini lagi. ", throwAway);
  throwAway.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    for (const field of fieldsOf(form)) field.value = before(field);
    told.remove();
  });
  form.prepend(told);
  form.closest("details")?.setAttribute("open", "");
}

for (const form of document.querySelectorAll('form[method="post"]')) {
  const key = keyOf(form);
  const known = sessionStorage.getItem(key) && entryOf(key);
  const missing = known ? fieldsOf(form).filter((field) => known.fields[field.name] !== undefined && known.fields[field.name] !== field.value) : [];
  for (const field of missing) field.value = known.fields[field.name];
  if (missing.length) tell(form, key);
  form.addEventListener("input", () => {
    const typed = fieldsOf(form).filter((field) => field.value !== before(field));
    keep(key, { fields: Object.fromEntries(typed.map((field) => [field.name, field.value])) });
  });
  form.addEventListener("submit", () => {
    for (const one of entries()) if (one === key || entryOf(one).sentFrom === here) keep(one, { ...entryOf(one), sentFrom: here });
  });
}

// Who leaves the desk leaves nothing of it in the tab.
document.querySelector('form[action="/keluar"]')?.addEventListener("submit", () => sessionStorage.clear());
