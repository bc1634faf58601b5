"""The script and the look of the page that checks letters: plain JavaScript, no library.

It reads docs/formats/letter.md on its own; nothing of it is shared with the program.
"""

from __future__ import annotations

STYLE = """
body { font: 18px/1.5 sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em;
       color: #1f2a2e; background: #fff; }
[lang=en] { color: #5c6a6e; }
textarea { width: 100%; box-sizing: border-box; font: 16px monospace; padding: .5em; }
button { font: inherit; padding: .5em 1.2em; margin: .6em 0; }
#result { border: 3px solid #5c6a6e; padding: .5em 1em; margin: 1em 0; }
#result[data-answer=valid] { border-color: #28754a; }
#result[data-answer=superseded] { border-color: #8a5a00; }
#result[data-answer=altered], #result[data-answer=unknown] { border-color: #a3262a; }
#result p:first-child { font-size: 1.3em; font-weight: bold; margin: .3em 0; }
small { color: #5c6a6e; overflow-wrap: anywhere; }
"""

SCRIPT = """
"use strict";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CODE_CHARS = 165, CODE_BYTES = 103, SIGNED_BYTES = 39;
const UNIX_ORDINAL = 719163, DAY_MS = 86400000;
const find = (id) => document.getElementById(id);
const text = (string) => new TextEncoder().encode(string);
const fromBase64 = (told) => Uint8Array.from(atob(told), (c) => c.charCodeAt(0));
const fromHex = (told) => Uint8Array.from(told.match(/../g) || [], (two) => parseInt(two, 16));
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));

async function isSigned(key, signature, message) {
  const known = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", known, signature, message);
}

function decoded(typed) {
  const letters = typed.replace(/[\\s-]+/g, "").toUpperCase();
  if (letters.length !== CODE_CHARS) return null;
  const out = [];
  let value = 0, bits = 0;
  for (const letter of letters) {
    const at = LETTERS.indexOf(letter);
    if (at < 0) return null;
    value = (value << 5) | at;
    bits += 5;
    if (bits >= 8) { bits -= 8; out.push((value >> bits) & 255); value &= (1 << bits) - 1; }
  }
  const code = Uint8Array.from(out);
  const ours = code.length === CODE_BYTES && value === 0
    && code[0] === 86 && code[1] === 76 && code[2] === 1;
  return ours ? code : null;
}

async function list() {
  const given = find("list").dataset;
  const data = fromBase64(given.list);
  const message = join(text("vereda letter list v1\\0"), data);
  if (!await isSigned(fromBase64(given.key), fromBase64(given.signature), message)) return null;
  return JSON.parse(new TextDecoder().decode(data));
}

async function answer(typed) {
  const code = decoded(typed);
  if (code === null) return { answer: "unreadable" };
  const known = await list();
  if (known === null) return { answer: "broken" };
  const ordinal = new DataView(code.buffer).getUint32(19);
  const issued = new Date((ordinal - UNIX_ORDINAL) * DAY_MS);
  const signer = hex(code.slice(23, 39));
  const told = { issued, madeOn: new Date(known.made_on) };
  if (!Object.hasOwn(known.signers, signer)) return { answer: "unknown", ...told };
  const message = join(text("vereda letter v1\\0"), code.slice(0, SIGNED_BYTES));
  const key = fromHex(known.signers[signer]);
  const good = await isSigned(key, code.slice(SIGNED_BYTES), message);
  if (!good) return { answer: "altered", ...told };
  const labelled = join(text("vereda letter id v1\\0"), code.slice(3, 19));
  const digest = await crypto.subtle.digest("SHA-256", labelled);
  const hidden = hex(new Uint8Array(digest).slice(0, 16));
  const ended = Object.hasOwn(known.ended, signer) && !known.ended[signer].includes(hidden);
  if (ended) return { answer: "unknown", ...told };
  return { answer: known.superseded.includes(hidden) ? "superseded" : "valid", ...told };
}

function day(date, language) {
  if (Number.isNaN(date.getTime())) return "?";
  return date.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
}

function show(told) {
  const box = find("result");
  box.dataset.answer = told.answer;
  box.replaceChildren();
  const from = find("answer-" + told.answer).content.cloneNode(true);
  for (const slot of from.querySelectorAll("[data-day]")) {
    const language = slot.closest("[lang=en]") ? "en-US" : "es-MX";
    slot.textContent = day(told[slot.dataset.day], language);
  }
  box.append(from);
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}

async function check() {
  try {
    show(await answer(find("code").value));
  } catch (problem) {
    show({ answer: "unable" });
  }
}

async function look(file) {
  try {
    const seen = await new BarcodeDetector({ formats: ["qr_code"] })
      .detect(await createImageBitmap(file));
    find("code").value = seen.length ? seen[0].rawValue : "";
  } catch (problem) {
    find("code").value = "";
  }
  await check();
}

find("check").addEventListener("click", check);
if ("BarcodeDetector" in window) {
  find("picture").hidden = false;
  find("file").addEventListener("change", (event) => {
    if (event.target.files.length) look(event.target.files[0]);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) look(event.dataTransfer.files[0]);
  });
}
"""
