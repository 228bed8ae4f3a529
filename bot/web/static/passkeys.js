/* Asks the device for a passkey when a form with `data-passkey` is sent, and sends the form with its answer. */
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// What the server says as JSON, as the browser wants it.
function wanted(options) {
  const read = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) Object.assign(made, { user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: read(options.excludeCredentials) });
  else made.allowCredentials = read(options.allowCredentials);
  return { publicKey: made };
}

function told(answer) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer.response[name]) response[name] = text(answer.response[name]);
  }
  return JSON.stringify({ id: answer.id, rawId: text(answer.rawId), type: answer.type, response, clientExtensionResults: {} });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector("[role=alert]");
    wrong.hidden = true;
    try {
      const answer = await navigator.credentials[form.dataset.passkey](wanted(JSON.parse(form.dataset.options)));
      form.elements.jawaban.value = told(answer);
    } catch {
      wrong.hidden = false;
      return;
    }
    form.submit();
  });
}
