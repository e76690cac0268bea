// Appearance, keyboard, copy buttons. Everything here is an extra: pages read well without it.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  var store = {
    get: function (key) { try { return localStorage.getItem(key); } catch (e) { return null; } },
    set: function (key, value) { try { localStorage.setItem(key, value); } catch (e) { /* storage is off */ } }
  };
  function all(selector, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(selector)); }

  // Appearance: system, light or dark.
  all('input[name="scheme"]').forEach(function (input) {
    input.checked = input.value === (root.dataset.scheme || "auto");
    input.addEventListener("change", function () {
      if (input.value === "auto") delete root.dataset.scheme; else root.dataset.scheme = input.value;
      store.set("scheme", input.value);
    });
  });

  // Dialogs open and close by button.
  all("[data-open]").forEach(function (button) {
    button.addEventListener("click", function () { doc.getElementById(button.dataset.open).showModal(); });
  });
  all("[data-close]").forEach(function (button) {
    button.addEventListener("click", function () { doc.getElementById(button.dataset.close).close(); });
  });

  // One note open at a time; Escape closes it and gives the focus back.
  doc.addEventListener("click", function (event) {
    all("details.why[open]:not(.whence)").forEach(function (note) { if (!note.contains(event.target)) note.open = false; });
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    all("details.why[open]").forEach(function (note) { note.open = false; note.firstElementChild.focus(); });
  });

  // Copy.
  function copy(text, button) {
    var done = function () {
      var was = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(function () { button.textContent = was; }, 1600);
    };
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done, function () {}); return; }
    var area = doc.createElement("textarea"); // from disk there is no clipboard interface
    area.value = text;
    doc.body.appendChild(area);
    area.select();
    if (doc.execCommand("copy")) done();
    area.remove();
    button.focus();
  }
  all("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () { copy(doc.getElementById(button.dataset.copy).textContent.trim(), button); });
  });

  // Citing a paragraph: while it is the target, its address stands in every citation, and a link leads there.
  var permalink = doc.getElementById("permalink");
  if (permalink) {
    var base = permalink.textContent, cited = all('[id^="cite-"]'), texts = cited.map(function (one) { return one.innerHTML; });
    var button = doc.querySelector('[data-copy="permalink"]'), label = button.textContent, here = doc.createElement("a");
    here.className = "cite-here";
    here.href = "#cite";
    here.textContent = button.dataset.cite;
    here.addEventListener("click", function (event) {
      event.preventDefault();
      doc.getElementById("cite").scrollIntoView();
      doc.querySelector("#cite summary").focus({ preventScroll: true });
    });
    var follow = function () {
      var target = /^#p-[\w-]+$/.test(location.hash) && doc.getElementById(location.hash.slice(1));
      var address = target ? base + location.hash : base;
      permalink.textContent = permalink.href = address;
      cited.forEach(function (one, number) { one.innerHTML = texts[number].split(base).join(address); });
      button.textContent = target ? button.dataset.paragraph : label;
      if (target) target.append(here); else here.remove();
    };
    addEventListener("hashchange", follow);
    follow();
  }

  // Keys. Off when the reader says so (WCAG 2.1.4), and never while typing.
  var toggle = doc.getElementById("keys-on");
  var on = store.get("keys") !== "off";
  if (toggle) {
    toggle.checked = on;
    toggle.addEventListener("change", function () { on = toggle.checked; store.set("keys", on ? "on" : "off"); });
  }
  function step(by) {
    var links = all(".rows h3 a, .rows [data-result]");
    var at = links.indexOf(doc.activeElement);
    var turn = doc.querySelector(by > 0 ? 'link[rel="next"], a[rel="next"]' : 'link[rel="prev"], a[rel="prev"]');
    if (doc.body.classList.contains("briefing") || !links.length || (at + by >= links.length && at >= 0)) {
      if (turn) location.href = turn.href;
      return;
    }
    var next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.max(0, at + by)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  doc.addEventListener("keydown", function (event) {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") || doc.querySelector("dialog[open]")) return;
    if (event.key === "/") {
      var field = doc.querySelector('input[type="search"]');
      if (field) { field.focus(); field.select(); } else if (doc.body.dataset.search) location.href = doc.body.dataset.search;
      else return;
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") doc.getElementById("keys").showModal();
    else return;
    event.preventDefault();
  });
})();
