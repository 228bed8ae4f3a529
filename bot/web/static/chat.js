// The web chat. One Phone for each phone of the page: its event stream, its message list, its composer.

import { button, chipOf, choicesOf, element, fileName, isAnswer, messageOf, part, previewOf, sizeText, small } from "./messages.js";

const [RETRY_MS, TYPING_MS, POST_TIMEOUT_MS] = [3000, 6000, 120000];
const CLOCK_MS = 15000; // the local mode's clock moves by itself too
const SETTLE_MS = 300; // silence after which the history sent on connect counts as complete
const NEAR_END_PX = 80;
const MAX_BYTES = Number(document.body.dataset.maxBytes);

class Refused extends Error {} // the server said no; the message is its sentence for the person

const all = (selector) => document.querySelectorAll(selector);
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function post(path, body) {
  const headers = { "X-LayanWarga": "1", ...(typeof body === "string" && { "Content-Type": "application/json" }) };
  const response = await fetch(path, { method: "POST", headers, body, signal: AbortSignal.timeout(POST_TIMEOUT_MS) });
  if (response.ok) return response;
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  const answer = await response.json().catch(() => ({}));
  throw new Refused(answer.error ?? "Pesan tidak dapat diterima. Muat ulang halaman, lalu coba lagi.");
}

function formOf({ files = [], ...fields }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append("files", file, file.name);
  return form;
}

// What is being written survives a page that is read again. Within another site the browser may keep nothing.
function kept(phone, words) {
  try {
    if (words !== undefined) sessionStorage.setItem(`draft:${phone}`, words);
    return sessionStorage.getItem(`draft:${phone}`) ?? "";
  } catch { return ""; }
}

// ---- one phone

