/* Runs before the first paint: the theme that was chosen, else that of the system. */
(() => {
  const root = document.documentElement;
  const kept = (() => { try { return localStorage.getItem("forecourt-theme"); } catch { return null; } })();
  const dark = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = kept === "dark" || kept === "light" ? kept : dark ? "dark" : "light";
  root.dataset.bsTheme = theme;
  root.dataset.agThemeMode = theme;
})();
