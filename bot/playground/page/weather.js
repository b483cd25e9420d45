// The weather over the way to Telegram: faults that stay until they are switched off.

import { post } from "./asking.js";
import { attempt } from "./notices.js";

const $ = (id) => document.getElementById(id);
const WORDS = {
  slow: "Telegram is slow: everything takes 2 seconds more.",
  busy: "Telegram refuses every call: too many requests (429).",
  broken: "Telegram's gateway is broken (502).",
  offline: "Telegram is out of reach.",
};

export function drawWeather(weather) {
  $("weather").value = weather;
  $("weather-strip").hidden = weather === "fair";
  $("weather-words").textContent = WORDS[weather] ?? "";
}

async function change(weather) {
  const changed = await attempt(() => post("weather", { weather }));
  if (changed) drawWeather(changed.weather);
}

$("weather").onchange = () => change($("weather").value);
$("weather-off").onclick = async () => {
  await change("fair");
  $("message").focus();
};
