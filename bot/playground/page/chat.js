// The patient's phone. It shows the state of one chat and asks for it again whenever something happens.

import { oneAtATime, post, result } from "./asking.js";
import { messageLog } from "./log.js";
import { ask, attempt, leave, toast } from "./notices.js";
import { staffGroup, staffHeard } from "./staff.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

const phone = {
  chat: null, // the patient whose phone this is
  editing: null, // the id of the message that is being changed
  picture: null, // a picture that waits for its caption
  commands: [],
  unread: new Set(),
  waiting: false, // whether the patient looks out for an answer, and has not scrolled away since
};

// --- Talking to the playground ---

const say = (text) => attempt(() => post("say", { chat: phone.chat, text }));

const refresh = oneAtATime(async () => {
  try {
    const answer = await fetch(`/page/state?chat=${phone.chat ?? ""}`);
    draw(await answer.json());
  } catch {
    status("Not connected. Trying again…");
  }
});

function listen() {
  const events = new EventSource("/page/events");
  events.onopen = () => {
    status("bot");
    refresh();
  };
  events.onerror = () => {
    status("Not connected. Trying again…");
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
  events.onmessage = (event) => happened(JSON.parse(event.data));
}

function happened(event) {
  staffHeard(event);
  const here = event.chat === phone.chat;
  if (here && event.kind === "action") return showTyping(true);
  if (here && event.kind === "pop-up" && event.text) {
    return event.alert ? ask(event.text, { cancel: false }) : toast(event.text);
  }
  if (event.chat && !here && event.kind === "posted") phone.unread.add(event.chat);
  return refresh();
}

// --- Drawing ---

function draw(state) {
  if (!state.chat) return firstPatient();
  if (state.chat.id !== phone.chat) openChat(state.chat.id);
  $("bot-name").textContent = state.bot.name;
  document.title = `${state.bot.name} · rehearsal`;
  $("description").textContent = state.bot.description || "It has not said yet. Press Start, or ask it something.";
  $("intro").hidden = state.chat.messages.length > 0;
  $("message").placeholder = `Message as ${state.chat.name}`;
  phone.commands = state.bot.commands;
  staffGroup(state.staff);
  drawPatients(state.patients);
  drawMessages(state.chat.messages, state.bot.name);
  return undefined;
}

let joining = false;

async function firstPatient() {
  if (joining) return;
  joining = true;
  await attempt(() => post("patients", { name: "Anna" }));
  joining = false;
  await refresh();
}

function openChat(id) {
  phone.chat = id;
  phone.unread.delete(id);
  log.clear();
  showTyping(false);
  stopEditing();
  fit();
}

function drawPatients(patients) {
  $("patients").replaceChildren(...patients.map((patient) => {
    const button = make("button", { type: "button" }, [
      make("span", { className: "avatar", ariaHidden: "true" }, [[...patient.name][0].toUpperCase()]),
      patient.name,
    ]);
    if (patient.id === phone.chat) button.setAttribute("aria-current", "true");
    if (phone.unread.has(patient.id)) {
      button.append(make("span", { className: "unread", role: "img", ariaLabel: "has an answer" }));
    }
    button.onclick = () => {
      openChat(patient.id);
      toggleSide(false);
      refresh();
    };
    return make("li", {}, [button]);
  }));
}

function drawMessages(messages, botName) {
  const { newest, first, atEnd } = log.draw(messages, botName);
  if (!newest) return;
  if (newest.mine) phone.waiting = true;
  else showTyping(false);
  if (atEnd || first || phone.waiting) log.reveal(first);
}

async function follow(link) {
  if (link.start !== undefined) return say(`/start ${link.start}`.trim());
  return leave(link);
}

// What a message lets the patient do.
const act = {
  say,
  follow,
  edit: startEditing,
  tap: (message, button) => attempt(() => post("tap", {
    chat: phone.chat, message_id: message.id, data: button.callback_data,
  })),
  canEdit: () => true,
};

const log = messageLog($("messages"), $("log"), act);

// --- What the patient does ---

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
  fit();
  toggleCommands(false);
  field.focus();
}

async function sendPicture(caption) {
  const where = new URLSearchParams({ chat: phone.chat, caption });
  const headers = { "Content-Type": phone.picture.type };
  return result(await fetch(`/page/photo?${where}`, { method: "POST", headers, body: phone.picture }));
}

function startEditing(message) {
  phone.editing = message.id;
  phone.picture = null;
  showContext("Editing your message");
  $("message").value = message.text;
  fit();
  $("message").focus();
}

