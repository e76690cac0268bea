// Reads the static index that builder/render/search.py writes, and answers queries. No page, no network:
// `load(name)` gives the text of a shard, `stemmers` the Snowball stemmer of each language. Runs in node too.
(function (root) {
  "use strict";

  // ---- words: the same as builder/render/stemming.py

  var STEMMERS = { ar: "arabic", ca: "catalan", da: "danish", de: "german", el: "greek", en: "english",
    es: "spanish", et: "estonian", eu: "basque", fi: "finnish", fr: "french", ga: "irish", hi: "hindi",
    hu: "hungarian", hy: "armenian", id: "indonesian", it: "italian", lt: "lithuanian", nb: "norwegian",
    ne: "nepali", nl: "dutch", nn: "norwegian", no: "norwegian", pt: "portuguese", ro: "romanian",
    ru: "russian", sr: "serbian", sv: "swedish", ta: "tamil", tr: "turkish", yi: "yiddish" };
  var FOLDS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ς": "σ" };
  var FOLDED = /[ßæœøđðþłıς]/g;
  var ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
  var ALONE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  var LETTERS = new RegExp(ALONE.source + "\\p{M}*", "gu");
  var TOKEN = /[\p{L}\p{Nl}\p{No}](?:\.[\p{L}\p{Nl}\p{No}])+(?![\p{L}\p{N}\p{M}'])|[\p{L}\p{N}\p{M}]+(?:'(?:s|t|re|ve|ll|d|m)(?![\p{L}\p{N}\p{M}]))?/giu;

  // [{token, start, end}] of a text that is in normal form already.
  function tokensOf(text) {
    var plain = text.replace(/[’ʼ]/g, "'").replace(/_/g, " "), found = [], match;
    TOKEN.lastIndex = 0;
    while ((match = TOKEN.exec(plain))) {
      var word = match[0].toLowerCase(), start = match.index, end = start + match[0].length;
      if (!ALONE.test(word)) { found.push({ token: word.replace(/\./g, ""), start: start, end: end }); continue; }
      var from = 0, letter;
      LETTERS.lastIndex = 0;
      while ((letter = LETTERS.exec(word))) {
        if (letter.index > from) found.push({ token: word.slice(from, letter.index), start: start + from, end: start + letter.index });
        from = letter.index + letter[0].length;
        found.push({ token: letter[0], start: start + letter.index, end: start + from });
      }
      if (from < word.length) found.push({ token: word.slice(from), start: start + from, end: end });
    }
    return found;
  }
  function fold(word) {
    if (/^[\x00-\x7f]*$/.test(word)) return word;
    var swap = function (char) { return FOLDS[char]; };
    return word.replace(FOLDED, swap).normalize("NFKD").replace(ACCENTS, "").normalize("NFC").replace(FOLDED, swap);
  }
  function termOf(token, stemmer) {
    var word = token;
    if (word.indexOf("'") >= 0) word = word.slice(-2) === "'s" ? word.slice(0, -2) : word.replace(/'/g, "");
    return fold(stemmer ? stemmer.stemWord(word) : word) || fold(word);
  }

  // ---- numbers: the same as builder/render/postings.py

  var PRINTABLE = "";
  for (var code = 0x21; code < 0x7f; code++) if ("`\\$".indexOf(String.fromCharCode(code)) < 0) PRINTABLE += String.fromCharCode(code);
  var GAP = "ABCDEFGHIJKLMNOPQRSTUVW", GAP_ENDS = 16, GAP_MORE = GAP.length - GAP_ENDS;
  var POSITION = PRINTABLE.split("").filter(function (c) { return GAP.indexOf(c) < 0; }).join("");
  var POSITION_ENDS = 40, POSITION_MORE = POSITION.length - POSITION_ENDS;
  var IS_GAP = new Int8Array(128).fill(-1), IS_POSITION = new Int8Array(128).fill(-1), RANK = new Int8Array(128).fill(-1);
  GAP.split("").forEach(function (c, n) { IS_GAP[c.charCodeAt(0)] = n; });
  POSITION.split("").forEach(function (c, n) { IS_POSITION[c.charCodeAt(0)] = n; });
  PRINTABLE.split("").forEach(function (c, n) { RANK[c.charCodeAt(0)] = n; });
  var PEOPLE = 64, ISSUES = 320, OTHER = 416, BODY = 512, STEP = 16, APART = 4;

  var CRC = new Uint32Array(256).map(function (_, n) {
    for (var k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  function bucket(key, count) {
    var bytes = new TextEncoder().encode(key), crc = 0xffffffff;
    for (var i = 0; i < bytes.length; i++) crc = CRC[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    return ((crc ^ 0xffffffff) >>> 0) % count;
  }

  // Postings of one line: documents rising, and for each the slice of `at` that is its positions.
  function decode(text, start, into) {
    var document = start - 1, position = 0, value = 0, scale = 1;
    for (var i = 0; i < text.length; i++) {
      var char = text.charCodeAt(i), digit = IS_GAP[char];
      if (digit >= 0) {
        if (digit >= GAP_ENDS) { value += digit * scale; scale *= GAP_MORE; continue; }
        document += value + digit * scale + 1;
        into.documents.push(document);
        into.begins.push(into.at.length);
        position = value = 0; scale = 1;
      } else {
        digit = IS_POSITION[char];
        if (digit >= POSITION_ENDS) { value += digit * scale; scale *= POSITION_MORE; continue; }
        position += value + digit * scale;
        into.at.push(position);
        value = 0; scale = 1;
      }
    }
  }

  // ---- dates: EDTF → first and last day, as "2013-05-01" … "2013-05-31"

  function spanOf(edtf) {
    if (!edtf || edtf === "-") return null;
    var ends = edtf.split("/");
    function point(text, last) {
      text = (text || "").replace(/[~?%]$/, "");
      if (!text || text === "..") return last ? "9999-12-31" : "0000-01-01";
      if (text.length === 4) return text + (last ? "-12-31" : "-01-01");
      if (text.length === 7) return text + (last ? "-" + new Date(Date.UTC(+text.slice(0, 4), +text.slice(5), 0)).getUTCDate() : "-01");
      return text;
    }
    return { first: point(ends[0], false), last: point(ends[ends.length - 1], true), inexact: /[~?%/]/.test(edtf) || edtf.length < 10 };
  }

  // ---- queries

  // `kerry "foreign minister" -syria negot*` → clauses in order. The last word may still be being typed.
  function parseQuery(query, typing) {
    var clauses = [], part = /(-?)(?:"([^"]*)("?)|([^\s"]+))/g, match;
    query = query.normalize("NFC").replace(/[“”„«»]/g, '"').replace(/(^|\s)[–—−]/g, "$1-");
    while ((match = part.exec(query))) {
      var quoted = match[2] !== undefined, text = quoted ? match[2] : match[4];
      var words = tokensOf(text).map(function (t) { return t.token; });
      if (!words.length) continue;
      var last = part.lastIndex >= query.length;
      clauses.push({ words: words, not: match[1] === "-", quoted: quoted, text: text,
        prefix: !quoted && (/\*$/.test(text) || (typing && last && match[1] !== "-" && !/[.'’]$/.test(text))) });
    }
    return clauses;
  }

  var K1 = 1.2, B = 0.6;
  function weightOf(position) {
    return position >= BODY ? (position < BODY + 64 ? 1.4 : 1) : position < PEOPLE ? 4 : position < ISSUES ? 2 : position < OTHER ? 1.5 : 1;
  }

  // meta: what index.js holds; load(name) → promise of a shard's text; stemmers: language → stemmer.
  function Search(meta, load, stemmers) {
    this.meta = meta;
    this.load = load;
    this.stemmers = stemmers;
    this.terms = new Map();
    this.average = meta.count ? meta.length / meta.count : 1;
  }

  Search.prototype.ready = function () {
    var self = this;
    return this._ready = this._ready || Promise.all([this._documents(), this._table("p"), this._table("i"), this._table("o"),
      this.load("names")]).then(function (all) {
      self.documents = all[0];
      self.people = all[1]; self.issues = all[2]; self.outlets = all[3];
      self.variants = new Map();
      all[4].split("\n").forEach(function (line) { var words = line.split(" "); if (words[1]) self.variants.set(words[0], words.slice(1)); });
      return self;
    });
  };
  Search.prototype._shards = function (kind) {
    var names = [];
    for (var n = 0; n < this.meta.shards[kind]; n++) names.push(kind + n);
    return Promise.all(names.map(this.load));
  };
  Search.prototype._documents = function () {
    return this._shards("d").then(function (texts) {
      var table = new Map();
      function list(text) { return text === "-" ? [] : text.split(".").map(function (key) { return parseInt(key, 36); }); }
      texts.forEach(function (text) {
        text.split("\n").forEach(function (line) {
          var part = line.split(" ");
          if (part.length < 6) return;
          table.set(parseInt(part[0], 36), { length: parseInt(part[1], 36), date: part[2] === "-" ? "" : part[2],
            span: spanOf(part[2]), outlet: list(part[3]), people: list(part[4]), issues: list(part[5]) });
        });
      });
      return table;
    });
  };
  Search.prototype._table = function (kind) {
    return this._shards(kind).then(function (texts) {
      var table = { names: new Map(), slugs: new Map(), slugOf: new Map() };
      texts.join("\n").split("\n").forEach(function (line) {
        var one = line.indexOf(" "), two = line.indexOf(" ", one + 1);
        if (two < 0) return;
        var key = parseInt(line.slice(0, one), 36), slug = line.slice(one + 1, two);
        table.names.set(key, line.slice(two + 1));
        table.slugs.set(slug, key);
        table.slugOf.set(key, slug);
      });
      return table;
    });
  };

  function lineOf(text, key) {
    var head = key + " ", at = text.startsWith(head) ? 0 : text.indexOf("\n" + head) + 1;
    if (at === 0 && !text.startsWith(head)) return null;
    var end = text.indexOf("\n", at);
    return text.slice(at + head.length, end < 0 ? text.length : end);
  }

  // Postings of a term: {documents, begins, at, count}; only the count when it lies in parts and is not asked for whole.
  Search.prototype.postings = function (term, whole) {
    var self = this, known = this.terms.get(term);
    if (known && (!whole || !known.parts)) return Promise.resolve(known);
    return this._line(term).then(function (line) {
      var made = { documents: [], begins: [], at: [], count: 0, parts: 0 };
      var split = line && /^=(\d+) (\d+)$/.exec(line);
      if (!split) {
        if (line) decode(line, 0, made);
        made.begins.push(made.at.length);
        made.count = made.documents.length;
        self.terms.set(term, made);
        return made;
      }
      made.parts = +split[1]; made.count = +split[2];
      self.terms.set(term, made);
      if (!whole) return made;
      var width = Math.floor(self.meta.space / made.parts), keys = [];
      for (var n = 0; n < made.parts; n++) keys.push(term + "/" + n);
      return Promise.all(keys.map(function (key) { return self._line(key); })).then(function (lines) {
        made.parts = 0;
        lines.forEach(function (text, n) { if (text) decode(text, n * width, made); });
        made.begins.push(made.at.length);
        return made;
      });
    });
  };
  Search.prototype._line = function (key) {
    return this.load("t" + bucket(key, this.meta.shards.t)).then(function (text) { return lineOf(text, key); });
  };

  // Terms that a word of a query stands for: its stem in each language, how the archive's names vary it,
  // and the same word in Latin letters.
  Search.prototype.alternatives = function (word) {
    var self = this, found = new Map();
    function add(token, weight) {
      self.meta.langs.forEach(function (lang) {
        var term = termOf(token, self.stemmers[lang]);
        if (term && !(found.get(term) >= weight)) found.set(term, weight);
      });
      if (!self.meta.langs.length) found.set(fold(token), weight);
    }
    add(word, 1);
    (this.variants.get(word) || []).forEach(function (other) { add(other, 0.9); });
    var latin = Array.from(word).map(function (char) { return self.meta.letters[char] || char; }).join("");
    if (latin !== word) {
      add(latin, 0.9);
      (this.variants.get(latin) || []).forEach(function (other) { add(other, 0.9); });
    }
    return found;
  };
  // Words of the archive that begin like this one, the most frequent first; and where the word itself is none of
  // them (`terms`: what it stands for), the stem that it may be on the way from: negotia → negoti.
  Search.prototype.completions = function (word, terms) {
    var stem = fold(word);
    if (Array.from(stem).length < 2) return Promise.resolve([]);
    var start = Array.from(stem).slice(0, 2).join("");
    return this.load("l" + bucket(start, this.meta.shards.l)).then(function (text) {
      var found = [], at = text.startsWith(stem) ? 0 : text.indexOf("\n" + stem) + 1;
      var whole = Array.from(terms.keys()).some(function (term) { return lineOf(text, term) !== null; });
      for (var cut = 1; cut <= 3 && !whole && stem.length - cut >= 4; cut++) {
        var line = lineOf(text, stem.slice(0, -cut));
        if (line !== null) { found.push([stem.slice(0, -cut), parseInt(line, 36)]); break; }
      }
      while ((at > 0 || text.startsWith(stem)) && text.startsWith(stem, at)) {
        var end = text.indexOf("\n", at), entry = text.slice(at, end < 0 ? text.length : end).split(" ");
        found.push([entry[0], parseInt(entry[1], 36)]);
        if (end < 0) break;
        at = end + 1;
      }
      return found.sort(function (a, b) { return b[1] - a[1]; }).slice(0, 10).map(function (pair) { return pair[0]; });
    });
  };

  var COMMON = 0.8; // a word of more than four fifths of all briefings is only looked up in a phrase or alone

  // Several lists of postings as one, each document once with its positions in order and its best weight.
  function united(lists, weights) {
    if (lists.length === 1) return { documents: lists[0].documents, begins: lists[0].begins, at: lists[0].at, weights: null, weight: weights[0] };
    var where = new Map(), made = { documents: [], begins: [], at: [], weights: [] };
    lists.forEach(function (list, k) {
      for (var d = 0; d < list.documents.length; d++) {
        var known = where.get(list.documents[d]);
        if (known) known.push(k, d); else where.set(list.documents[d], [k, d]);
      }
    });
    Array.from(where.keys()).sort(function (a, b) { return a - b; }).forEach(function (number) {
      var found = where.get(number), from = made.at.length, best = 0;
      made.documents.push(number);
      made.begins.push(from);
      for (var n = 0; n < found.length; n += 2) {
        var list = lists[found[n]];
        for (var i = list.begins[found[n + 1]]; i < list.begins[found[n + 1] + 1]; i++) made.at.push(list.at[i]);
        best = Math.max(best, weights[found[n]]);
      }
      if (found.length > 2) {
        var sorted = made.at.splice(from).sort(function (a, b) { return a - b; });
        for (var m = 0; m < sorted.length; m++) if (!m || sorted[m] !== sorted[m - 1]) made.at.push(sorted[m]);
      }
      made.weights.push(best);
    });
    made.begins.push(made.at.length);
    return made;
  }

  // Postings of a clause's n-th word: {list, count}, and no list when the word is common and need not be looked up.
  Search.prototype._word = function (clause, n, whole) {
    var self = this, terms = this.alternatives(clause.words[n]), last = n === clause.words.length - 1;
    var more = clause.prefix && last ? this.completions(clause.words[n], terms) : Promise.resolve([]);
    return more.then(function (found) {
      found.forEach(function (term) { if (!terms.has(term)) terms.set(term, 0.7); });
      var keys = Array.from(terms.keys());
      return Promise.all(keys.map(function (term) { return self.postings(term, false); })).then(function (heads) {
        var most = Math.max.apply(null, heads.map(function (head) { return head.count; }));
        if (!whole && most > COMMON * self.meta.count && self.meta.count > 500) return { common: true };
        return Promise.all(keys.map(function (term) { return self.postings(term, true); })).then(function (lists) {
          var used = lists.map(function (_, k) { return k; }).filter(function (k) { return lists[k].documents.length; });
          if (!used.length) used = [0];
          return united(used.map(function (k) { return lists[k]; }), used.map(function (k) { return terms.get(keys[k]); }));
        });
      });
    });
  };

  // Postings of a clause. A phrase holds where its words stand side by side.
  Search.prototype._clause = function (clause, whole) {
    var self = this;
    return Promise.all(clause.words.map(function (_, n) { return self._word(clause, n, whole || clause.words.length > 1); })).then(function (words) {
      return { list: words[0].common ? null : words.length > 1 ? phrase(words) : words[0], clause: clause };
    });
  };
  function phrase(words) {
    var made = { documents: [], begins: [], at: [], weights: null, weight: 1 }, at = words.map(function () { return 0; });
    for (var d = 0; d < words[0].documents.length; d++) {
      var number = words[0].documents[d], all = true;
      for (var w = 1; w < words.length && all; w++) {
        while (words[w].documents[at[w]] < number) at[w]++;
        all = words[w].documents[at[w]] === number;
      }
      if (!all) continue;
      var from = made.at.length, places = words.map(function (word, n) { return word.begins[n ? at[n] : d]; });
      for (var i = words[0].begins[d]; i < words[0].begins[d + 1]; i++) {
        var start = words[0].at[i], side = true;
        for (w = 1; w < words.length && side; w++) {
          var end = words[w].begins[at[w] + 1];
          while (places[w] < end && words[w].at[places[w]] < start + w) places[w]++;
          side = places[w] < end && words[w].at[places[w]] === start + w;
        }
        if (side) for (w = 0; w < words.length; w++) made.at.push(start + w);
      }
      if (made.at.length > from) { made.documents.push(number); made.begins.push(from); }
    }
    made.begins.push(made.at.length);
    return made;
  }

  // → {total, order: [{number, score, at}], facets, ignored: [words], clauses}. options: any, typing, person, issue,
  // outlet, year, from, to, sort ("newest", "oldest").
  Search.prototype.query = function (query, options) {
    var self = this;
    options = options || {};
    return this.ready().then(function () {
      var clauses = parseQuery(query, options.typing);
      var wanted = clauses.filter(function (c) { return !c.not; }), unwanted = clauses.filter(function (c) { return c.not; });
      return Promise.all(wanted.map(function (c) { return self._clause(c, false); })).then(function (found) {
        var rare = found.filter(function (f) { return f.list; }), whole = rare.length === 0;
        return Promise.all([
          whole ? Promise.all(wanted.map(function (c) { return self._clause(c, true); })) : rare,
          Promise.all(unwanted.map(function (c) { return self._clause(c, true); }))
        ]).then(function (lists) {
          var ignored = whole ? [] : found.filter(function (f) { return !f.list; }).map(function (f) { return f.clause.text; });
          return self._combine(lists[0], lists[1], clauses, options, ignored);
        });
      });
    });
  };

  Search.prototype._combine = function (found, unwanted, clauses, options, ignored) {
    var self = this, hits = new Map(), total = this.meta.count;
    found.forEach(function (part, p) {
      var list = part.list, size = part.clause.words.length, idf = size * Math.log(1 + (total - list.documents.length + 0.5) / (list.documents.length + 0.5));
      for (var d = 0; d < list.documents.length; d++) {
        var number = list.documents[d], hit = hits.get(number), weight = 0;
        if (!hit) {
          if (p && !options.any) continue; // it lacks an earlier word
          hits.set(number, hit = { number: number, score: 0, met: 0, where: [] });
        }
        if (hit.met < p && !options.any) continue;
        for (var i = list.begins[d]; i < list.begins[d + 1]; i++) weight += weightOf(list.at[i]);
        weight /= size;
        hit.score += idf * (list.weights ? list.weights[d] : list.weight) * weight / (weight + K1 * (1 - B + B * self.documents.get(number).length / self.average));
        hit.met++;
        hit.where.push(list, d);
      }
    });
    if (!clauses.some(function (c) { return !c.not; })) this.documents.forEach(function (_, number) { hits.set(number, { number: number, score: 0, met: 0, where: [] }); });
    unwanted.forEach(function (part) { part.list.documents.forEach(function (number) { hits.delete(number); }); });
    var kept = [];
    hits.forEach(function (hit) { if (options.any || hit.met === found.length) kept.push(hit); });
    var facets = this._facets(kept, options), order = facets.kept;
    function last(hit) { var span = self.documents.get(hit.number).span; return span ? span.last : ""; }
    function newest(a, b) { var x = last(a), y = last(b); return x < y ? 1 : x > y ? -1 : a.number - b.number; }
    function oldest(a, b) { return (last(b) ? 1 : 0) - (last(a) ? 1 : 0) || newest(b, a); }
    function best(a, b) { return Math.abs(b.score - a.score) > 1e-9 ? b.score - a.score : newest(a, b); }
    if (options.sort === "newest" || options.sort === "oldest") order.sort(options.sort === "newest" ? newest : oldest);
    else {
      order.sort(best);
      if (found.length > 1) {
        var top = order.slice(0, 200);
        top.forEach(function (hit) { hit.score += nearness(hit.where); });
        order = top.sort(best).concat(order.slice(200));
      }
    }
    return { total: order.length, order: order, facets: facets.counts, inexact: facets.inexact, ignored: ignored, clauses: clauses };
  };

  // Where the words of a hit stand, in order.
  function positionsOf(hit) {
    var at = [];
    for (var n = 0; n < hit.where.length; n += 2) {
      var list = hit.where[n], d = hit.where[n + 1];
      for (var i = list.begins[d]; i < list.begins[d + 1]; i++) at.push(list.at[i]);
    }
    return at.sort(function (a, b) { return a - b; });
  }

  // What it is worth that the words of a query stand near each other, in its order.
  function nearness(where) {
    var worth = 0;
    for (var n = 0; n + 3 < where.length; n += 2) {
      var a = where[n], b = where[n + 2], i = a.begins[where[n + 1]], j = b.begins[where[n + 3]], best = 99;
      while (i < a.begins[where[n + 1] + 1] && j < b.begins[where[n + 3] + 1]) {
        var step = b.at[j] - a.at[i];
        best = Math.min(best, step > 0 ? step : 1 - step);
        if (step > 0) i++; else j++;
      }
      if (best < 12) worth += 3 / (1 + best);
    }
    return worth;
  }

  // Each facet counts what the other filters allow, so that a reader sees what choosing differently would give.
  var FACETS = ["people", "issues", "outlets", "years"];
  Search.prototype._facets = function (hits, options) {
    var kept = [], inexact = 0, counts = {};
    FACETS.forEach(function (name) { counts[name] = new Map(); });
    var asked = [[options.person, this.people], [options.issue, this.issues], [options.outlet, this.outlets]].map(function (pair) {
      return pair[0] ? pair[1].slugs.has(pair[0]) ? pair[1].slugs.get(pair[0]) : -1 : null;
    });
    function add(map, keys) { for (var k = 0; k < keys.length; k++) map.set(keys[k], (map.get(keys[k]) || 0) + 1); }
    for (var n = 0; n < hits.length; n++) {
      var hit = hits[n], document = this.documents.get(hit.number), span = document.span;
      if (options.from || options.to) {
        if (!span || (options.from && span.last < options.from) || (options.to && span.first > options.to)) continue;
        hit.maybe = (options.from && span.first < options.from) || (options.to && span.last > options.to);
      }
      var lists = [document.people, document.issues, document.outlet], failed = 0, only = -1;
      for (var f = 0; f < 3; f++) if (asked[f] !== null && lists[f].indexOf(asked[f]) < 0) { failed++; only = f; }
      if (options.year && !(span && span.first.slice(0, 4) <= options.year && options.year <= span.last.slice(0, 4))) { failed++; only = 3; }
      if (failed > 1) continue;
      if (!failed) { kept.push(hit); if (hit.maybe) inexact++; }
      for (f = 0; f < 3; f++) if (!failed || only === f) add(counts[FACETS[f]], lists[f]);
      if (span && (!failed || only === 3)) add(counts.years, [span.last === "9999-12-31" ? span.first.slice(0, 4) : span.last.slice(0, 4)]);
    }
    return { counts: counts, kept: kept, inexact: inexact };
  };

  // ---- extracts: the same as builder/render/passages.py

  var SHARED = " !\"#%&'()*+,-./:;<=>?@[]^{|}~", MARK = /[ !"#%&'()*+,\-./:;<=>?@[\]^{|}~]/;
  function unpackWords(text, space) {
    var words = [], before = "", at = 0;
    while (at < text.length) {
      var end = at + 1;
      while (end < text.length && !MARK.test(text[end])) end++;
      before = before.slice(0, SHARED.indexOf(text[at])) + text.slice(at + 1, end);
      words.push(space + before);
      at = end;
    }
    return words;
  }
  function readPassages(text) {
    var lines = text.split("\n"), groups = [];
    for (var n = 0; n < 3; n++) groups.push(Array.from(lines[3 * n]).concat(unpackWords(lines[3 * n + 1], ""), unpackWords(lines[3 * n + 2], " ")));
    return { groups: groups, lines: lines.slice(9) };
  }
  function classes(groups) {
    var size = PRINTABLE.length, words = groups[0].length + groups[1].length + groups[2].length, pairs = 0, triples = 0;
    while (size - pairs - triples + pairs * size + triples * size * size < words) { if (pairs < Math.floor(size / 2)) pairs++; else triples++; }
    return [size - pairs - triples, pairs];
  }
  function unpack(codes, shard) {
    var ranges = shard.ranges = shard.ranges || classes(shard.groups), size = PRINTABLE.length, parts = [];
    for (var i = 0; i < codes.length;) {
      var first = RANK[codes.charCodeAt(i)];
      if (first < ranges[0]) { parts.push(shard.groups[0][first]); i += 1; continue; }
      var second = RANK[codes.charCodeAt(i + 1)];
      first -= ranges[0];
      if (first < ranges[1]) { parts.push(shard.groups[1][first * size + second]); i += 2; continue; }
      parts.push(shard.groups[2][((first - ranges[1]) * size + second) * size + RANK[codes.charCodeAt(i + 2)]]);
      i += 3;
    }
    return parts.join("");
  }

  // A briefing's text: {slug, lang, title, paragraphs: [{anchor, text}]}.
  Search.prototype.passages = function (number) {
    var self = this, name = "x" + (number % this.meta.shards.x), head = number.toString(36) + " ";
    this.texts = this.texts || new Map();
    return this.load(name).then(function (text) {
      var shard = self.texts.get(name);
      if (!shard) self.texts.set(name, shard = readPassages(text));
      var line = shard.lines.find(function (l) { return l.startsWith(head); });
      if (!line) return null;
      var part = line.split(" ");
      return { slug: part[1], lang: part[2], title: unpack(part[3], shard), paragraphs: part.slice(4).map(function (p) {
        var equals = p.indexOf("=");
        return { anchor: p.slice(0, equals), text: unpack(p.slice(equals + 1), shard) };
      }) };
    });
  };

  // The words of a hit in its text: {title: pieces, anchor, extract: pieces, far}; a piece is [text, marked].
  // `far`: the words stand further down than what the index keeps of the text.
  function extract(passages, at, width) {
    var inTitle = new Set(at.filter(function (p) { return p < PEOPLE; })), inBody = at.filter(function (p) { return p >= BODY; });
    var base = BODY, best = null;
    passages.paragraphs.forEach(function (paragraph) {
      var tokens = tokensOf(paragraph.text), end = base + tokens.length, here = inBody.filter(function (p) { return p >= base && p < end; });
      if (here.length) {
        var window = densest(here, 24), value = new Set(window).size;
        if (!best || value > best.value) best = { value: value, paragraph: paragraph, tokens: tokens, base: base, at: here, first: window[0] };
      }
      base += Math.ceil((tokens.length + APART) / STEP) * STEP;
    });
    var title = pieces(passages.title, tokensOf(passages.title), inTitle, 0, 0, passages.title.length);
    if (best) return { title: title, anchor: best.paragraph.anchor, extract: cut(best, width), far: false };
    var lead = passages.paragraphs[0] || { anchor: "", text: "" };
    var whole = cut({ paragraph: lead, tokens: tokensOf(lead.text), base: 0, at: [], first: 0 }, width);
    return { title: title, anchor: "", extract: whole, far: inBody.length > 0 };
  }
  function densest(at, span) {
    var best = [];
    for (var i = 0, j = 0; i < at.length; i++) {
      while (j < at.length && at[j] - at[i] < span) j++;
      if (j - i > best.length) best = at.slice(i, j);
    }
    return best;
  }
  function cut(found, width) {
    var text = found.paragraph.text, tokens = found.tokens;
    if (!tokens.length) return [[text.slice(0, width), false]];
    var centre = tokens[Math.min(tokens.length - 1, Math.max(0, found.first - found.base))].start, start = 0, end = text.length;
    if (text.length > width) {
      start = Math.max(0, Math.min(centre - Math.floor(width / 4), text.length - width));
      if (start > 0) start = text.indexOf(" ", start) + 1 || start;
      end = Math.min(text.length, start + width);
      if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    }
    var made = pieces(text, tokens, new Set(found.at), found.base, start, end);
    if (start > 0) made.unshift(["… ", false]);
    if (end < text.length) made.push([" …", false]);
    return made;
  }
  function pieces(text, tokens, marked, base, start, end) {
    var made = [], from = start;
    tokens.forEach(function (token, n) {
      if (!marked.has(base + n) || token.start < from || token.end > end) return;
      if (token.start > from) made.push([text.slice(from, token.start), false]);
      made.push([text.slice(token.start, token.end), true]);
      from = token.end;
    });
    if (from < end) made.push([text.slice(from, end), false]);
    return made;
  }

  root.dispatchboxCore = { Search: Search, tokensOf: tokensOf, termOf: termOf, fold: fold, parseQuery: parseQuery, spanOf: spanOf,
    bucket: bucket, extract: extract, positionsOf: positionsOf, STEMMERS: STEMMERS };
})(typeof window === "undefined" ? globalThis : window);
