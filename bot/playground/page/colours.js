// Colours: as the system has them, until somebody chooses.

const dark = matchMedia("(prefers-color-scheme: dark)");
const button = document.getElementById("theme");

function isDark() {
  const chosen = localStorage.getItem("theme");
  return chosen ? chosen === "dark" : dark.matches;
}

function paint() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  button.setAttribute("aria-pressed", String(isDark()));
}

button.onclick = () => {
  localStorage.setItem("theme", isDark() ? "light" : "dark");
  paint();
};
dark.onchange = paint;
paint();
