/* What lies below the first cards of a page is fetched when it comes into view, the cards of a
   chapter when it is unfolded. A question names all that is awaited in view, and the answer to a
   question that another has overtaken is dropped: it would be about filters of before. */
window.forecourt = (() => {
  /* So many pixels from the window is near: for who scrolls, and below where filters may draw it up. */
  const AHEAD = 300;
  const NEXT = 160;
  const PATIENCE = 10000;
  const places = () => [...document.querySelectorAll(".fc-later")];
  const folds = () => [...document.querySelectorAll(".fc-fold > details")];
  const titleOf = (fold) => fold.parentElement.dataset.chapter;
  const isAwaited = (place) => !place.firstElementChild;
  const lacksCards = (fold) => Boolean(fold.querySelector(":scope > .fc-cards > i"));
  const partsOf = (found) => found.map((place) => place.dataset.part);

  let scrolls = false;
  let wantsAll = false;
  let waiting = null;
  let snapshot = "";
  /* By page, what a reader has unfolded: it stays so when other filters bring new cards. */
  const unfolded = {};
  const unfoldedHere = () => (unfolded[location.pathname] ??= new Set());

  /* ---- questions ---------------------------------------------------------------------- */
  const isNear = (place, above, below) => {
    const { top, bottom } = place.getBoundingClientRect();
    return place.offsetParent !== null && top < innerHeight + below && bottom > -above;
  };
  const seen = () => partsOf(places().filter((place) => isNear(place, 0, NEXT)));
  const question = (anew, parts, chapters) => {
    waiting = {
      at: Math.max(Date.now(), (waiting?.at || 0) + 1), anew, parts, chapters, snapshot,
      near: seen(),
      frames: Boolean(document.querySelector(".fc-later .fc-chart")),
    };
    return waiting;
  };
  /* For other filters: all that is in view, in one answer. What is not keeps its height. */
  const anew = () => {
    wantsAll = scrolls = false;
    places().filter((place) => !isAwaited(place)).forEach((place) => {
      place.style.setProperty("--fc-height", `${place.offsetHeight}px`);
    });
    return question(true, seen(), [...unfoldedHere()]);
  };
  const chaptersFor = (parts) => {
    if (parts.includes("more") || parts.includes("rest")) return wantsAll ? "all" : [...unfoldedHere()];
    return folds().filter((fold) => (wantsAll || fold.open) && lacksCards(fold)).map(titleOf);
  };
  const look = () => {
    if (waiting && Date.now() - waiting.at < PATIENCE) return;
    const margin = scrolls ? AHEAD : 0;
    const isWanted = (place) => isAwaited(place) && (wantsAll || isNear(place, margin, margin));
    const parts = partsOf(places().filter(isWanted));
    const chapters = chaptersFor(parts);
    if (!parts.length && !chapters.length) return;
    const { pathname: path, search } = location;
    const later = question(false, parts, chapters);
    window.dash_clientside.set_props("page-ask", { data: { path, search, at: later.at, later } });
  };
  let isDue = false;
  const soon = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => { isDue = false; look(); }, 30);
  };

  /* ---- answers ------------------------------------------------------------------------ */
  const arrived = (shown) => {
    snapshot = shown?.snapshot || "";
    /* A page that has just been opened answers no question. */
    if (!shown?.at) wantsAll = scrolls = false;
    if (!shown?.at || shown.at === waiting?.at) waiting = null;
    setTimeout(soon, 100);
  };
  const isOvertaken = (body) => {
    if (typeof body !== "string" || !body.includes('"later"')) return false;
    const asked = JSON.parse(body).inputs?.[0]?.value;
    return Boolean(asked?.later) && (asked.path !== location.pathname || asked.later.at !== waiting?.at);
  };

  /* ---- what is in view ---------------------------------------------------------------- */
  const observers = [0, AHEAD].map((margin) => new IntersectionObserver(soon, { rootMargin: `${margin}px 0px` }));
  /* Not on a scroll by itself: content that grows or shrinks brings that about, too. */
  ["wheel", "touchmove", "keydown"].forEach((name) => window.addEventListener(name, () => {
    if (scrolls) return;
    scrolls = true;
    soon();
  }, { passive: true }));
  const observed = new WeakSet();
  /* An address may name something that is still to come. */
  let reached = "";
  let sought = "";
  const aim = () => {
    const { hash, href } = location;
    if (reached === href || hash.length < 2) return;
    const found = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!found) {
      sought = href;
      if (!wantsAll && places().some(isAwaited)) { wantsAll = true; soon(); }
      return;
    }
    reached = href;
    if (sought !== href) return;
    found.closest("details:not([open])")?.setAttribute("open", "");
    found.scrollIntoView();
  };
  new MutationObserver(() => {
    places().filter((place) => !observed.has(place)).forEach((place) => {
      observed.add(place);
      observers.forEach((observer) => observer.observe(place));
    });
    aim();
  }).observe(document, { childList: true, subtree: true });

  /* ---- all of it ---------------------------------------------------------------------- */
  const isWhole = () => !places().some(isAwaited) && !folds().some(lacksCards);
  const areDrawn = () => [...document.querySelectorAll(".fc-charts .fc-chart:not(.is-hidden) .fc-graph")]
    .every((graph) => graph.querySelector(".main-svg"));
  const everything = async () => {
    wantsAll = true;
    soon();
    for (let tries = 0; tries < 300 && !(isWhole() && areDrawn()); tries += 1) {
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  document.addEventListener("forecourt:everything", everything);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || isWhole()) return;
    const key = event.key.toLowerCase();
    /* The browser looks for words in what is there. */
    if (key === "f") everything();
    if (key !== "p") return;
    event.preventDefault();
    everything().then(() => window.print());
  });
  return { anew, arrived, isOvertaken, soon, folds, titleOf, lacksCards, unfoldedHere };
})();
