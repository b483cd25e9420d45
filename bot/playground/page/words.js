// Formatted text as elements. Offsets count UTF-16 code units, as JavaScript does.
// Text from outside only ever becomes a text node: no markup is parsed here.

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function formatted(text, entities, act, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  entities.forEach((entity, i) => {
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to) return;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((other) => other.offset + other.length <= end);
    nodes.push(marked(entity, text.slice(entity.offset, end), formatted(text, inner, act, entity.offset, end), act));
    // A block already ends its line.
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
  });
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function marked(entity, words, inner, act) {
  if (entity.type === "bot_command") {
    const command = make("button", { type: "button", className: "command" }, inner);
    command.onclick = () => act.say(words);
    return command;
  }
  if (entity.type === "text_link" || entity.type === "url") return link(entity, words, inner, act);
  if (entity.type === "spoiler") return spoiler(inner);
  return make(TAGS[entity.type] ?? "span", {}, inner);
}

function link(entity, words, inner, act) {
  const url = entity.url ?? words;
  if (!/^(https?:|mailto:|tel:|[\w-]+\.)/i.test(url)) return make("span", {}, inner);
  const anchor = make("a", { href: "#", title: url }, inner);
  anchor.onclick = (event) => {
    event.preventDefault();
    act.follow({ ...entity, url });
  };
  return anchor;
}

function spoiler(inner) {
  const cover = make("button", { type: "button", className: "spoiler", ariaExpanded: "false" }, inner);
  cover.onclick = () => { cover.ariaExpanded = "true"; };
  return cover;
}

export function make(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
