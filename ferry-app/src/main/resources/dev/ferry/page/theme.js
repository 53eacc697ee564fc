// Dark or light as the system says, or as was chosen here.

const KEPT = "ferry.theme";
export const THEMES = ["system", "light", "dark"];

export function theme() {
  const kept = localStorage.getItem(KEPT);
  return THEMES.includes(kept) ? kept : "system";
}

export function applyTheme(chosen = theme()) {
  localStorage.setItem(KEPT, chosen);
  document.documentElement.dataset.theme = chosen;
}
