// Where the patient writes: words, a picture with its caption, or other words for what was sent before.

import { post, result } from "./asking.js";
import { commandsAreOpen, moveInCommands, toggleCommands } from "./commands.js";
import { attempt } from "./notices.js";
import { phone } from "./phone.js";

const $ = (id) => document.getElementById(id);

async function send() {
  const field = $("message");
  const text = field.value.trim();
  if (!text && !phone.picture) return;
  const sent = await attempt(() => {
    if (phone.picture) return sendPicture(text);
    if (phone.editing) return post("edit", { chat: phone.chat, message_id: phone.editing, text });
    return post("say", { chat: phone.chat, text });
  });
  if (!sent) return;
  field.value = "";
  stopEditing();
  toggleCommands(false);
  field.focus();
}

async function sendPicture(caption) {
  const where = new URLSearchParams({ chat: phone.chat, caption });
  const headers = { "Content-Type": phone.picture.type };
  return result(await fetch(`/page/photo?${where}`, { method: "POST", headers, body: phone.picture }));
}

export function startEditing(message) {
  phone.editing = message.id;
  phone.picture = null;
  showContext("Editing your message");
  write(message.text);
}

export function stopEditing() {
  if (phone.editing) $("message").value = "";
  phone.editing = null;
  phone.picture = null;
  $("picture").value = "";
  $("context").hidden = true;
  URL.revokeObjectURL($("context-picture").src);
  fit();
}

// Types words for the patient, who may change them before they are sent.
export function write(words) {
  $("message").value = words;
  fit();
  $("message").focus();
}

function choosePicture() {
  const [picture] = $("picture").files;
  if (!picture) return;
  if (phone.editing) stopEditing();
  phone.picture = picture;
  showContext("Add words if you like, then send", URL.createObjectURL(picture));
  fit();
  $("message").focus();
}

function showContext(words, picture = "") {
  $("context").hidden = false;
  $("context-text").textContent = words;
  $("context-picture").hidden = !picture;
  $("context-picture").src = picture;
}

function editLast() {
  const buttons = document.querySelectorAll("#messages .mine .edit");
  buttons[buttons.length - 1]?.click();
}

function fit() {
  const field = $("message");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
  const something = Boolean(field.value.trim() || phone.picture);
  $("send").hidden = !something;
  $("voice").hidden = something;
}

$("composer").onsubmit = (event) => {
  event.preventDefault();
  send();
};
$("message").oninput = () => {
  fit();
  const typed = /^\/(\w*)$/.exec($("message").value);
  toggleCommands(Boolean(typed) && phone.commands.length > 0, typed?.[1]);
};
$("message").onkeydown = (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  } else if (event.key === "ArrowUp" && !$("message").value) {
    event.preventDefault();
    editLast();
  } else if (commandsAreOpen()) {
    moveInCommands(event);
  }
};
$("attach").onclick = () => $("picture").click();
$("picture").onchange = choosePicture;
$("voice").onclick = () => attempt(() => post("voice", { chat: phone.chat }));
$("context-close").onclick = () => {
  stopEditing();
  $("message").focus();
};
fit();
