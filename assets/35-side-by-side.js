/* The comparison page: its links change one parameter of the address and ask for the figures. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);
  const sets = event.target.closest?.("[data-side-kpis]");
  if (sets) {
    setProps("compare-kpis", { value: sets.dataset.sideKpis.split(" ") });
    return;
  }
  const link = event.target.closest?.("[data-side-set]");
  if (!link) return;
  event.preventDefault();
  const params = new URLSearchParams(location.search);
  const { sideSet: key, sideValue: value } = link.dataset;
  value ? params.set(key, value) : params.delete(key);
  const text = params.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
  setProps("page-ask", { data: { path: location.pathname, search: location.search, at: Date.now() } });
});
