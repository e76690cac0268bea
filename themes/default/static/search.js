// The search page: reads the form and the address, asks search/core.js, shows what it says.
// Nothing is loaded on other pages. Shards are scripts, so that this works from disk as well.
(function () {
  "use strict";
  var doc = document, form = doc.getElementById("search-form");
  if (!form) return;
  var config = JSON.parse(doc.getElementById("search-config").textContent), t = config.strings, lang = config.language;
  var status = doc.getElementById("search-status"), list = doc.getElementById("search-results"), facets = doc.getElementById("search-facets");
  var PAGE = 10, WIDTH = 280, online = /^http/.test(location.protocol), KEYS = ["q", "any", "sort", "from", "to", "person", "issue", "outlet", "year"];
  var TABLES = [["people", "person"], ["issues", "issue"], ["outlets", "outlet"], ["years", "year"]];
  var waiting = {}, loaded = {}, engine = null, turn = 0, shown = 0, answer = null, state = {};

  // ---- loading

  window.dispatchboxSearch = function (name, payload) { if (waiting[name]) waiting[name](payload); };
  function script(src) {
    return new Promise(function (resolve, reject) {
      var tag = doc.createElement("script");
      tag.src = src;
      tag.onload = resolve;
      tag.onerror = function () { reject(new Error(src)); };
      doc.head.appendChild(tag);
    });
  }
  function shard(name, version) {
    return loaded[name] = loaded[name] || new Promise(function (resolve, reject) {
      waiting[name] = resolve;
      script(config.data + name + ".js" + (version ? "?" + version : "")).catch(function (error) { delete loaded[name]; reject(error); });
    });
  }
  function open() {
    return engine = engine || Promise.all([shard("index", ""), script(config.scripts + "core.js"), script(config.scripts + "stemmers/base.js")]).then(function (all) {
      var meta = all[0], core = window.dispatchboxCore, stemmers = {};
      return Promise.all(meta.langs.map(function (code) {
        var name = core.STEMMERS[code];
        return script(config.scripts + "stemmers/" + name + ".js").then(function () {
          stemmers[code] = new window[name.charAt(0).toUpperCase() + name.slice(1) + "Stemmer"]();
        });
      })).then(function () {
        return new core.Search(meta, function (name) { return shard(name, meta.digest); }, stemmers).ready();
      });
    }).catch(function (error) { engine = null; throw error; });
  }

  // ---- words

  function say(key, values) {
    var text = t[key], n = values && values.n;
    if (text && typeof text === "object") text = text[new Intl.PluralRules(lang).select(n)] || text.other;
    return String(text === undefined ? key : text).replace(/\{(\w+)\}/g, function (_, name) {
      var value = values ? values[name] : "";
      return typeof value === "number" ? value.toLocaleString(lang) : value;
    });
  }
  function dateWords(edtf) {
    if (!edtf) return "";
    if (edtf.indexOf("/") >= 0) {
      var ends = edtf.split("/"), a = ends[0] === ".." ? "" : dateWords(ends[0]), b = ends[1] === ".." ? "" : dateWords(ends[1]);
      return a && b ? a + "–" + b : a ? say("date_after_short", { d: a }) : say("date_before_short", { d: b });
    }
    var mark = /[~?%]$/.test(edtf) ? edtf.slice(-1) : "", part = edtf.replace(/[~?%]$/, "").split("-").map(Number);
    var day = new Date(Date.UTC(2000, (part[1] || 1) - 1, part[2] || 1));
    day.setUTCFullYear(part[0]);
    var shape = { timeZone: "UTC", year: "numeric" };
    if (part[1]) shape.month = "short";
    if (part[2]) shape.day = "numeric";
    var words = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, shape).format(day);
    if (lang === "en") words = words.replace("Sept ", "Sep ");  // as the pages have it
    return mark === "~" || mark === "%" ? say("date_about_short", { d: words }) : mark ? say("date_perhaps_short", { d: words }) : words;
  }

  // ---- state: the form, the address

  function fromAddress() {
    var query = new URLSearchParams(location.search), made = {};
    KEYS.forEach(function (key) { made[key] = query.get(key) || ""; });
    return made;
  }
  function toAddress(push) {
    var query = new URLSearchParams();
    KEYS.forEach(function (key) { if (state[key]) query.set(key, state[key]); });
    var text = query.toString();
    if ((text ? "?" + text : "") === location.search) return;
    try { history[push ? "pushState" : "replaceState"](null, "", text ? "?" + text : location.pathname); } catch (e) { /* from disk, some browsers do not allow it */ }
  }
  function fill() {
    form.elements.q.value = state.q;
    ["from", "to", "sort"].forEach(function (key) { form.elements[key].value = state[key]; });
    form.elements.any.checked = state.any === "1";
  }
  function read() {
    ["q", "from", "to", "sort"].forEach(function (key) { state[key] = form.elements[key].value.trim() ? form.elements[key].value : ""; });
    state.any = form.elements.any.checked ? "1" : "";
  }
  // A year or month is as good as a day: 2013-05 from begins on the 1st, to ends on the 31st.
  function bound(text, last) {
    var span = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text.trim()) && window.dispatchboxCore.spanOf(text.trim());
    return span ? (last ? span.last : span.first) : "";
  }

  // ---- results

  function element(tag, attributes, children) {
    var made = doc.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { if (child) made.append(child); });
    return made;
  }
  function marked(pieces) {
    return pieces.map(function (piece) { return piece[1] ? element("mark", {}, [piece[0]]) : piece[0]; });
  }
  function address(slug, anchor) { return config.root + "briefings/" + encodeURIComponent(slug) + "/index.html" + (anchor ? "#" + anchor : ""); }

  // The paragraphs of a briefing as its page shows them; from disk, where pages cannot be read, as the index keeps them.
  var texts = new Map();
  function paragraphs(search, number, row) {
    if (!texts.has(number)) texts.set(number, (online ? fromPage(row.slug) : Promise.reject()).catch(function () { return search.text(number); }));
    return texts.get(number);
  }
  function fromPage(slug) {
    return fetch(address(slug, "")).then(function (response) {
      if (!response.ok) throw new Error(response.status);
      return response.text();
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html"), anchor = "", found = [];
      page.querySelectorAll(".pn").forEach(function (number) { number.remove(); });
      page.querySelectorAll("main .prose > *, main .prose li, main .prose tr, main figcaption").forEach(function (block) {
        anchor = block.matches("figcaption") ? "" : block.id || anchor;
        if (block.querySelector("li, tr")) return;
        var text = block.textContent.replace(/\s+/g, " ").trim();
        if (text) found.push({ anchor: anchor, text: text });
      });
      return found;
    });
  }
  function result(search, hit, row, outlet, clauses) {
    var date = search.dates[hit.rank], foreign = row.lang !== lang ? { lang: row.lang, dir: "auto" } : {};
    var bare = search.extract(row, [], clauses, WIDTH), link = element("a", { href: address(row.slug, "") }, marked(bare.title));
    var text = element("p", Object.assign({ "class": "extract" }, foreign), ["\u00a0"]);
    paragraphs(search, hit.number, row).then(function (found) {
      var shown = search.extract(row, found, clauses, WIDTH);
      text.replaceChildren.apply(text, marked(shown.extract));
      if (shown.anchor) link.href = address(row.slug, shown.anchor);
    }).catch(function () { text.replaceChildren(); });
    return element("li", {}, [
      element("div", { "class": "when" }, [date ? element("span", { title: date }, [dateWords(date)]) : element("span", { "class": "undated" }, [say("undated")])]),
      element("div", { "class": "what" }, [
        element("h3", foreign, [link]),
        outlet || hit.maybe ? element("p", { "class": "from" }, [outlet ? element("span", {}, [outlet]) : null, hit.maybe ? element("span", { "class": "maybe" }, [say("search_maybe")]) : null]) : null,
        text
      ])
    ]);
  }
  function more(search, mine) {
    var hits = answer.order.slice(shown, shown + PAGE), clauses = answer.clauses;
    return Promise.all([search.outlets(), Promise.all(hits.map(function (hit) { return search.row(hit.number); }))]).then(function (found) {
      if (mine !== turn) return;
      if (!shown) list.replaceChildren();
      found[1].forEach(function (row, n) { list.append(result(search, hits[n], row, found[0].get(hits[n].number), clauses)); });
      shown += hits.length;
      doc.getElementById("search-more").hidden = shown >= answer.total;
    });
  }
  function tell() {
    var parts = [answer.total ? say("search_found", { n: answer.total }) : say("search_none")];
    if (answer.also.length) parts.push(say("search_also", { words: answer.also.join(", ") }));
    if (answer.inexact) parts.push(say("search_inexact", { n: answer.inexact }));
    if (answer.clauses.left.length) parts.push(say("search_long", { words: answer.clauses.left.slice(0, 3).join(", ") }));
    if (!answer.total && answer.clauses.length > 1 && state.any !== "1") parts.push(say("search_try_any"));
    status.textContent = parts.join(" ");
  }
  function facetLists(search, counts) {
    facets.replaceChildren();
    TABLES.forEach(function (pair) {
      var kind = pair[0], key = pair[1], named = counts[kind];
      named.sort(kind === "years" ? function (a, b) { return b.value < a.value ? -1 : 1; } : function (a, b) { return b.n - a.n || (a.name < b.name ? -1 : 1); });
      var kept = named.slice(0, kind === "years" ? 12 : 8), on = state[key];
      if (on && !kept.some(function (entry) { return entry.value === on; })) kept.unshift(named.find(function (entry) { return entry.value === on; }) || { value: on, name: on, n: 0 });
      if (!kept.length) return;
      facets.append(element("section", { "aria-label": say(kind) }, [element("h2", {}, [say(kind)]), element("ul", {}, kept.map(function (entry) {
        var button = element("button", { type: "button", "aria-pressed": String(state[key] === entry.value), "data-facet": key + ":" + entry.value }, [entry.name, " "]);
        button.append(element("span", { "class": "count" }, [entry.n.toLocaleString(lang)]));
        button.addEventListener("click", function () {
          state[key] = state[key] === entry.value ? "" : entry.value;
          toAddress(true);
          run(false).then(function () { var again = facets.querySelector('[data-facet="' + CSS.escape(key + ":" + entry.value) + '"]'); if (again) again.focus(); });
        });
        return element("li", {}, [button]);
      }))]));
    });
  }

  function run(typing) {
    var mine = ++turn, asked = KEYS.some(function (key) { return state[key] && key !== "sort" && key !== "any"; });
    if (!asked) {
      list.replaceChildren(); facets.replaceChildren(); status.textContent = "";
      doc.getElementById("search-more").hidden = true;
      return Promise.resolve();
    }
    if (!status.textContent) status.textContent = say("search_loading");
    return open().then(function (search) {
      return search.query(state.q, { typing: typing, any: state.any === "1", sort: state.sort, people: state.person, issues: state.issue,
        outlets: state.outlet, years: state.year, from: bound(state.from, false), to: bound(state.to, true) }).then(function (found) {
        if (mine !== turn) return;
        answer = found; shown = 0;
        return more(search, mine).then(function () {
          if (mine === turn) tell();
          return search.facets(found);
        }).then(function (counts) {
          if (mine !== turn) return;
          facetLists(search, counts);
          doc.documentElement.dataset.searched = state.q;
        });
      });
    }).catch(function (error) { if (mine === turn) status.textContent = say("search_failed", { file: error.message }); });
  }

  // ---- events

  var timer = 0;
  form.addEventListener("input", function () { read(); clearTimeout(timer); timer = setTimeout(function () { toAddress(false); run(true); }, 60); });
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); read(); toAddress(true); run(false); });
  doc.getElementById("search-more").addEventListener("click", function () {
    var first = shown;
    open().then(function (search) { return more(search, turn); }).then(function () { var item = list.children[first]; if (item) item.querySelector("a").focus(); });
  });
  window.addEventListener("popstate", function () { state = fromAddress(); fill(); run(false); });
  // Down from the box into the results and along them, up again; Escape goes back to the box.
  doc.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("h3 a")), at = links.indexOf(doc.activeElement), box = form.elements.q;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" && (doc.activeElement === box || at >= 0) && links[at + 1]) { links[at + 1].focus(); event.preventDefault(); }
    else if (event.key === "ArrowUp" && at >= 0) { (links[at - 1] || box).focus(); event.preventDefault(); }
    else if (event.key === "Escape" && at >= 0) { box.focus(); box.select(); }
  });

  // Beside the results where there is room, else folded away above them.
  var wide = matchMedia("(min-width: 56em)"), narrow = doc.getElementById("search-narrow");
  function fold() { narrow.open = wide.matches || ["person", "issue", "outlet", "year"].some(function (key) { return state[key]; }); }
  wide.addEventListener("change", fold);

  state = fromAddress();
  fold();
  fill();
  if (!state.q) form.elements.q.focus({ preventScroll: true });
  run(false);
  open().catch(function () { /* said when something is asked */ });
})();
