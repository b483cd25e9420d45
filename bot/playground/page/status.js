// What the bot is doing at the moment, under its name and at the end of the chat.

const $ = (id) => document.getElementById(id);
const AS_LONG_AS_TELEGRAM = 5000; // milliseconds for which Telegram shows that somebody types

let typingEnds;

export function status(words, busy = false) {
  $("status").textContent = words;
  $("status").classList.toggle("busy", busy);
}

export function showTyping(on) {
  clearTimeout(typingEnds);
  $("typing").hidden = !on;
  status(on ? "typing…" : "bot", on);
  if (!on) return;
  $("log").scrollTo({ top: $("log").scrollHeight });
  typingEnds = setTimeout(() => showTyping(false), AS_LONG_AS_TELEGRAM);
}
