// The chat as a conversation test: to read, to copy, or to save as a file. The page itself writes nothing.

import { result } from "./asking.js";
import { attempt, toast } from "./notices.js";
import { addPane } from "./panes.js";
import { phone } from "./phone.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

export async function loadTranscript() {
  const answer = await attempt(async () => result(await fetch(`/page/transcript?chat=${phone.chat}`)));
  if (answer) $("transcript").textContent = answer.yaml;
}

$("copy-transcript").onclick = async () => {
  const copied = await attempt(async () => {
    await navigator.clipboard.writeText($("transcript").textContent);
    return true;
  });
  if (copied) toast("Copied.");
};
$("save-transcript").onclick = () => {
  const file = new Blob([$("transcript").textContent], { type: "application/yaml" });
  const link = make("a", { href: URL.createObjectURL(file), download: "rehearsal.yaml" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

addPane("saving", { button: $("show-saving"), opened: loadTranscript });