class Phone {
  constructor(root) {
    this.root = root;
    this.key = root.dataset.phone;
    this.part = (name) => part(name, root);
    this.log = this.part("log");
    this.input = this.part("input");
    this.sending = Promise.resolve(); // messages leave one after another, in the order of writing
    this.setFiles([]);
    this.input.value ||= kept(this.key);
    this.listen();
    this.restart();
  }
  listen() {
    const on = (name, type, act) => this.part(name)?.addEventListener(type, act);
    on("composer", "submit", (event) => this.submit(event));
    on("input", "keydown", (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && this.submit(event));
    on("input", "input", () => this.grow());
    on("attach", "change", (event) => this.addFiles(event.target));
    on("location", "click", () => this.locate());
    on("location-form", "submit", () => this.sendLocation(this.degrees("latitude"), this.degrees("longitude")));
    on("location-cancel", "click", () => this.part("location-dialog").close());
    on("new-citizen", "click", () => attempt(() => post("/citizen").then(() => this.restart())));
    for (const example of this.root.querySelectorAll("[data-say]")) example.addEventListener("click", () => this.send({ text: example.dataset.say }));
    on("log", "scroll", () => this.showToEnd());
    this.log.addEventListener("load", () => this.keepPlace(), true); // a picture has its height only now
    on("to-end", "click", () => (this.log.scrollTop = this.log.scrollHeight));
    new ResizeObserver(() => this.keepPlace()).observe(this.log);
  }
  restart() {
    this.seen = new Set();
    this.pending = new Map(); // client id → what was sent and has not come back yet
    this.question = null; // the choices of the question that waits for an answer
    this.lastDay = null;
    this.shownAt = 0;
    this.setSettled(false);
    this.log.replaceChildren();
    this.setUnread(0);
    this.connect();
  }

  // -- the event stream
  connect() {
    this.disconnect();
    this.stream = new EventSource(`/chat/${this.key}/events`);
    const on = (name, act) => this.stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on("message", (message) => this.receive(message));
    on("clock", showClock);
    on("typing", () => this.showTyping(true));
    this.stream.onopen = () => { this.showConnection(""); this.settleSoon(); this.sendAgain(); };
    this.stream.onerror = () => this.lost();
  }
  disconnect() { clearTimeout(this.retry); this.stream?.close(); }
  // The browser reconnects by itself after a broken line but gives up after an error answer: then we try again.
  lost() {
    this.showConnection("Sambungan terputus, mencoba lagi…");
    clearTimeout(this.retry);
    if (this.stream.readyState === EventSource.CLOSED) this.retry = setTimeout(() => this.connect(), RETRY_MS);
  }
  settleSoon() { clearTimeout(this.settling); this.settling = setTimeout(() => this.setSettled(true), SETTLE_MS); }
  setSettled(settled) { this.settled = settled; this.log.setAttribute("aria-busy", String(!settled)); }
  showTyping(on) {
    clearTimeout(this.typing);
    this.root.classList.toggle("is-typing", on);
    if (on) this.typing = setTimeout(() => this.showTyping(false), TYPING_MS);
  }

  // -- messages
  receive(message) {
    if (this.seen.has(message.id)) return;
    this.seen.add(message.id);
    this.settleSoon();
    const follow = this.following();
    const asked = this.pending.has(message.client_id) ? this.pending.get(message.client_id).question : this.question;
    const node = this.insert(message);
    if (message.from === "bot") this.heard(message, node);
    else this.spoke(message, asked);
    if (follow) this.reveal(node);
    this.showToEnd();
  }
  // Confirmed messages stand in the server's order, unsent ones below them.
  insert(message) {
    this.dropPending(message.client_id);
    const node = messageOf(message);
    const add = (child) => this.log.insertBefore(child, this.log.querySelector(".pending"));
    if (message.day && message.day !== this.lastDay) add(element("div", { class: "day" }, element("span", {}, message.day)));
    this.lastDay = message.day;
    node.classList.toggle("fresh", this.settled);
    return add(node);
  }
  heard(message, node) {
    this.showTyping(false);
    if (message.choices?.length || message.ask_location) this.offer(message, node);
    if (this.settled && !this.isRead()) this.setUnread(this.unread + 1);
  }
  dropPending(clientId) { this.pending.get(clientId)?.node.remove(); this.pending.delete(clientId); }

  // -- choices
  offer(message, node) {
    const box = choicesOf(message, (id, label) => this.choose(id, label), () => this.locate());
    const asks = [...box.children].some(({ dataset }) => isAnswer(dataset.choice));
    if (asks) this.retire();
    for (const older of this.log.querySelectorAll(".choices")) older.classList.toggle("past", older !== this.question);
    node.append(box);
    if (asks) this.question = box;
  }
  choose(id, label) { this.markUsed(id); this.send({ choice: id, label }); }
  // Words answer the question they were written under, a button the question it belongs to.
  spoke({ choice }, asked) {
    if (choice) this.markUsed(choice);
    else if (asked && asked === this.question) this.retire();
  }
  markUsed(id) {
    const pressed = [...this.log.querySelectorAll(`[data-choice="${CSS.escape(id)}"]`)].at(-1);
    pressed?.classList.add("used");
    if (pressed && this.question?.contains(pressed)) this.retire();
  }
  // An answered question stays readable but no longer has buttons for its answers.
  retire() {
    const box = this.question;
    if (!box) return;
    this.question = null;
    const focused = box.contains(document.activeElement);
    box.classList.add("past");
    for (const one of box.querySelectorAll("button")) if (isAnswer(one.dataset.choice)) one.replaceWith(chipOf(one));
    if (focused && !box.contains(document.activeElement)) box.focus({ preventScroll: true }); // the Tab key goes on from here
  }

  // -- sending
  send(draft) {
    const item = { node: previewOf(draft), draft, clientId: newId(), question: this.question };
    item.node.classList.add("pending");
    this.pending.set(item.clientId, item);
    this.log.append(item.node);
    this.reveal(item.node);
    this.deliver(item);
  }
  // A repeat carries the same client id, so it is harmless.
  deliver(item) {
    const form = formOf({ client_id: item.clientId, ...item.draft });
    item.stranded = false;
    this.say("");
    this.setStatus(item, "mengirim…");
    this.sending = this.sending
      .then(() => post(`/chat/${this.key}/messages`, form))
      .then(() => this.setStatus(item, "terkirim"))
      .catch((error) => this.undelivered(item, error));
  }
  // The line is back: what could not leave for want of it leaves now, in its order. What the server refused waits for its writer.
  sendAgain() {
    for (const item of [...this.pending.values()].filter(({ stranded }) => stranded)) this.deliver(item);
  }
  undelivered(item, error) {
    if (!this.pending.has(item.clientId)) return; // its echo arrived all the same, or the chat began anew
    item.stranded = !(error instanceof Refused);
    const again = button({ class: "retry" }, () => this.deliver(item), "Belum terkirim, ketuk untuk kirim lagi");
    this.setStatus(item, again, button({ class: "retry plain" }, () => this.takeBack(item), "Batal"));
    if (error instanceof Refused) this.say(error.message);
    this.keepPlace();
  }
  setStatus({ node }, ...status) { node.querySelector(".meta").replaceChildren(...status); }
  takeBack({ clientId, draft: { text, label, files = [] } }) {
    this.dropPending(clientId);
    this.input.value = [text ?? label, this.input.value].filter(Boolean).join("\n");
    this.setFiles([...files, ...this.files]);
    this.grow();
    this.input.focus();
  }
  showConnection(words) { this.part("connection").textContent = words; }
  say(words) { this.part("notice").textContent = words; }

  // -- the composer
  submit(event) {
    event.preventDefault();
    const draft = { text: this.input.value.trim(), files: this.files };
    this.input.value = "";
    this.setFiles([]);
    if (draft.text || draft.files.length) this.send(draft);
    this.grow();
    this.input.focus();
  }
  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    kept(this.key, this.input.value);
  }
  addFiles(field) {
    const chosen = [...field.files];
    const unfit = chosen.filter(({ size }) => size === 0 || size > MAX_BYTES);
    const names = unfit.map(({ name }) => name).join(", ");
    field.value = ""; // so that the same file can be chosen again
    this.say(names && `Tidak dapat dikirim karena kosong atau lebih dari ${sizeText(MAX_BYTES)}: ${names}`);
    this.setFiles([...this.files, ...chosen.filter((file) => !unfit.includes(file))]);
    this.input.focus();
  }
  setFiles(files) {
    this.files = files;
    this.part("drafts").replaceChildren(...files.map((file) => this.draftOf(file)));
  }
  draftOf(file) {
    const remove = () => this.setFiles(this.files.filter((other) => other !== file));
    const cross = button({ "aria-label": `Hapus berkas ${file.name}` }, remove, "×");
    return element("li", {}, fileName(file.name), small(sizeText(file.size)), cross);
  }

