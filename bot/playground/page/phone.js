// Whose phone this is, and what goes on in it: the little that several parts of the page must know.

import { post } from "./asking.js";
import { attempt } from "./notices.js";

export const phone = {
  chat: null, // the patient whose phone this is
  editing: null, // the id of the message that is being changed
  picture: null, // a picture that waits for its caption
  commands: [],
  hasPreview: false, // whether there is something to preview
  unread: new Set(),
  waiting: false, // whether the patient looks out for an answer, and has not scrolled away since
};

export const say = (text) => attempt(() => post("say", { chat: phone.chat, text }));
