// Who is in the staff group, and its topics, as the head of the staff pane shows them.

import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

export function drawMembers(members) {
  const before = $("staff-member").value;
  const options = members.map(({ id, name }) => make("option", { value: id, textContent: name }));
  if ([...$("staff-member").options].map((option) => option.text).join() === members.map(({ name }) => name).join()) {
    return;
  }
  $("staff-member").replaceChildren(...options);
  if (members.some(({ id }) => String(id) === before)) $("staff-member").value = before;
}

export function drawThreads(threads, desk, choose) {
  const focused = document.activeElement?.dataset?.thread;
  $("staff-threads").replaceChildren(...threads.map((thread) => {
    const button = make("button", { type: "button" }, [make("span", {}, [thread.name])]);
    button.dataset.thread = thread.id;
    if (!thread.open) button.append(make("span", { className: "closed" }, ["closed"]));
    if (thread.last > (desk.seen.get(thread.id) ?? 0)) {
      button.append(make("span", { className: "unread", role: "img", ariaLabel: "has news" }));
    }
    if (thread.id === desk.thread) button.setAttribute("aria-current", "true");
    button.onclick = () => choose(thread.id);
    return make("li", {}, [button]);
  }));
  if (focused) $("staff-threads").querySelector(`[data-thread="${focused}"]`)?.focus();
}
