// Small things that come and go: a line at the top, and a question that waits for an answer.

const $ = (id) => document.getElementById(id);

let toastEnds;

export function toast(words) {
  clearTimeout(toastEnds);
  $("toast").textContent = words;
  $("toast").hidden = false;
  toastEnds = setTimeout(() => { $("toast").hidden = true; }, 5000);
}

export function ask(words, { ok = "OK", cancel = true } = {}) {
  const dialog = $("dialog");
  $("dialog-text").textContent = words;
  $("dialog-ok").textContent = ok;
  $("dialog-cancel").hidden = !cancel;
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === "ok");
  });
}

export async function attempt(doing) {
  try {
    return await doing();
  } catch (problem) {
    toast(problem instanceof TypeError ? "The playground does not answer. Is it still running?" : problem.message);
    return null;
  }
}

export async function leave(link) {
  const url = link.url.includes(":") ? link.url : `https://${link.url}`;
  if (await ask(`This link leads out of the rehearsal:\n${url}`, { ok: "Open it" })) {
    window.open(url, "_blank", "noopener,noreferrer");
  }
}
