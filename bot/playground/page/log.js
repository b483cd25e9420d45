// A log of messages that is kept up to date: only what changed is drawn again, and the focus stays where it is.

import { messageItem } from "./messages.js";

export function messageLog(list, log, act) {
  const shown = new Map(); // message id -> what was drawn for it, as JSON

  function clear() {
    shown.clear();
    list.replaceChildren();
  }

  // Draws the messages; returns what was added last, and whether it is the first drawing.
  function draw(messages, botName) {
    const first = shown.size === 0;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    forgetAllBut(messages);
    let newest = null;
    for (const message of messages) {
      const drawn = JSON.stringify(message);
      if (shown.get(message.id) === drawn) continue;
      const item = messageItem(message, botName, act);
      const old = list.querySelector(`[data-id="${message.id}"]`);
      if (old) replace(old, item);
      else {
        if (!first) item.classList.add("fresh");
        list.append(item);
        newest = message;
      }
      shown.set(message.id, drawn);
    }
    return { newest, first, atEnd };
  }

  function forgetAllBut(messages) {
    const ids = new Set(messages.map((message) => String(message.id)));
    for (const item of [...list.children]) {
      if (ids.has(item.dataset.id)) continue;
      shown.delete(Number(item.dataset.id));
      item.remove();
    }
  }

  function replace(old, item) {
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(item);
    if (focused >= 0) (item.querySelectorAll("button, a")[focused] ?? log).focus();
  }

  // A long answer is shown from its first line, a short one with everything before it.
  function reveal(first) {
    const item = list.lastElementChild;
    if (!item) return;
    const top = item.offsetHeight > log.clientHeight - 40 ? item.offsetTop - 12 : log.scrollHeight;
    log.scrollTo({ top, behavior: first ? "instant" : "smooth" });
  }

  return { clear, draw, reveal };
}
