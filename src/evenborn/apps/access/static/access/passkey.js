// Passkeys: asks the browser for one and sends its answer. Without this file a code of one time does.
"use strict";

const NAMES_OF_BYTES = new Set(["challenge", "id"]);

function toBytes(text) {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}

function toText(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// The question comes as JSON; the browser wants the bytes of challenge, user and credentials as bytes.
function asked(value, name) {
  if (Array.isArray(value)) return value.map((part) => asked(part, ""));
  if (value && typeof value === "object") {
    const inRelyingParty = name === "rp";
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, inRelyingParty ? part : asked(part, key)]));
  }
  return typeof value === "string" && NAMES_OF_BYTES.has(name) ? toBytes(value) : value;
}

function answered(credential) {
  const response = {};
  for (const key of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[key]) response[key] = toText(credential.response[key]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const question = JSON.parse(form.querySelector("script[type='application/json']").textContent);
  const failed = form.querySelector("[data-failed]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await navigator.credentials[form.dataset.passkey](asked(question, ""));
      form.elements.namedItem("credential").value = JSON.stringify(answered(credential));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
