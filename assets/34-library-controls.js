/* What the dropdown of dash leaves to be desired for keyboards and screen readers.
   Its focus sits on a field that is hidden from readers, its button is not reached by Tab
   (https://github.com/plotly/dash/issues/3673), and its name leaves out part of what it shows. */
(() => {
  const mend = () => {
    document.querySelectorAll(".dash-dropdown-focus-target[tabindex='0']").forEach((field) => {
      field.tabIndex = -1;
    });
    document.querySelectorAll("button.dash-dropdown").forEach((button) => {
      if (button.tabIndex !== 0) button.tabIndex = 0;
      if (button.hasAttribute("aria-labelledby")) button.removeAttribute("aria-labelledby");
    });
  };
  new MutationObserver(mend).observe(document, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-labelledby", "tabindex"],
  });
})();
