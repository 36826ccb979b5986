/* Every chart as a table: what one reads by pointing at it, for those who do not point. */
(() => {
  const plain = (text) => {
    const box = document.createElement("template");
    box.innerHTML = String(text).replaceAll("<br>", " ");
    return box.content.textContent.trim();
  };
  /* The name of a place on an axis: as the axis names it, else the place itself. */
  const named = (axis, place) => {
    const found = (axis?.tickvals || []).indexOf(place);
    return plain(found >= 0 ? axis.ticktext[found] : place);
  };
  /* What the pointer would be told, with the values of one point filled in. */
  const told = (trace, index, axis) => plain(
    (Array.isArray(trace.hovertemplate) ? trace.hovertemplate[index] : trace.hovertemplate)
      .replace(/<extra>.*$/, "")
      .replace(/%\{(\w+)(?:\[(\d+)\])?(?::[^}]*)?\}/g, (_, name, part) => {
        const value = Array.isArray(trace[name]) ? trace[name][index] : trace[name];
        if (name === "x" || name === "y") return typeof value === "number" ? value.toLocaleString("en") : named(axis, value);
        return part === undefined ? value : value[part];
      }));
  /* A cloud of points: a row for each, however many share a place, and a column for each axis. */
  const cloud = (layout, traces) => {
    const rows = new Map();
    const heads = [layout.xaxis, layout.yaxis].map((axis) => plain(axis?.title?.text ?? ""));
    const number = (value) => (typeof value === "number" ? value.toLocaleString("en") : "–");
    traces.forEach((trace) => trace.x.forEach((across, index) => rows.set(rows.size, {
      name: plain(trace.text?.[index] ?? trace.name ?? ""), cells: [number(across), number(trace.y[index])], steps: "", kpi: "",
    })));
    return { rows, heads };
  };
  /* Rows by their place, columns by trace. */
  const read = (graph) => {
    const points = graph.data.filter((trace) => trace.hovertemplate && trace.mode === "markers");
    if (points.length) return cloud(graph.layout, points);
    const rows = new Map();
    const heads = [];
    graph.data.forEach((trace) => {
      if (!trace.hovertemplate || trace.hoverinfo === "skip") return;
      const across = trace.orientation === "h";
      const places = (across ? trace.y : trace.x) || [];
      const values = (across ? trace.x : trace.y) || [];
      const axis = graph.layout[across ? "yaxis" : "xaxis"];
      const isField = trace.fill === "tonexty";
      const column = heads.push(trace.name && !isField ? plain(trace.name) : "") - 1;
      places.forEach((place, index) => {
        if (isField && index % 2) return;
        /* A field reaches from half a place before to half a place after. */
        const at = isField ? place + 0.5 : place;
        const said = told(trace, index, axis);
        const cut = said.search(/[:：] /);
        const first = cut < 0 ? "" : said.slice(0, cut);
        const known = named(axis, at);
        const isOwn = first && first !== heads[column] && (!axis?.tickvals || first.startsWith(known.replace(/…$/, "")) || known === String(at));
        if (!rows.has(at)) rows.set(at, { name: known, cells: [], steps: "", kpi: "" });
        const row = rows.get(at);
        if (isOwn) row.name = first;
        const text = first && (isOwn || first === heads[column]) ? said.slice(cut + 2) : said;
        row.cells[column] = values[index] === null || values[index] === undefined ? "–" : text;
        const [, , kpi, steps] = Array.isArray(trace.customdata?.[index]) ? trace.customdata[index] : [];
        if (steps) { row.steps = steps; row.kpi = kpi; }
      });
    });
    return { rows, heads };
  };
  const make = (tag, text, attributes) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };
  const fill = (details) => {
    const part = details.closest(".fc-chart, .fc-drill-part");
    const graph = part?.querySelector(".js-plotly-plot");
    const box = details.querySelector(".fc-chart-rows");
    if (!graph?.data || !box) return;
    const { rows, heads } = read(graph);
    /* A long table scrolls in its box, by keyboard too. */
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", part.querySelector("h2, h3")?.textContent || "");
    if (!rows.size) {
      box.replaceChildren(make("p", plain(graph.layout.annotations?.[0]?.text || "–"), { class: "fc-muted" }));
      return;
    }
    const table = make("table", "", { class: "fc-plain-table" });
    table.append(make("caption", part.querySelector("h2, h3")?.textContent, { class: "visually-hidden" }));
    if (heads.some(Boolean)) {
      const head = make("tr");
      head.append(make("td"), ...heads.map((text) => make("th", text, { scope: "col" })));
      const top = make("thead");
      top.append(head);
      table.append(top);
    }
    const body = make("tbody");
    rows.forEach(({ name, cells, steps, kpi }) => {
      const row = make("tr");
      const label = make("th", steps ? "" : name, { scope: "row" });
      if (steps) label.append(make("a", name, { href: location.href, "data-drill": kpi, "data-at": steps }));
      row.append(label, ...heads.map((_, column) => make("td", cells[column] || "")));
      body.append(row);
    });
    table.append(body);
    box.replaceChildren(table);
  };
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches?.(".fc-chart-table") || !details.open) return;
    fill(details);
    const graph = details.closest(".fc-chart, .fc-drill-part")?.querySelector(".js-plotly-plot");
    if (!graph || graph.fcTable) return;
    graph.fcTable = true;
    graph.on("plotly_afterplot", () => details.open && fill(details));
  }, true);
})();
