// The entries that a message may be about, each with its confidence and with the evidence word by word.

import { table } from "./tables.js";
import { make } from "./words.js";

export function candidates(looked) {
  return looked.map((candidate, i) => {
    const whole = make("details", { className: "candidate", open: i === 0 }, [
      make("summary", {}, [
        make("span", { className: "name" }, [candidate.title]),
        make("span", { className: "figure" }, [percent(candidate.confidence)]),
        bar(candidate.confidence, `Confidence that it is about ${candidate.title}`),
      ]),
      make("p", { className: "hint" }, [
        candidate.is_topic ? candidate.key : "no topic: small talk or everyday talk",
        ` · score ${candidate.score.toFixed(2)}`,
      ]),
      make("p", {}, ["Reads most like ", make("q", {}, [candidate.nearest_ask])]),
    ]);
    if (candidate.evidence.length) whole.append(evidence(candidate));
    return whole;
  });
}

function evidence(candidate) {
  return table(`Evidence for ${candidate.title}`, ["Words", "Share of the score"], candidate.evidence.map((one) => [
    one.words,
    make("span", { className: "share" }, [
      make("span", { className: "figure" }, [signed(one.share)]),
      bar(Math.abs(one.share), "", one.share < 0 ? "against" : "for"),
    ]),
  ]));
}

// A bar repeats a figure that stands beside it, so only the one without a figure nearby has a name.
function bar(share, name, side = "for") {
  const filled = make("span");
  filled.style.width = percent(Math.min(1, share));
  const whole = make("span", { className: `bar-of ${side}` }, [filled]);
  if (name) Object.assign(whole, { role: "img", ariaLabel: `${name}: ${percent(share)}` });
  else whole.ariaHidden = "true";
  return whole;
}

const percent = (share) => `${Math.round(100 * share)}%`;
const signed = (share) => `${share < 0 ? "−" : "+"}${percent(Math.abs(share))}`;
