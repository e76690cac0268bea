// The search page: reads the form and the address, asks search/core.js, shows what it says.
// Nothing is loaded on other pages. Shards are scripts, so that this works from disk as well.
(function () {
  "use strict";
  var doc = document, form = doc.getElementById("search-form");
  if (!form) return;
  var config = JSON.parse(doc.getElementById("search-config").textContent), t = config.strings, lang = config.language;
  var status = doc.getElementById("search-status"), list = doc.getElementById("search-results"), facets = doc.getElementById("search-facets");
  var PAGE = 20, KEYS = ["q", "any", "sort", "from", "to", "person", "issue", "outlet", "year"];
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

  function row(search, hit, passages) {
    var found = window.dispatchboxCore.extract(passages, window.dispatchboxCore.positionsOf(hit), 280), document = search.documents.get(hit.number);
    var outlet = document.outlet.length ? search.outlets.names.get(document.outlet[0]) : "", foreign = passages.lang !== lang ? { lang: passages.lang, dir: "auto" } : {};
    var link = element("a", { href: address(passages.slug, found.anchor) }, marked(found.title));
    var text = element("p", Object.assign({ "class": "extract" }, foreign), marked(found.extract));
    if (found.far && /^http/.test(location.protocol)) further(search, hit, passages, text, link);
    return element("li", {}, [
      element("div", { "class": "when" }, [document.date ? element("span", { title: document.date }, [dateWords(document.date)]) : element("span", { "class": "undated" }, [say("undated")])]),
      element("div", { "class": "what" }, [
        element("h3", foreign, [link]),
        element("p", { "class": "from" }, [outlet ? element("span", {}, [outlet]) : null, hit.maybe ? element("span", { "class": "maybe" }, [say("search_maybe")]) : null]),
        text
      ])
    ]);
  }
  // The words stand further down than the index keeps text: the page itself has them.
  function further(search, hit, passages, place, link) {
    fetch(address(passages.slug, "")).then(function (response) { return response.ok ? response.text() : ""; }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html"), best = null;
      var terms = new Set();
      answer.clauses.forEach(function (clause) { clause.words.forEach(function (word) { search.alternatives(word).forEach(function (_, term) { terms.add(term); }); }); });
      page.querySelectorAll("p[id^='p-']").forEach(function (p) {
        var text = p.textContent.replace(/\s+/g, " ").trim().normalize("NFC"), at = [], met = new Set();
        window.dispatchboxCore.tokensOf(text).forEach(function (token, n) {
          var term = window.dispatchboxCore.termOf(token.token, search.stemmers[passages.lang.split("-")[0]]);
          if (terms.has(term)) { at.push(512 + n); met.add(term); }
        });
        if (met.size && (!best || met.size > best.met)) best = { met: met.size, at: at, anchor: p.id, text: text };
      });
      if (!best) return;
      var found = window.dispatchboxCore.extract({ title: "", paragraphs: [{ anchor: best.anchor, text: best.text }] }, best.at, 280);
      place.replaceChildren.apply(place, marked(found.extract));
      link.href = address(passages.slug, best.anchor);
    }).catch(function () { /* the first lines stay */ });
  }
  function more(search, mine) {
    var hits = answer.order.slice(shown, shown + PAGE);
    return Promise.all(hits.map(function (hit) { return search.passages(hit.number); })).then(function (texts) {
      if (mine !== turn) return;
      texts.forEach(function (passages, n) { if (passages) list.append(row(search, hits[n], passages)); });
      shown += hits.length;
      doc.getElementById("search-more").hidden = shown >= answer.total;
    });
  }
  function tell() {
    var parts = [answer.total ? say("search_found", { n: answer.total }) : say("search_none")];
    if (answer.inexact) parts.push(say("search_inexact", { n: answer.inexact }));
    if (answer.ignored.length) parts.push(say("search_ignored", { words: answer.ignored.join(", ") }));
    if (!answer.total && answer.clauses.length > 1 && state.any !== "1") parts.push(say("search_try_any"));
    status.textContent = parts.join(" ");
  }
  function facetLists(search) {
    facets.replaceChildren();
    TABLES.forEach(function (pair) {
      var kind = pair[0], key = pair[1], table = search[kind], counts = Array.from(answer.facets[kind]);
      var named = counts.map(function (entry) {
        return kind === "years" ? { value: entry[0], name: entry[0], n: entry[1] } : { value: table.slugOf.get(entry[0]), name: table.names.get(entry[0]), n: entry[1] };
      });
      named.sort(kind === "years" ? function (a, b) { return b.value < a.value ? -1 : 1; } : function (a, b) { return b.n - a.n || (a.name < b.name ? -1 : 1); });
      var kept = named.slice(0, kind === "years" ? 12 : 8);
      if (state[key] && !kept.some(function (e) { return e.value === state[key]; })) {
        var on = table && table.slugs.get(state[key]);
        kept.unshift(named.find(function (e) { return e.value === state[key]; }) || { value: state[key], name: (table && table.names.get(on)) || state[key], n: 0 });
      }
      if (!kept.length) return;
      facets.append(element("section", { "aria-label": say("search_" + kind) }, [element("h2", {}, [say("search_" + kind)]), element("ul", {}, kept.map(function (entry) {
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
      var options = { typing: typing, any: state.any === "1", sort: state.sort, person: state.person, issue: state.issue, outlet: state.outlet,
        year: state.year, from: bound(state.from, false), to: bound(state.to, true) };
      return search.query(state.q, options).then(function (found) {
        if (mine !== turn) return;
        answer = found; shown = 0;
        var old = Array.from(list.children);
        return more(search, mine).then(function () {
          if (mine !== turn) return;
          old.forEach(function (item) { item.remove(); });
          facetLists(search);
          tell();
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

  state = fromAddress();
  fill();
  if (!state.q) form.elements.q.focus({ preventScroll: true });
  run(false);
  open().catch(function () { /* said when something is asked */ });
})();
