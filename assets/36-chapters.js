/* Chapters of cards: what is unfolded, the button that unfolds them all, and chapters on paper. */
(() => {
  const root = document.documentElement;
  const { folds, titleOf, lacksCards, soon, unfoldedHere } = window.forecourt;
  const nameUnfold = () => {
    const button = document.querySelector(".fc-unfold");
    const text = button?.dataset[folds().every((fold) => fold.open) ? "fold" : "unfold"];
    if (button && button.textContent !== text) button.textContent = text;
  };
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.(".fc-fold > details")) return;
    unfoldedHere()[event.target.open ? "add" : "delete"](titleOf(event.target));
    nameUnfold();
    soon();
  }, true);
  window.forecourt.unfoldAll = () => {
    const open = folds().some((fold) => !fold.open);
    folds().forEach((fold) => { fold.open = open; });
    nameUnfold();
  };
  new MutationObserver(() => {
    if (!unfoldedHere().size) return;
    folds().filter((fold) => !fold.dataset.seen).forEach((fold) => {
      fold.dataset.seen = "yes";
      if (unfoldedHere().has(titleOf(fold))) fold.open = true;
    });
  }).observe(document, { childList: true, subtree: true });

  /* Paper cannot be unfolded: print every chapter in full, then leave them as they were. One whose
     cards were never fetched shows its figures in brief. */
  let opened = [];
  let themeOfScreen = null;
  window.addEventListener("beforeprint", () => {
    /* Paper is light. */
    themeOfScreen = root.dataset.bsTheme;
    root.dataset.bsTheme = root.dataset.agThemeMode = "light";
    opened = folds().filter((fold) => !fold.open && !lacksCards(fold));
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => {
    if (themeOfScreen) root.dataset.bsTheme = root.dataset.agThemeMode = themeOfScreen;
    themeOfScreen = null;
    opened.forEach((fold) => { fold.open = false; });
    opened = [];
  });
})();
