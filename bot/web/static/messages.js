// How a message looks: its words, its files, its choices. Whatever people wrote enters the page as text nodes, never as markup.

const KINDS = { photo: "Foto", document: "Dokumen", voice: "Suara", video: "Video", other: "Berkas" };
const LOOKS = { b: "strong", i: "em" };
const MANY = 6; // so many short choices and more stand in columns
const LONG = 24; // a label of so many characters gets a line of its own

const plainText = (spans = []) => spans.map(([text]) => text).join("");
const megabytes = (bytes) => `${(bytes / 1024 / 1024).toLocaleString("id-ID", { maximumFractionDigits: 1 })} MB`;

export const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
export const sizeText = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1024)} KB` : megabytes(bytes));
export const small = (words) => element("small", { dir: "auto" }, words);
export const fileName = (name) => element("span", { class: "file-name", dir: "auto" }, name || "Tanpa nama");
// An answer to a question of a dialogue fits that question only; any other choice opens or moves something and stays good.
export const isAnswer = (choiceId) => choiceId.startsWith("d:");

// Attributes that are functions become listeners.
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export const button = (attributes, press, ...children) => element("button", { type: "button", click: press, ...attributes }, ...children);

// What can be tapped, as in any messenger: web addresses, e-mail, telephone numbers, and the short ones for danger that begin a line.
const TAPPED = /https?:\/\/[^\s<>“”"]*[^\s<>“”".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.go\.id\b|(?:\+62|\b0)\d[\d -]{6,13}\d\b|(?:^|• )1[12]\d(?= )/gm;
const FEWEST_DIGITS = 9; // a date written in figures has fewer

function linkOf(found) {
  if (found.includes("://")) return element("a", { href: found, target: "_blank", rel: "noopener noreferrer" }, found);
  if (found.includes("@")) return element("a", { href: `mailto:${found}` }, found);
  if (found.endsWith(".go.id")) return element("a", { href: `https://${found}`, target: "_blank", rel: "noopener noreferrer" }, found);
  const number = found.replace(/[^+\d]/g, "");
  return number.length === 3 || number.length >= FEWEST_DIGITS ? element("a", { href: `tel:${number}` }, found) : found;
}

function linked(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TAPPED)) {
    const found = match[0].replace(/^• /, "");
    const begin = match.index + match[0].length - found.length;
    parts.push(text.slice(end, begin), linkOf(found));
    end = begin + found.length;
  }
  return [...parts, text.slice(end)];
}

function textOf(spans, from) {
  const words = from === "bot" ? linked : (text) => [text];
  const styled = spans.flatMap(([text, ...looks]) => looks.reduce((inner, look) => [element(LOOKS[look] ?? "span", {}, ...inner)], words(text)));
  return element("div", { class: "text", dir: "auto" }, ...styled);
}

function fileChip({ kind, name, url }) {
  const link = url && { href: url, target: "_blank", rel: "noopener" };
  const icon = part("file-icon").content.cloneNode(true);
  return element(url ? "a" : "span", { class: "file", ...link }, icon, fileName(name), small(KINDS[kind] ?? KINDS.other));
}

function attachmentOf(attachment) {
  const { kind, name, url } = attachment;
  if (kind !== "photo" || !url) return fileChip(attachment);
  const link = element("a", { class: "photo", href: url, target: "_blank", rel: "noopener" });
  const toChip = () => link.replaceWith(fileChip(attachment));
  link.append(element("img", { src: url, alt: `Foto: ${name || "tanpa nama"}`, loading: "lazy", error: toChip }));
  return link;
}

export function messageOf({ from, spans = [], attachments = [], at = "" }) {
  const speaker = element("span", { class: "visually-hidden" }, from === "me" ? "Anda: " : "LayanWarga: ");
  const bubble = element("div", { class: "bubble" }, speaker);
  if (attachments.length) bubble.append(element("div", { class: "attachments" }, ...attachments.map(attachmentOf)));
  if (plainText(spans)) bubble.append(textOf(spans, from));
  bubble.append(element("div", { class: "meta" }, at));
  return element("div", { class: `message ${from}`, "data-from": from }, bubble);
}

// A draft as it looks until the server's own version of it arrives.
export function previewOf({ text, label, latitude, longitude, files = [] }) {
  const words = text || label || (latitude === undefined ? "" : `Lokasi: ${latitude}, ${longitude}`);
  return messageOf({ from: "me", spans: [[words]], attachments: files.map(({ name }) => ({ name })) });
}

// `press` hears which choice; `locate` is for a question that takes a place.
export function choicesOf({ choices = [], ask_location: asksLocation }, press, locate) {
  const buttons = choices.map(([id, label, description]) => {
    const long = description || label.length > LONG;
    const once = ({ detail: clicks }) => clicks < 2 && press(id, label); // a double click is one press
    const words = [element("span", { dir: "auto" }, label), ...(description ? [" ", small(description)] : [])];
    return button({ class: long ? "choice long" : "choice", "data-choice": id }, once, ...words);
  });
  if (asksLocation) buttons.unshift(button({ class: "choice", "data-choice": "d:place:map" }, locate, element("span", {}, "Kirim lokasi saya")));
  const columns = buttons.length > MANY && !buttons.some((one) => one.classList.contains("long"));
  return element("div", { class: columns ? "choices columns" : "choices", role: "group", "aria-label": "Pilihan jawaban", tabindex: -1 }, ...buttons);
}

// A choice that cannot be pressed any more.
export function chipOf({ classList, firstChild: label }) {
  return element("span", { class: classList.contains("used") ? "chip used" : "chip", dir: "auto" }, label.textContent);
}
