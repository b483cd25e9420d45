// The list of patients: whose phone is shown, who has news, and somebody else who joins.

import { post } from "./asking.js";
import { attempt } from "./notices.js";
import { phone } from "./phone.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

let choose = () => {};

export function onChosen(chosen) {
  choose = chosen;
}

let joining = false;

export async function joinFirst(joined) {
  if (joining) return;
  joining = true;
  await attempt(() => post("patients", { name: "Anna" }));
  joining = false;
  await joined();
}

export function drawPatients(patients) {
  const focused = document.activeElement?.dataset?.patient;
  $("patients").replaceChildren(...patients.map(item));
  if (focused) $("patients").querySelector(`[data-patient="${focused}"]`)?.focus();
}

function item(patient) {
  const button = make("button", { type: "button" }, [
    make("span", { className: "avatar", ariaHidden: "true" }, [[...patient.name][0].toUpperCase()]),
    patient.name,
  ]);
  button.dataset.patient = patient.id;
  if (patient.id === phone.chat) button.setAttribute("aria-current", "true");
  if (phone.unread.has(patient.id)) {
    button.append(make("span", { className: "unread", role: "img", ariaLabel: "has an answer" }));
  }
  button.onclick = () => {
    toggleSide(false);
    choose(patient.id);
  };
  return make("li", {}, [button]);
}

export const sideIsOpen = () => $("side").classList.contains("open");

export function toggleSide(open) {
  const wasOpen = sideIsOpen();
  $("side").classList.toggle("open", open);
  $("open-side").setAttribute("aria-expanded", String(open));
  if (open) $("close-side").focus();
  else if (wasOpen) $("open-side").focus();
}

$("open-side").onclick = () => toggleSide(true);
$("close-side").onclick = () => toggleSide(false);
$("add-patient").onsubmit = async (event) => {
  event.preventDefault();
  const added = await attempt(() => post("patients", { name: $("patient-name").value }));
  if (!added) return;
  $("patient-name").value = "";
  toggleSide(false);
  await choose(added.chat);
  $("message").focus();
};
