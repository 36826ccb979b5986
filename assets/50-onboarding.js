/* Hints of a first visit: shown until somebody says in this browser that he has read them. */
(() => {
  const KEY = "forecourt-hints";
  const root = document.documentElement;
  /* Where nothing can be remembered they would come back each morning: then they stay away. */
  const read = () => { try { return localStorage.getItem(KEY) === "read"; } catch { return true; } };
  root.dataset.hints = read() ? "read" : "new";
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-hints-done]")) return;
    try { localStorage.setItem(KEY, "read"); } catch { /* see above */ }
    root.dataset.hints = "read";
    document.querySelector("#page-body table a")?.focus({ preventScroll: true });
  });
})();
