// Whether the content on the disk is the content that answers: a notice when it was renewed, else what is wrong.

import { toast } from "./notices.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);
const EVERY = 1500; // milliseconds between two looks

let version = null;
let drawn = "";

export async function watchContent(renewed) {
  try {
    const answer = await fetch("/page/content");
    if (answer.status === 404) return;
    look(await answer.json(), renewed);
  } catch {
    // The playground does not answer at the moment; the status line tells of it.
  }
  setTimeout(() => watchContent(renewed), EVERY);
}

function look(content, renewed) {
  if (JSON.stringify(content.problems) !== drawn) draw(content.problems);
  drawn = JSON.stringify(content.problems);
  if (version !== null && content.version !== version) {
    toast("Content renewed.");
    renewed();
  }
  version = content.version;
}

function draw(problems) {
  const [first, ...others] = problems;
  $("content-strip").hidden = !first;
  $("content-problem").textContent = first ?? "";
  $("content-more").hidden = others.length === 0;
  $("content-more").firstElementChild.textContent = `${others.length} more`;
  $("content-problems").replaceChildren(...others.map((problem) => make("li", {}, [problem])));
}
