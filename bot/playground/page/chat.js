// The page: it shows the state of one patient's chat and asks for it again whenever something happens.

import { oneAtATime, post } from "./asking.js";
import "./colours.js";
import { commandsAreOpen, toggleCommands } from "./commands.js";
import { startEditing, stopEditing } from "./composer.js";
import { watchContent } from "./content.js";
import { messageLog } from "./log.js";
import { ask, attempt, leave, toast } from "./notices.js";
import { closePane, openedPane } from "./panes.js";
import { drawPatients, joinFirst, onChosen, sideIsOpen, toggleSide } from "./patients.js";
import { phone, say } from "./phone.js";
import { contentRenewed, drawPreview } from "./preview.js";
import { staffGroup, staffHeard } from "./staff.js";
import { showTyping, status } from "./status.js";
import { drawWeather } from "./weather.js";
import { explain } from "./why.js";

const $ = (id) => document.getElementById(id);

// --- Talking to the playground ---

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
  if (!state.chat) return joinFirst(refresh);
  if (state.chat.id !== phone.chat) openChat(state.chat.id);
  $("bot-name").textContent = state.bot.name;
  document.title = `${state.bot.name} · rehearsal`;
  $("description").textContent = state.bot.description || "It has not said yet. Press Start, or ask it something.";
  $("intro").hidden = state.chat.messages.length > 0;
  $("message").placeholder = `Message as ${state.chat.name}`;
  phone.commands = state.bot.commands;
  staffGroup(state.staff);
  drawWeather(state.weather);
  drawPreview(state.preview, state.chat, state.bot.name);
  drawPatients(state.patients);
  drawMessages(state.chat.messages, state.bot.name);
  return undefined;
}

function openChat(id) {
  phone.chat = id;
  phone.unread.delete(id);
  log.clear();
  showTyping(false);
  stopEditing();
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
  canExplain: () => phone.hasPreview,
  explain,
};

const log = messageLog($("messages"), $("log"), act);

// --- Wiring ---

$("start").onclick = () => {
  $("message").focus();
  say("/start");
};
$("log").onscroll = () => {
  const log = $("log");
  $("to-end").hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
};
for (const moved of ["wheel", "touchmove"]) {
  $("log").addEventListener(moved, () => (phone.waiting = false), { passive: true });
}
$("to-end").onclick = () => $("log").scrollTo({ top: $("log").scrollHeight, behavior: "smooth" });
onChosen((id) => {
  openChat(id);
  return refresh();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || $("dialog").open) return;
  const inPane = event.target.closest?.(".pane");
  if (commandsAreOpen()) {
    toggleCommands(false);
    $("message").focus();
  } else if (sideIsOpen()) toggleSide(false);
  else if (!$("context").hidden && !inPane) $("context-close").click();
  else if (openedPane() !== "staff") closePane();
});

watchContent(contentRenewed);
listen();
