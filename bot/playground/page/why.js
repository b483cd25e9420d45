// Why a message gets its reply: what was read, what was looked at, and which rule decided.

import { result } from "./asking.js";
import { candidates } from "./candidates.js";
import { attempt } from "./notices.js";
import { addPane, openPane } from "./panes.js";
import { phone } from "./phone.js";
import { table } from "./tables.js";
import { showTopic } from "./topics.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

let asked = null; // the message that is looked into

export function explain(message) {
  asked = { chat: phone.chat, id: message.id, text: message.text };
  openPane("why");
}

export async function loadWhy() {
  if (!asked) return;
  mark();
  $("why-asked").textContent = asked.text;
  const where = new URLSearchParams({ chat: asked.chat, message: asked.id });
  const answer = await attempt(async () => result(await fetch(`/page/why?${where}`)));
  if (!answer) return;
  $("why-account").replaceChildren(...(answer.why ? account(answer.why) : [
    make("p", {}, ["This is a command. It asks nothing, so nothing was looked for."]),
  ]));
}

function mark() {
  for (const item of document.querySelectorAll("#messages .looked-into")) item.classList.remove("looked-into");
  document.querySelector(`#messages [data-id="${asked.id}"]`)?.classList.add("looked-into");
}

function account(why) {
  return [
    ...verdict(why),
    make("h3", {}, ["Candidates"]),
    ...(why.candidates.length ? candidates(why.candidates) : [make("p", {}, ["No entry comes near."])]),
    make("h3", {}, ["Red flags looked at"]),
    ...flags(why.flags),
    make("h3", {}, ["Words read"]),
    ...wordsRead(why.words),
    ...partsRead(why.parts ?? []),
  ];
}

// Each question of a message is looked at by itself.
function partsRead(parts) {
  if (parts.length < 2) return [];
  return [make("h3", {}, ["Questions in the message"]), table(
    "Questions in the message", ["Question", "Reads like"], parts.map(({ words, key, confidence }) => [
      words, key ? `${key}, ${Math.round(100 * confidence)}%` : "nothing by itself",
    ]),
  )];
}

function wordsRead(words) {
  const isPlain = (word) => word.read_as === word.typed && !word.concepts.length;
  const plain = words.filter(isPlain);
  const others = words.filter((word) => !isPlain(word));
  const told = others.length ? [table("Words read", ["Typed", "Read as", "Names"], others.map((word) => [
    word.typed,
    word.read_as === word.typed ? "the same" : make("strong", {}, [word.read_as]),
    word.concepts.join(", ") || "only itself",
  ]))] : [];
  if (plain.length) {
    told.push(make("p", {}, [`As they stand: ${plain.map(({ typed }) => typed).join(", ")}.`]));
  }
  return told;
}

function verdict(why) {
  const numbers = [`lead ${number(why.lead)}`, ...why.thresholds.map(([name, value]) => `${spoken(name)} ${number(value)}`)];
  return [
    make("p", { className: "verdict" }, [
      make("strong", {}, [spoken(why.kind)]), ...why.topics.flatMap((id, i) => [i ? ", " : ": ", topic(id)]),
    ]),
    make("p", {}, [`The rule: ${why.rule}.`]),
    ...(why.below ? [make("p", {}, [`Below the card: ${why.below}.`])] : []),
    make("p", { className: "hint" }, [numbers.join(" · ")]),
  ];
}

function topic(id) {
  const button = make("button", { type: "button" }, [id]);
  button.onclick = () => showTopic(id);
  return button;
}

function flags(looked) {
  if (!looked.length) return [make("p", {}, ["None. No sign and no example comes near."])];
  return [table("Red flags looked at", ["Red flag", "Because"], looked.map((flag) => [
    make("span", { className: "flag" }, [
      make("strong", {}, [flag.id]),
      make("span", {}, [`${flag.level}, by ${flag.net}`]),
      make("span", { className: `tag ${flag.verdict === "raised" ? "raised" : ""}` }, [flag.verdict]),
    ]),
    make("ul", {}, flag.because.map((reason) => make("li", {}, [reason]))),
  ]))];
}

const number = (value) => value.toFixed(2);
const spoken = (name) => name.replaceAll(/[_-]/g, " ");

addPane("why", {
  opened: loadWhy,
  closed: () => {
    asked = null;
    for (const item of document.querySelectorAll(".looked-into")) item.classList.remove("looked-into");
  },
});
