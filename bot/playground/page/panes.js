// The place beside the chat: one pane at a time. In a narrow window a pane lies over the chat, which then waits.

import { toggleSide } from "./patients.js";

const $ = (id) => document.getElementById(id);
const narrow = matchMedia("(width < 860px)");
const panes = new Map(); // name -> what to do when it opens and closes; each is an element with that id

let current = null;
let opener = null;

// `button` opens and closes it; `opened` and `closed` are told; `field` has the focus first, else the heading.
export function addPane(name, { button = null, opened = () => {}, closed = () => {}, field = null } = {}) {
  panes.set(name, { button, opened, closed, field });
  if (button) button.onclick = () => (current === name ? closePane() : openPane(name));
}

export const paneIsOpen = (name) => current === name;
export const openedPane = () => current;
export const isNarrow = () => narrow.matches;

export function openPane(name, { focus = true } = {}) {
  if (current !== name) {
    const from = document.activeElement;
    if (current) closePane({ focus: false });
    else opener = from === document.body ? null : from;
    current = name;
    toggleSide(false);
    show(name, true);
  }
  panes.get(name).opened();
  if (focus) (panes.get(name).field ?? $(`${name}-title`)).focus();
}

export function closePane({ focus = true } = {}) {
  if (!current) return;
  const name = current;
  current = null;
  show(name, false);
  panes.get(name).closed();
  if (!focus) return;
  const { button } = panes.get(name);
  const back = [opener, button, button && $("open-side"), $("message")];
  back.find((element) => element?.isConnected && element.checkVisibility({ visibilityProperty: true }))?.focus();
}

function show(name, open) {
  $(name).hidden = !open;
  if (open) document.body.dataset.pane = name;
  else delete document.body.dataset.pane;
  panes.get(name).button?.setAttribute("aria-pressed", String(open));
  keepBehind();
}

// What lies under a drawer cannot be reached; the staff group is no drawer, it takes the chat's place.
function keepBehind() {
  $("phone").inert = narrow.matches && current !== null && current !== "staff";
}

narrow.onchange = keepBehind;
for (const button of document.querySelectorAll(".close-pane")) button.onclick = () => closePane();
