/* Runs before the first paint: the theme that was chosen, else that of the system. */
(() => {
  const root = document.documentElement;
  /* What a person chose for himself comes once with his sign-in, for a browser that he is new to. */
  const sent = /(?:^|; )forecourt_theme=(dark|light)(?:;|$)/.exec(document.cookie);
  if (sent) {
    try { localStorage.setItem("forecourt-theme", sent[1]); } catch { /* a private window forgets */ }
    document.cookie = "forecourt_theme=; Max-Age=0; Path=/; SameSite=Lax";
  }
  const kept = (() => { try { return localStorage.getItem("forecourt-theme"); } catch { return null; } })();
  const dark = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = sent ? sent[1] : kept === "dark" || kept === "light" ? kept : dark ? "dark" : "light";
  root.dataset.bsTheme = theme;
  root.dataset.agThemeMode = theme;
})();
