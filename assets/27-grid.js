/* The script of grids, a third of a megabyte, is fetched with the first answer that has a grid in
   it. Where the page does not say where it is, it is there from the start. */
(() => {
  let fetching = null;
  const fetchScript = (source) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = () => { fetching = null; reject(new Error(`not loaded: ${source}`)); };
    document.head.append(script);
  });
  window.forecourt.gridFor = async (answer) => {
    const source = document.documentElement.dataset.grid;
    if (!source || window.dash_ag_grid || !answer.ok) return;
    if (!(await answer.clone().text()).includes('"dash_ag_grid"')) return;
    fetching ??= fetchScript(source);
    await fetching;
  };
})();
