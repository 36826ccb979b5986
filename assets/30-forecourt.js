/* What happens in the browser alone: the address, the theme, drawing, the drill panel. */
(() => {
  const root = document.documentElement;
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);
  const noUpdate = () => window.dash_clientside.no_update;
  const query = () => new URLSearchParams(location.search);

  /* ---- the address ------------------------------------------------------------------- */
  /* On the comparison page `kpi` names its columns: what is drilled into has a name of its own. */
  const drillKey = () => (location.pathname === "/compare" ? "drill" : "kpi");
  const drillKeys = () => [drillKey(), "fact", "at", "doc"];
  const isDrilling = () => query().has(drillKey());
  const search = (params) => { const text = params.toString(); return text ? `?${text}` : ""; };
  /* How many steps of this visit to a drill lie behind in the history of the browser. */
  const depth = () => history.state?.depth || 0;
  const setAddress = (params, push) => {
    const url = location.pathname + search(params) + location.hash;
    if (url === location.pathname + location.search + location.hash) return;
    push ? history.pushState({ fc: true, depth: depth() + 1, down: push === "down" }, "", url)
      : history.replaceState(history.state, "", url);
  };
  const asked = () => ({ path: location.pathname, search: location.search, at: Date.now() });
  const askedAnew = () => ({ ...asked(), later: window.forecourt.anew() });
  /* Filters travel from page to page; a drill, a grouping and chosen KPIs stay where they are. */
  const carried = () => {
    const params = query();
    ["kpi", "drill", "fact", "at", "doc", "by", "peer", "show", "turn", "target", "driver"].forEach((key) => params.delete(key));
    return search(params);
  };

  /* ---- colours of the theme in figures ------------------------------------------------ */
  const resolve = (value, styles) => {
    if (typeof value === "string") {
      const found = /^var\((--[\w-]+)\)$/.exec(value);
      return found ? styles.getPropertyValue(found[1]).trim() : value;
    }
    if (Array.isArray(value)) return value.map((item) => resolve(item, styles));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, styles)]));
    }
    return value;
  };
  const template = (styles) => {
    const token = (name) => styles.getPropertyValue(name).trim();
    const axis = {
      gridcolor: token("--fc-line"), linecolor: token("--fc-line-strong"),
      zerolinecolor: token("--fc-line-strong"), tickfont: { color: token("--fc-muted"), size: 11 },
    };
    return { layout: {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: token("--fc-font"), color: token("--fc-text"), size: 12 },
      colorway: [1, 2, 3, 4, 5].map((n) => token(`--fc-series-${n}`)),
      xaxis: axis, yaxis: axis,
      hoverlabel: {
        bgcolor: token("--fc-raised"), bordercolor: token("--fc-line-strong"),
        font: { color: token("--fc-text"), family: token("--fc-font") },
      },
    } };
  };

  /* On a phone every third month is named, counted from the newest. */
  const thinned = (layout) => {
    const axis = layout.xaxis || {};
    if (innerWidth > 600 || !axis.tickvals || axis.tickvals.length < 9) return layout;
    const keep = (_, i) => (axis.tickvals.length - 1 - i) % 3 === 0;
    return { ...layout, xaxis: { ...axis, tickvals: axis.tickvals.filter(keep), ticktext: axis.ticktext.filter(keep) } };
  };
  const drawn = {};
  /* Frames that have just been put in their place stand before their figures are known. */
  const areComing = (figures) => !Object.keys(figures || {}).length && Boolean(document.querySelector(".fc-later.fc-charts"));
  const mark = (name) => requestAnimationFrame(() => setTimeout(() => performance.mark(name), 0));
  const chartsPainted = () => {
    const graphs = () => [...document.querySelectorAll(".fc-charts .fc-chart:not(.is-hidden) .fc-graph")];
    const ready = () => graphs().every((g) => g.querySelector(".main-svg"));
    let tries = 0;
    const wait = () => { ready() || (tries += 1) > 200 ? mark("forecourt:charts") : setTimeout(wait, 20); };
    wait();
  };

  /* Cards count as painted when the body of the page has other children than before. */
  let painted = null;
  new MutationObserver(() => {
    const first = document.getElementById("page-body")?.firstElementChild;
    if (!first || first === painted) return;
    painted = first;
    mark("forecourt:cards");
    if (!document.querySelector(".fc-charts .fc-chart")) mark("forecourt:charts");
  }).observe(document, { childList: true, subtree: true });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { forecourt: {
    ask(stores, period, from, to, compare, presets) {
      const params = query();
      const days = period === "custom" ? [from, to] : presets[period] || [from, to];
      ["store", "from", "to", "compare"].forEach((key) => params.delete(key));
      (stores || []).forEach((code) => params.append("store", code));
      if (period !== "mtd" && days[0] && days[1]) {
        params.append("from", days[0].slice(0, 10));
        params.append("to", days[1].slice(0, 10));
      }
      const names = ["prior", "year", "peers", "band"].filter((name) => (compare || []).includes(name));
      if (names.join() !== "prior,year") (names.length ? names : ["none"]).forEach((n) => params.append("compare", n));
      const box = `fc-days${period === "custom" ? "" : " is-hidden"}`;
      const before = location.search;
      setAddress(params, false);
      const same = before === location.search;
      return [same ? noUpdate() : askedAnew(), box,
        days[0] === from ? noUpdate() : days[0], days[1] === to ? noUpdate() : days[1]];
    },
    choose(kpis) {
      const params = query();
      const before = params.getAll("kpi").join();
      params.delete("kpi");
      (kpis || []).forEach((kpi) => params.append("kpi", kpi));
      if (before === (kpis || []).join()) return noUpdate();
      setAddress(params, false);
      return askedAnew();
    },
    draw(figures, ids) {
      if (!ids.length) return [[], []];
      if (ids[0].type === "chart" && areComing(figures)) return [ids.map(noUpdate), ids.map(noUpdate)];
      const styles = getComputedStyle(root);
      const base = template(styles);
      drawn[ids[0].type === "chart" ? "page-figures" : "drill-figures"] = figures;
      const made = ids.map((id) => {
        const found = (figures || {})[Object.keys(figures || {}).find((k) => k.replaceAll(".", "-") === id.name)];
        if (!found) return { data: [], layout: { template: base, xaxis: { visible: false }, yaxis: { visible: false }, height: 10 } };
        return { data: resolve(found.data, styles), layout: { ...thinned(resolve(found.layout, styles)), template: base } };
      });
      chartsPainted();
      return [made, made.map((figure) => ({ height: figure.layout.height }))];
    },
    answers(figures, answerIds, frameIds) {
      if (areComing(figures)) return [answerIds.map(noUpdate), frameIds.map(noUpdate)];
      const found = (id) => (figures || {})[Object.keys(figures || {}).find((k) => k.replaceAll(".", "-") === id.name)];
      const shown = frameIds.filter(found);
      const wide = shown.length % 2 ? shown[shown.length - 1] : null;
      return [
        answerIds.map((id) => (found(id) || {}).answer || ""),
        frameIds.map((id) => `fc-panel fc-chart${found(id) ? "" : " is-hidden"}${id === wide ? " is-wide" : ""}`),
      ];
    },
    arrived: (shown) => window.forecourt.arrived(shown),
    links(ask, pathname, searched, ids, shortIds) {
      const rest = carried();
      root.dataset.path = location.pathname;
      document.body.classList.remove("has-menu");
      const href = (id) => id.path + rest;
      markCurrent();
      if (isDrilling()) openDrill(); else hideDrill();
      return [ids.map(href), shortIds.map(href), location.href];
    },
  } });

  const markCurrent = () => document.querySelectorAll(".fc-nav-link").forEach((link) => {
    const here = new URL(link.href, location.href).pathname === location.pathname;
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  });

  /* ---- the drill ---------------------------------------------------------------------- */
  let cameFrom = null;
  let shownDrill = "";
  const openDrill = () => {
    const key = location.pathname + location.search;
    document.body.classList.add("has-drill");
    if (shownDrill === key) return;
    const before = new URLSearchParams(shownDrill.split("?")[1]);
    const keepsPanel = shownDrill !== "" && query().get(drillKey()) === before.get(drillKey());
    shownDrill = key;
    const body = document.getElementById("drill-body");
    if (body && !keepsPanel) setProps("drill-body", { children: [] });
    setProps("drill-ask", { data: asked() });
    if (!keepsPanel) document.getElementById("drill")?.focus({ preventScroll: true });
  };
  const hideDrill = () => {
    if (!document.body.classList.contains("has-drill")) { shownDrill = ""; return; }
    document.body.classList.remove("has-drill");
    shownDrill = "";
    cameFrom?.isConnected && cameFrom.focus({ preventScroll: true });
    cameFrom = null;
  };
  const closeDrill = () => {
    if (!document.body.classList.contains("has-drill")) return;
    if (depth()) { history.go(-depth()); return; }
    const params = query();
    drillKeys().forEach((key) => params.delete(key));
    setAddress(params, false);
    hideDrill();
  };
  const unpacked = (text) => (text ? text.split("/").map(decodeURIComponent) : []);
  const showStep = () => {
    openDrill();
    document.getElementById("drill")?.focus({ preventScroll: true });
    document.getElementById("drill")?.scrollTo({ top: 0 });
  };
  /* Down to members of a figure that is shown, or of another KPI where one is named. */
  const descend = (steps, kpi) => {
    changed((p) => {
      if (kpi && p.get(drillKey()) !== kpi) { drillKeys().forEach((k) => p.delete(k)); p.set(drillKey(), kpi); }
      p.delete("doc");
      steps.forEach((step) => p.append("at", step));
    }, "down");
    showStep();
  };
  const showDocument = (named) => { changed((p) => p.set("doc", named), "down"); showStep(); };
  /* Up one step, the way one came if that was down from there; at the top the panel closes. */
  const goUp = () => {
    const at = query().getAll("at");
    if (!query().has("doc") && !at.length) { closeDrill(); return; }
    if (history.state?.down) { history.back(); return; }
    changed((p) => {
      if (p.has("doc")) { p.delete("doc"); return; }
      p.delete("at");
      at.slice(0, -1).forEach((step) => p.append("at", step));
    }, false);
    showStep();
  };
  const followStep = (link) => {
    const target = new URL(link.href, location.href).searchParams;
    changed((p) => ["at", "doc"].forEach((key) => {
      p.delete(key);
      target.getAll(key).forEach((value) => p.append(key, value));
    }), link.dataset.step === "down" ? "down" : "up");
    showStep();
  };
  const changed = (edit, push) => { const params = query(); edit(params); setAddress(params, push); };

  /* ---- clicks and keys ---------------------------------------------------------------- */
  const acts = {
    menu: () => document.body.classList.toggle("has-menu"),
    close: () => { document.body.classList.contains("has-menu") ? document.body.classList.remove("has-menu") : closeDrill(); },
    unfold: () => window.forecourt.unfoldAll(),
    theme: () => {
      const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      root.dataset.bsTheme = theme;
      root.dataset.agThemeMode = theme;
      try { localStorage.setItem("forecourt-theme", theme); } catch { /* a private window forgets */ }
      /* The figures take their colours from the theme: draw them again, after the page has turned. */
      setTimeout(() => Object.keys(drawn).forEach((id) => setProps(id, { data: { ...drawn[id], theme } })), 60);
    },
  };
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    /* A link of its own inside a row or a card that leads elsewhere. */
    if (event.target.closest?.(".fc-why")) return;
    const hit = (name) => event.target.closest?.(`[data-${name}]`);
    const act = hit("act");
    if (act) { acts[act.dataset.act]?.(); return; }
    const drill = hit("drill");
    if (drill) {
      event.preventDefault();
      cameFrom = drill;
      changed((p) => {
        drillKeys().forEach((k) => p.delete(k));
        p.set(drillKey(), drill.dataset.drill);
        unpacked(drill.dataset.at || "").forEach((step) => p.append("at", step));
      }, "down");
      openDrill();
      return;
    }
    const step = hit("step");
    if (step) { event.preventDefault(); followStep(step); return; }
    const taken = hit("export");
    if (taken) {
      const asks = query();
      asks.set("path", location.pathname);
      taken.href = `/export/${taken.dataset.export}.${taken.dataset.ending}${search(asks)}`;
      return;
    }
    if (fromCell(event.target)) return;
    const by = hit("by");
    if (by) {
      event.preventDefault();
      changed((p) => p.set("by", by.dataset.by), false);
      setProps("page-ask", { data: askedAnew() });
      return;
    }
    for (const [name, key] of [["drill-by", "by"], ["drill-fact", "fact"]]) {
      const found = hit(name);
      if (found) {
        event.preventDefault();
        changed((p) => p.set(key, found.getAttribute(`data-${name}`)), false);
        openDrill();
        return;
      }
    }
    const lang = hit("lang");
    if (lang) {
      event.preventDefault();
      const params = query();
      params.set("lang", lang.dataset.lang);
      location.search = params.toString();
    }
  });
  /* To the form that asks what a record is to be seen in full for; the record goes by its mark. */
  const unmask = (mark) => {
    const asked = query();
    asked.set("page", location.pathname);
    asked.set("record", mark);
    location.assign(`/unmask?${asked}`);
  };
  /* A cell of a grid of figures leads to its member, a row of documents to the document's lines. */
  const fromCell = (target) => {
    const cell = target.closest?.(".ag-cell[col-id]");
    const row = cell?.closest(".ag-row[row-id]");
    if (!row || getSelection().toString()) return false;
    const id = row.getAttribute("row-id");
    if (cell.closest(".fc-documents")) {
      const [named, , mark] = unpacked(id);
      if (mark && cell.getAttribute("col-id") === "unmask") { unmask(mark); return true; }
      if (named) showDocument(named);
      return Boolean(named);
    }
    const columns = cell.closest(".fc-descends");
    const name = cell.getAttribute("col-id");
    if (!columns || name === "member") return false;
    cameFrom = cell;
    /* Where members are columns, rows are KPIs. */
    const turned = columns.dataset.columns?.split("|")[Number(name.slice(1))];
    const steps = unpacked(turned ?? id).filter((step) => step.includes(":"));
    turned === undefined ? descend(steps, name) : descend(steps, id);
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.(".ag-cell") && fromCell(event.target)) event.preventDefault();
  });
  /* A bar leads to its member. */
  document.addEventListener("pointerdown", (event) => {
    const graph = event.target.closest?.(".js-plotly-plot");
    if (!graph || graph.fcDescends) return;
    graph.fcDescends = true;
    graph.on("plotly_click", ({ points }) => {
      const [, , kpi, steps] = points[0]?.customdata || [];
      if (!steps) return;
      if (!document.body.classList.contains("has-drill")) cameFrom = null;
      descend(unpacked(steps), kpi);
    });
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.body.classList.contains("has-menu")) acts.close();
    else if (document.body.classList.contains("has-drill")) goUp();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "handbook-search") return;
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    document.querySelectorAll(".fc-entry").forEach((entry) => {
      const text = entry.dataset.search;
      entry.classList.toggle("is-hidden", !words.every((word) => text.includes(word)));
    });
    document.querySelectorAll(".fc-handbook").forEach((part) => {
      part.classList.toggle("is-hidden", !part.querySelector(".fc-entry:not(.is-hidden)"));
    });
  });
  /* Back from a drill on the same page needs no new page. */
  let here = location.pathname;
  const filters = () => { const p = query(); drillKeys().forEach((k) => p.delete(k)); return location.pathname + search(p); };
  let shownFilters = filters();
  const watch = () => { here = location.pathname; shownFilters = filters(); };
  const replace = history.replaceState.bind(history);
  const push = history.pushState.bind(history);
  history.replaceState = (...args) => { replace(...args); watch(); };
  history.pushState = (...args) => { push(...args); watch(); };
  window.addEventListener("popstate", (event) => {
    if (location.pathname === here && filters() === shownFilters) {
      event.stopImmediatePropagation();
      isDrilling() ? openDrill() : hideDrill();
      return;
    }
    watch();
  }, true);

  /* ---- an ended session, a lost connection --------------------------------------------- */
  const words = () => (root.lang.startsWith("zh")
    ? { offline: "连接中断：屏幕上还是之前的数字，恢复后自动更新。", failed: "没能取到新的数字，请重试。" }
    : { offline: "The connection is lost: the figures on screen are those of before, until it is back.", failed: "New figures could not be fetched; please try again." });
  const toast = (text) => {
    const box = document.getElementById("toast");
    if (!box) return;
    box.textContent = text;
    box.classList.toggle("is-shown", Boolean(text));
  };
  const fetched = window.fetch.bind(window);
  /* What was asked in vain is asked again when the connection is back, or the server: of that no
     browser tells. Until then figures are dimmed, which may be of other filters than those chosen. */
  const RETRY = 5000;
  let isLost = false;
  const lost = () => {
    toast(words().offline);
    if (isLost) return;
    isLost = true;
    root.classList.add("is-stale");
    const look = () => fetched("/healthz").then(back, () => isLost && setTimeout(look, RETRY));
    setTimeout(look, RETRY);
  };
  const back = () => {
    if (!isLost) return;
    isLost = false;
    root.classList.remove("is-stale");
    toast("");
    if (document.getElementById("page-body")) setProps("page-ask", { data: askedAnew() });
    if (isDrilling()) { shownDrill = ""; openDrill(); }
  };
  window.addEventListener("online", back);
  /* Whoever signs in again goes on where the session ended. */
  const RETURN = "forecourt:return";
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/logout") sessionStorage.removeItem(RETURN);
  });
  if (location.pathname === "/" && sessionStorage.getItem(RETURN)) {
    const place = sessionStorage.getItem(RETURN);
    sessionStorage.removeItem(RETURN);
    if (/^\/(?!\/)/.test(place)) location.replace(place);
  }
  /* A server with too much to do says soon when to come again; a fault has a longer time or none. */
  const patiently = async (...args) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await fetched(...args);
      const after = Number(answer.headers.get("Retry-After"));
      if (answer.status !== 503 || !after || after > 3 || tries === 4) return answer;
      await new Promise((done) => setTimeout(done, after * 1000 * (0.5 + Math.random())));
    }
  };
  window.fetch = async (...args) => {
    const url = String(args[0]?.url || args[0]);
    try {
      const answer = await patiently(...args);
      /* An answer about another page, or about filters of before, would be a wrong one by now. */
      if (url.includes("/_dash-update") && window.forecourt.isOvertaken(args[1]?.body)) return new Response(null, { status: 204 });
      if (url.includes("/_dash")) {
        if (answer.status === 401) {
          sessionStorage.setItem(RETURN, location.pathname + location.search);
          location.assign(`/login?ended&lang=${root.lang.startsWith("zh") ? "zh" : "en"}`);
          // The page is left: whoever waits for figures would only stumble over the refusal.
          return new Promise(() => {});
        }
        toast(answer.status >= 500 ? words().failed : "");
        await window.forecourt.gridFor(answer);
      }
      return answer;
    } catch (error) {
      if (url.includes("/_dash")) {
        lost();
      }
      throw error;
    }
  };
})();
