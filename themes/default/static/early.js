// Runs before the first paint: a chosen appearance never flashes, and what needs a script shows itself.
(function (root) {
  root.classList.add("script");
  try {
    var scheme = localStorage.getItem("scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  } catch (e) { /* storage is off: the system's choice stands */ }
})(document.documentElement);
