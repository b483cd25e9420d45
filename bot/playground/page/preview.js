// What the panes show of the content: they are asked again when the chat goes on or the content was renewed.

import { phone } from "./phone.js";
import { paneIsOpen } from "./panes.js";
import { loadTranscript } from "./saving.js";
import { loadTopics, topicsNeed } from "./topics.js";
import { loadWhy } from "./why.js";

const $ = (id) => document.getElementById(id);

let last = "";

export function drawPreview(there, chat, botName) {
  phone.hasPreview = there;
  for (const id of ["show-topics", "show-saving"]) $(id).hidden = !there;
  topicsNeed(botName);
  const seen = `${chat.id} ${chat.messages.length}`;
  if (seen !== last && paneIsOpen("saving")) loadTranscript();
  last = seen;
}

export function contentRenewed() {
  if (paneIsOpen("topics")) loadTopics();
  if (paneIsOpen("why")) loadWhy();
  if (paneIsOpen("saving")) loadTranscript();
}
