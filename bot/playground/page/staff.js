// The staff pane: the group of the clinic's people, one topic at a time, beside the patient's phone.

import { addressAsksFor, tellAddress } from "./address.js";
import { oneAtATime, post, result } from "./asking.js";
import { messageLog } from "./log.js";
import { ask, attempt, leave, toast } from "./notices.js";
import { addPane, openPane, paneIsOpen } from "./panes.js";
import { drawMembers, drawThreads } from "./threads.js";

const $ = (id) => document.getElementById(id);

const desk = {
  group: null, // the group's chat id, once there is one
  thread: "", // the topic that is shown; "" for whichever was used last
  replying: null, // the id of the message that is answered
  editing: null, // the id of the message that is changed
  seen: new Map(), // topic -> the newest message that was looked at
};

const act = {
  say: (text) => send(text),
  follow: leave,
  reply: (message) => turnTo(message, { replying: true }),
  edit: (message) => turnTo(message, { replying: false }),
  canEdit: (message) => message.author_id === member(),
  tap: (message, button) => attempt(() => post("staff/tap", {
    member: member(), message_id: message.id, data: button.callback_data,
  })),
};

const log = messageLog($("staff-messages"), $("staff-log"), act);
const isOpen = () => paneIsOpen("staff");
const member = () => Number($("staff-member").value);

// --- What the rest of the page tells ---

export function staffGroup(summary) {
  $("show-staff").hidden = summary === null;
  if (summary === null) return;
  const appeared = desk.group === null;
  desk.group = summary.id;
  $("staff-title").textContent = summary.title;
  if (appeared && addressAsksFor("staff")) {
    openPane("staff", { focus: false });
  }
}

export function staffHeard(event) {
  // A group that grew has another number; the topics tell which of them is unread.
  if (isOpen() && event.chat === desk.group && event.kind === "pop-up" && event.text) {
    if (event.alert) ask(event.text, { cancel: false });
    else toast(event.text);
  }
  if (isOpen()) refresh();
  else if (event.chat === desk.group && event.kind === "posted") $("show-staff").classList.add("news");
}

// --- Drawing ---

const refresh = oneAtATime(async () => {
  const state = await attempt(async () => result(await fetch(`/page/staff?thread=${desk.thread}`)));
  if (state !== null) draw(state);
});

function draw(state) {
  if (desk.thread !== "" && desk.thread !== state.thread) openThread(state.thread);
  desk.thread = state.thread;
  const current = state.threads.find((thread) => thread.id === state.thread);
  desk.seen.set(current.id, current.last);
  drawMembers(state.members);
  drawThreads(state.threads, desk, (thread) => {
    openThread(thread);
    refresh();
  });
  $("staff-thread").textContent = current.name;
  const { newest, first, atEnd } = log.draw(state.messages, $("bot-name").textContent);
  if (newest && (atEnd || first || newest.mine)) log.reveal(first);
}

function openThread(thread) {
  desk.thread = thread;
  log.clear();
  turnAway();
}

// --- What the staff does ---

async function send(text) {
  const done = await attempt(() => {
    if (desk.editing) {
      return post("staff/edit", { member: member(), message_id: desk.editing, text });
    }
    return post("staff/say", { member: member(), thread: desk.thread, reply_to: desk.replying, text });
  });
  if (done === null) return;
  turnAway();
  $("staff-message").focus();
}

function turnTo(message, { replying }) {
  desk.replying = replying ? message.id : null;
  desk.editing = replying ? null : message.id;
  $("staff-context").hidden = false;
  $("staff-context-text").textContent = replying ? `Replying to: ${message.text || "a picture"}` : "Editing your message";
  if (!replying) $("staff-message").value = message.text;
  $("staff-message").focus();
}

function turnAway() {
  desk.replying = null;
  desk.editing = null;
  $("staff-context").hidden = true;
  $("staff-message").value = "";
}

addPane("staff", {
  button: $("show-staff"),
  field: $("staff-message"),
  opened: () => {
    $("show-staff").classList.remove("news");
    tellAddress("staff", true);
    refresh();
  },
  closed: () => tellAddress("staff", false),
});
$("staff-composer").onsubmit = (event) => {
  event.preventDefault();
  const text = $("staff-message").value.trim();
  if (text) send(text);
};
$("staff-message").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("staff-composer").requestSubmit();
  } else if (event.key === "Escape" && !$("staff-context").hidden) {
    event.stopPropagation();
    turnAway();
  }
};
$("staff-context-close").onclick = () => {
  turnAway();
  $("staff-message").focus();
};
$("staff-member").onchange = () => {
  log.clear();
  refresh();
};
