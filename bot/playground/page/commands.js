// The menu of the bot's commands, over the field in which the patient writes.

import { toast } from "./notices.js";
import { phone, say } from "./phone.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

export const commandsAreOpen = () => !$("commands").hidden;

export function toggleCommands(open, typed = "") {
  const matching = phone.commands.filter(({ command }) => command.startsWith(typed));
  const show = open && matching.length > 0;
  $("commands").hidden = !show;
  $("menu").setAttribute("aria-expanded", String(show));
  if (show) $("commands").replaceChildren(...matching.map(item));
  else if (open && !typed) toast("The bot has no commands yet.");
}

function item({ command, description }) {
  const button = make("button", { type: "button" }, [
    make("b", {}, [`/${command}`]),
    make("span", {}, [description]),
  ]);
  button.onclick = () => {
    $("message").value = "";
    toggleCommands(false);
    $("message").focus();
    say(`/${command}`);
  };
  return make("li", {}, [button]);
}

export function moveInCommands(event) {
  const buttons = [...$("commands").querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !buttons.length) return;
  event.preventDefault();
  const at = buttons.indexOf(document.activeElement);
  const next = at < 0 && step < 0 ? buttons.length - 1 : at + step;
  (buttons[next] ?? $("message")).focus();
}

$("commands").onkeydown = moveInCommands;
$("menu").onclick = () => {
  const open = !commandsAreOpen();
  toggleCommands(open);
  if (open) $("commands").querySelector("button")?.focus();
};
document.addEventListener("click", (event) => {
  if (!event.target.closest("#commands, #menu, #message")) toggleCommands(false);
});
