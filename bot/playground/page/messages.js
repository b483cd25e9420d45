// One message as elements: what it quotes, shows and says, its time, and the buttons under it.

import { formatted, make } from "./words.js";

export function messageItem(message, botName, act) {
  if (message.note) return note(message);
  const item = make("li", { className: `message${message.mine ? " mine" : ""}` });
  item.dataset.id = message.id;
  const bubble = make("div", { className: "bubble" }, [
    author(message, botName),
  ]);
  if (message.quoted) bubble.append(make("p", { className: "quoted" }, [message.quoted]));
  bubble.append(...attachment(message));
  if (message.text) bubble.append(make("div", { className: "words" }, formatted(message.text, message.entities, act)));
  bubble.append(meta(message, act));
  if (canExplain(message, act)) explainWhenClicked(bubble, message, act);
  item.append(bubble);
  if (message.reaction) item.append(reaction(message, botName));
  if (message.buttons.length) item.append(keys(message, act));
  return item;
}

// In the staff group several people write, so each message shows its author; on a phone that is plain to see.
function author(message, botName) {
  if (message.author === undefined) {
    return make("span", { className: "unseen" }, [message.mine ? "You said: " : `${botName} said: `]);
  }
  return make("p", { className: "author" }, [message.author, make("span", { className: "unseen" }, [" said: "])]);
}

function note(message) {
  const item = make("li", { className: "message note-line" }, [message.note]);
  item.dataset.id = message.id;
  return item;
}

function reaction(message, botName) {
  const words = `${botName} reacted with ${message.reaction}`;
  return make("span", { className: "reaction", role: "img", ariaLabel: words, title: words }, [message.reaction]);
}

function attachment(message) {
  if (message.photo) {
    const picture = make("img", { className: "photo", src: `/page/file/${message.photo}` });
    const by = message.author === undefined ? "you sent" : `${message.author} sent`;
    picture.alt = message.text || (message.mine ? `A picture that ${by}` : "A picture from the bot");
    return [picture];
  }
  if (message.attachment === "voice") {
    return [make("div", { className: "attachment" }, [wave(), "Voice message, 0:04"])];
  }
  if (message.file_name) return [make("div", { className: "attachment" }, [`📄 ${message.file_name}`])];
  return message.attachment ? [make("div", { className: "attachment" }, [`[${message.attachment}]`])] : [];
}

function wave() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "wave");
  svg.setAttribute("viewBox", "0 0 96 22");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const heights = [3, 6, 9, 5, 8, 10, 6, 3, 5, 9, 7, 4, 8, 10, 5, 3, 6, 4, 2];
  path.setAttribute("d", heights.map((height, i) => `M${3 + i * 5} ${11 - height}v${2 * height}`).join(""));
  svg.append(path);
  return svg;
}

function meta(message, act) {
  const parts = [];
  if (act.reply) {
    const reply = make("button", { type: "button" }, ["Reply"]);
    reply.onclick = () => act.reply(message);
    parts.push(reply);
  }
  if (message.mine && message.text && !message.attachment && act.canEdit(message)) {
    const edit = make("button", { type: "button", className: "edit" }, ["Edit"]);
    edit.onclick = () => act.edit(message);
    parts.push(edit);
  }
  if (canExplain(message, act)) {
    const why = make("button", { type: "button", className: "why", title: "Why this reply" }, ["Why"]);
    why.onclick = () => act.explain(message);
    parts.push(why);
  }
  if (message.edited) parts.push(make("span", {}, ["edited"]));
  const clock = new Date(message.time);
  parts.push(make("time", { dateTime: message.time }, [
    clock.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
  ]));
  return make("div", { className: "meta" }, parts);
}

const canExplain = (message, act) => Boolean(act.canExplain?.() && message.mine && message.text);

// The whole bubble is a shortcut for the pointer; the button in it is there for everybody.
function explainWhenClicked(bubble, message, act) {
  bubble.classList.add("explained");
  bubble.addEventListener("click", (event) => {
    const isChosen = document.getSelection().type === "Range" || event.target.closest("button, a");
    if (!isChosen) act.explain(message);
  });
}

function keys(message, act) {
  const rows = message.buttons.map((row) => make("div", {}, row.map((button) => key(message, button, act))));
  return make("div", { className: "keys", role: "group", ariaLabel: "Buttons of this message" }, rows);
}

function key(message, button, act) {
  const element = make("button", { type: "button" }, [button.text]);
  if (button.url && button.start === undefined) element.className = "away";
  element.onclick = async () => {
    if (button.url) return act.follow(button);
    if (button.copy_text) return navigator.clipboard.writeText(button.copy_text.text);
    element.ariaBusy = "true";
    await act.tap(message, button);
    setTimeout(() => { element.ariaBusy = "false"; }, 400);
    return undefined;
  };
  return element;
}