function stopEditing() {
  if (phone.editing) $("message").value = "";
  phone.editing = null;
  phone.picture = null;
  $("picture").value = "";
  $("context").hidden = true;
  URL.revokeObjectURL($("context-picture").src);
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
  const buttons = document.querySelectorAll(".mine .meta button");
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

// --- The menu of commands ---

function toggleCommands(open, typed = "") {
  const matching = phone.commands.filter(({ command }) => command.startsWith(typed));
  const show = open && matching.length > 0;
  $("commands").hidden = !show;
  $("menu").setAttribute("aria-expanded", String(show));
  if (!show) {
    if (open && !typed) toast("The bot has no commands yet.");
    return;
  }
  $("commands").replaceChildren(...matching.map(({ command, description }) => {
    const button = make("button", { type: "button" }, [
      make("b", {}, [`/${command}`]),
      make("span", {}, [description]),
    ]);
    button.onclick = () => {
      $("message").value = "";
      toggleCommands(false);
      $("message").focus();
      say(`/${command}`);
    };
    return make("li", {}, [button]);
  }));
}

function moveInCommands(event) {
  const buttons = [...$("commands").querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !buttons.length) return;
  event.preventDefault();
  const at = buttons.indexOf(document.activeElement);
  const next = at < 0 && step < 0 ? buttons.length - 1 : at + step;
  (buttons[next] ?? $("message")).focus();
}

// --- Small things that come and go ---

let typingEnds;

function showTyping(on) {
  clearTimeout(typingEnds);
  $("typing").hidden = !on;
  status(on ? "typing…" : "bot", on);
  if (!on) return;
  $("log").scrollTo({ top: $("log").scrollHeight });
  typingEnds = setTimeout(() => showTyping(false), 5000); // as long as Telegram shows it
}

function status(words, busy = false) {
  $("status").textContent = words;
  $("status").classList.toggle("busy", busy);
}

function toggleSide(open) {
  const wasOpen = $("side").classList.contains("open");
  $("side").classList.toggle("open", open);
  $("open-side").setAttribute("aria-expanded", String(open));
  if (open) $("close-side").focus();
  else if (wasOpen) $("open-side").focus();
}

// --- Colours: as the system has them, until somebody chooses ---

const dark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = localStorage.getItem("theme");
  return chosen ? chosen === "dark" : dark.matches;
}

function paint() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  $("theme").setAttribute("aria-pressed", String(isDark()));
}

// --- Wiring ---

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
  } else if (!$("commands").hidden) {
    moveInCommands(event);
  }
};
$("commands").onkeydown = moveInCommands;
$("menu").onclick = () => {
  const open = $("commands").hidden;
  toggleCommands(open);
  if (open) $("commands").querySelector("button")?.focus();
};
$("start").onclick = () => {
  $("message").focus();
  say("/start");
};
$("attach").onclick = () => $("picture").click();
$("picture").onchange = choosePicture;
$("voice").onclick = () => attempt(() => post("voice", { chat: phone.chat }));
$("context-close").onclick = () => {
  stopEditing();
  fit();
  $("message").focus();
};
$("log").onscroll = () => {
  const log = $("log");
  $("to-end").hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
};
for (const moved of ["wheel", "touchmove"]) {
  $("log").addEventListener(moved, () => (phone.waiting = false), { passive: true });
}
$("to-end").onclick = () => $("log").scrollTo({ top: $("log").scrollHeight, behavior: "smooth" });
$("open-side").onclick = () => toggleSide(true);
$("close-side").onclick = () => toggleSide(false);
$("add-patient").onsubmit = async (event) => {
  event.preventDefault();
  const added = await attempt(() => post("patients", { name: $("patient-name").value }));
  if (!added) return;
  $("patient-name").value = "";
  openChat(added.chat);
  toggleSide(false);
  await refresh();
  $("message").focus();
};
$("theme").onclick = () => {
  localStorage.setItem("theme", isDark() ? "light" : "dark");
  paint();
};
dark.onchange = paint;
document.onkeydown = (event) => {
  if (event.key !== "Escape" || $("dialog").open) return;
  if (!$("commands").hidden) {
    toggleCommands(false);
    $("message").focus();
  } else if ($("side").classList.contains("open")) {
    toggleSide(false);
  } else if (!$("context").hidden) {
    $("context-close").click();
  }
};
document.onclick = (event) => {
  if (!event.target.closest("#commands, #menu, #message")) toggleCommands(false);
};

paint();
fit();
listen();
