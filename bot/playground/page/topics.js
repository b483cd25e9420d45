// The topics: searched as one types, listed by kind, and each one shown exactly as the chat shows it.

import { result } from "./asking.js";
import { messageItem } from "./messages.js";
import { write } from "./composer.js";
import { attempt, leave, toast } from "./notices.js";
import { addPane, closePane, isNarrow, openPane } from "./panes.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

const shelf = { topics: [], chosen: null, botName: "" };

export function topicsNeed(botName) {
  shelf.botName = botName;
}

export function showTopic(id) {
  shelf.chosen = id;
  openPane("topics");
}

export async function loadTopics() {
  const answer = await attempt(async () => result(await fetch("/page/topics")));
  if (!answer) return;
  shelf.topics = answer.topics;
  draw();
}

function draw() {
  drawList();
  const topic = shelf.topics.find(({ id }) => id === shelf.chosen);
  $("topic-list").hidden = Boolean(topic);
  $("topic").hidden = !topic;
  if (topic) drawTopic(topic);
}

function choose(id) {
  shelf.chosen = id;
  draw();
  $("topics-body").scrollTo({ top: 0 });
  if (id) $("topic-title").focus();
}

// --- The list ---

function drawList() {
  const words = plain($("topic-search").value).split(" ").filter(Boolean);
  const found = shelf.topics.filter((topic) => holds(searched(topic), words))
    .sort((one, other) => distance(one, words) - distance(other, words));
  $("topic-count").textContent = `${found.length} ${found.length === 1 ? "topic" : "topics"}`;
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  $("topic-kinds").replaceChildren(...kinds.flatMap((kind) => [
    make("h3", {}, [kind]),
    make("ul", {}, found.filter((topic) => topic.kind === kind).map((topic) => item(topic, words))),
  ]));
}

// Words are found by how they begin, so that "pus" finds no "corpus".
const plain = (text) => ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
const holds = (text, words) => words.every((word) => plain(text).includes(` ${word}`));
const searched = (topic) => [topic.id, topic.title, ...topic.asks, ...topic.texts].join(" ");

// What has the words in its title comes first, then what is asked like this.
function distance(topic, words) {
  if (holds(topic.title, words)) return 0;
  return topic.asks.some((ask) => holds(ask, words)) ? 1 : 2;
}

function item(topic, words) {
  const button = make("button", { type: "button" }, [make("span", {}, [topic.title])]);
  if (!topic.covered) button.append(make("span", { className: "tag" }, ["not in the article"]));
  const ask = words.length && !holds(topic.title, words) ? topic.asks.find((one) => holds(one, words)) : null;
  if (ask) button.append(make("span", { className: "hint" }, [`asked as “${ask}”`]));
  button.onclick = () => choose(topic.id);
  return make("li", {}, [button]);
}

// --- One topic ---

function drawTopic(topic) {
  $("topic-title").textContent = topic.title;
  $("topic-kind").textContent = topic.covered ? topic.kind : `${topic.kind} · not in the article`;
  $("topic-message").replaceChildren(messageItem(topic.message, shelf.botName, act));
  $("topic-facts").replaceChildren(...topic.facts.flatMap(([term, words]) => [
    make("dt", {}, [term]), make("dd", {}, [words]),
  ]));
  $("topic-asks").replaceChildren(...topic.asks.map(ask));
}

function ask(words) {
  const button = make("button", { type: "button", ariaLabel: `Ask this: ${words}` }, ["Ask this"]);
  button.onclick = () => {
    if (isNarrow()) closePane({ focus: false });
    write(words);
  };
  return make("li", {}, [make("span", {}, [words]), button]);
}

// A button under the answer leads to the topic that it names; whatever else it does, it does in the chat.
function tap(_, button) {
  const topic = shelf.topics.find(({ title }) => title === button.text);
  if (topic) choose(topic.id);
  else toast("This button works in the chat.");
}

const act = { say: write, follow: leave, tap, canEdit: () => false };

$("topic-search").oninput = () => {
  shelf.chosen = null;
  draw();
};
$("topic-back").onclick = () => {
  choose(null);
  $("topic-search").focus();
};

addPane("topics", { button: $("show-topics"), opened: loadTopics, field: $("topic-search") });