  // -- location
  locate() {
    const byHand = () => { this.say(""); this.part("location-dialog").showModal(); };
    if (!navigator.geolocation) return byHand();
    this.say("Mencari lokasi Anda…");
    const found = ({ coords }) => this.sendLocation(coords.latitude, coords.longitude);
    navigator.geolocation.getCurrentPosition(found, byHand, { timeout: 10000, maximumAge: 60000, enableHighAccuracy: true });
  }
  degrees(name) { return Number(this.part(name).value.replace(",", ".")); }
  sendLocation(latitude, longitude) { this.send({ latitude, longitude }); }

  // -- scrolling and unread messages
  distanceToEnd() { return this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop; }
  following() { return this.distanceToEnd() < NEAR_END_PX || Math.abs(this.log.scrollTop - this.shownAt) < 4; }
  // A message taller than the screen is shown from its beginning.
  reveal(node) {
    const end = this.log.scrollHeight - this.log.clientHeight;
    this.log.scrollTop = this.shownAt = Math.max(0, Math.min(end, node.offsetTop - 12));
  }
  keepPlace() {
    if (this.log.lastElementChild && this.following()) this.reveal(this.log.lastElementChild);
    this.showToEnd();
  }
  showToEnd() { this.part("to-end").hidden = this.distanceToEnd() < NEAR_END_PX; }
  isRead() { return !document.hidden && this.root.getClientRects().length > 0; }
  setUnread(count) { this.unread = count; part(`unread-${this.key}`)?.replaceChildren(count || ""); }
}

// ---- the page

const phones = [];
const showClock = ({ text }) => { if (part("clock") && part("clock").textContent !== text) part("clock").replaceChildren(text); };
const readClock = async () => showClock(await (await fetch("/clock")).json());
const moveClock = async (step) => showClock(await (await post("/clock", JSON.stringify({ step }))).json());
const restartStaff = () => phones.filter(({ key }) => key !== "warga").forEach((phone) => phone.restart());
async function changeOffice({ value: office, selectedOptions: [{ text: name }] }) {
  await post("/office", JSON.stringify({ office }));
  for (const shown of all("[data-office]")) shown.textContent = name;
  restartStaff();
}
const markRead = () => phones.filter((phone) => phone.isRead()).forEach((phone) => phone.setUnread(0));

// Runs an action of the bar; what goes wrong is said there.
async function attempt(action) {
  const say = (words) => (part("bar-notice").textContent = words);
  say("");
  await action().catch((error) => say(error instanceof Refused ? error.message : "Tidak berhasil. Periksa sambungan, lalu coba lagi."));
}

function showPhone(key) {
  for (const phone of phones) phone.root.classList.toggle("active", phone.key === key);
  for (const tab of all("[data-tab]")) tab.setAttribute("aria-current", String(tab.dataset.tab === key));
  markRead();
}

// A browser allows six connections to one address and four phones hold four: a page that nobody looks at lets go.
function onVisibility() {
  if (phones.length > 1) phones.forEach((phone) => (document.hidden ? phone.disconnect() : phone.connect()));
  markRead();
}

for (const root of all(".phone")) phones.push(new Phone(root));
for (const tab of all("[data-tab]")) tab.addEventListener("click", () => showPhone(tab.dataset.tab));
for (const step of all("[data-step]")) step.addEventListener("click", () => attempt(() => moveClock(step.dataset.step)));
part("office")?.addEventListener("change", (event) => attempt(() => changeOffice(event.target)));
document.addEventListener("visibilitychange", onVisibility);
if (part("clock")) setInterval(() => { if (!document.hidden) readClock().catch(() => {}); }, CLOCK_MS);
window.addEventListener("resize", markRead);
window.addEventListener("online", () => phones.forEach((phone) => phone.connect()));
window.addEventListener("offline", () => phones.forEach((phone) => phone.lost()));
showPhone(phones[0].key);
