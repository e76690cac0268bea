// Reads the static index that builder/render/search/ writes, and answers queries. No page, no network:
// `load(name)` gives the text of a shard, `stemmers` the Snowball stemmer of each language. Runs in node too.
(function (root) {
  "use strict";

  // ---- words: the same as builder/render/search/stemming.py

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
  function bareOf(token) { return token.slice(-2) === "'s" ? token.slice(0, -2) : token.replace(/'/g, ""); }
  function stemOf(token, stemmer) {
    var word = bareOf(token);
    return fold(stemmer ? stemmer.stemWord(word) : word) || fold(word);
  }
  function formOf(token) { return fold(bareOf(token)); }
  function termFor(stem, form) { return form === stem ? stem : stem + "!" + form; }
  function termOf(token, stemmer) { return termFor(stemOf(token, stemmer), formOf(token)); }

  // ---- numbers: the same as builder/render/search/postings.py

  var PRINTABLE = [];
  for (var code = 0x21; code < 0x7f; code++) if ("`\\$|\"".indexOf(String.fromCharCode(code)) < 0) PRINTABLE.push(String.fromCharCode(code));
  var GAP = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", GAP_ENDS = 18, GAP_MORE = GAP.length - GAP_ENDS;
  var POSITION = PRINTABLE.filter(function (c) { return GAP.indexOf(c) < 0; });
  var POSITION_ENDS = 44, POSITION_MORE = POSITION.length - POSITION_ENDS;
  var IS_GAP = new Int8Array(128).fill(-1), IS_POSITION = new Int8Array(128).fill(-1);
  GAP.split("").forEach(function (c, n) { IS_GAP[c.charCodeAt(0)] = n; });
  POSITION.forEach(function (c, n) { IS_POSITION[c.charCodeAt(0)] = n; });
  var STEPS = 2.5, BODY = 64, LEAD = 128, NAMES = 1 << 24, IN_TITLE = 11, IN_LEAD = 2, UNIT = "\x1f";
  var WEIGHTS = POSITION.map(function (_, n) { return Math.pow(2, Math.floor(n / 2) / STEPS); });

  var CRC = new Uint32Array(256).map(function (_, n) {
    for (var k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  function bucket(key, count) {
    var bytes = new TextEncoder().encode(key), crc = 0xffffffff;
    for (var i = 0; i < bytes.length; i++) crc = CRC[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    return ((crc ^ 0xffffffff) >>> 0) % count;
  }

  // Postings: documents rising; for each the slice of `at` that is its positions. `weights`: "all" of them are given, or
  // "some", those that do not follow from a single position.
  function decode(text, start, weights, into) {
    var document = start - 1, position = 0, base = 0, value = 0, scale = 1, fresh = false, given = false;
    for (var i = 0; i < text.length; i++) {
      var char = text.charCodeAt(i), digit = IS_GAP[char];
      if (digit >= 0) {
        if (digit >= GAP_ENDS) { value += digit * scale; scale *= GAP_MORE; continue; }
        document += value + digit * scale + 1;
        into.documents.push(document);
        into.begins.push(into.at.length);
        position = base = value = 0; scale = 1; fresh = Boolean(weights); given = weights === "all";
        continue;
      }
      digit = IS_POSITION[char];
      if (char === 34) given = true;
      else if (fresh && given) { into.codes.push(digit); fresh = false; }
      else if (char === 124) { base = NAMES; position = 0; }
      else if (digit >= POSITION_ENDS) { value += digit * scale; scale *= POSITION_MORE; }
      else {
        position += value + digit * scale;
        into.at.push(base + position);
        value = 0; scale = 1;
        if (fresh) { into.codes.push(position < BODY ? IN_TITLE : position < LEAD ? IN_LEAD : 0); fresh = false; }
      }
    }
    return into;
  }
  function emptyList() { return { documents: [], codes: [], begins: [], at: [] }; }

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

  var MOST = 32; // words of a query that are looked for

  // `kerry "foreign minister" -syria negot*` → clauses in order. The last word may still be being typed.
  function parseQuery(query, typing) {
    var clauses = [], part = /(-?)(?:"([^"]*)("?)|([^\s"]+))/g, match, count = 0;
    query = query.normalize("NFC").replace(/[“”„«»]/g, '"').replace(/(^|\s)[–—−]/g, "$1-");
    clauses.left = [];
    while ((match = part.exec(query))) {
      var quoted = match[2] !== undefined, text = quoted ? match[2] : match[4], open = !quoted || !match[3];
      var words = tokensOf(text).map(function (t) { return t.token; }).filter(formOf);
      if (!words.length) continue;
      count += words.length;
      if (count > MOST) { clauses.left.push(text); continue; }
      var last = part.lastIndex >= query.length;
      clauses.push({ words: words, quoted: quoted, not: match[1] === "-", text: text, terms: [], also: [],
        prefix: (!quoted && /\*$/.test(text)) || (typing && last && open && match[1] !== "-" && !/[.'’\s]$/.test(text)) });
    }
    return clauses;
  }

  var K1 = 1, B = 0.8, TITLE = 0.6, NEAR = 0.8; // saturation, length, what a word in the title adds, and two side by side

  // meta: what index.js holds; load(name) → promise of a shard's text; stemmers: language → stemmer.
  function Search(meta, load, stemmers) {
    this.meta = meta;
    this.load = load;
    this.stemmers = stemmers;
    this.lists = new Map();
    this.average = Math.max(1, meta.words / Math.max(1, meta.count));
  }

  // Lengths and dates of all briefings, by rank: their place in the order of numbers.
  Search.prototype.ready = function () {
    var self = this;
    return this._ready = this._ready || this._shards("d").then(function (texts) {
      var step = /([S-Z]*[A-R])([^A-Z])([^A-Z]*)/g, lines = texts.map(function (text) { return text.split(" "); }), match;
      self.numbers = []; self.lengths = []; self.dates = []; self.spans = []; self.rankOf = new Map();
      lines.forEach(function (line) {
        var into = emptyList();
        decode(line[1] ? line[1].replace(/[^A-Z]+/g, "") : "", parseInt(line[0], 36) * self.meta.space / lines.length, "", into);
        for (var n = 0; (match = step.exec(line[1] || "")); n++) {
          self.rankOf.set(into.documents[n], self.numbers.length);
          self.numbers.push(into.documents[n]);
          self.lengths.push(Math.pow(2, IS_POSITION[match[2].charCodeAt(0)] / 4));
          self.dates.push(match[3]);
        }
      });
      return self;
    });
  };
  Search.prototype._shards = function (kind) {
    var names = [];
    for (var n = 0; n < this.meta.shards[kind]; n++) names.push(kind + n);
    return Promise.all(names.map(this.load));
  };
  // A line of a shard; all forms of a word lie together, and `m` is named by its keys.
  Search.prototype._line = function (kind, key) {
    var at = kind === "t" || kind === "w" ? key.split("!")[0] : key;
    return this.load(kind + bucket(at, kind === "m" ? 4294967296 : this.meta.shards[kind])).then(function (text) { return lineOf(text, key); });
  };
  Search.prototype.span = function (rank) {
    var known = this.spans[rank];
    return known !== undefined ? known : (this.spans[rank] = spanOf(this.dates[rank]));
  };

  function lineOf(text, key) {
    var head = key + " ", at = text.startsWith(head) ? 0 : text.indexOf("\n" + head) + 1;
    if (at === 0 && !text.startsWith(head)) return null;
    var end = text.indexOf("\n", at);
    return text.slice(at + head.length, end < 0 ? text.length : end);
  }

  // Postings of a term. Those of a frequent one come without positions, which `_located` adds.
  Search.prototype.postings = function (term) {
    var self = this, known = this.lists.get(term);
    if (!known) this.lists.set(term, known = this._line("t", term).then(function (line) {
      var made = emptyList(), frequent = line && /^=(\d+) /.exec(line);
      made.term = term;
      made.total = frequent ? +frequent[1] : 0;
      decode(frequent ? line.slice(frequent[0].length) : line || "", 0, frequent ? "all" : "some", made);
      if (!frequent) made.begins.push(made.at.length);
      return made;
    }, function (error) { self.lists.delete(term); throw error; }));
    return known;
  };
  // The terms of a stem that the archive has: one for each form of the word.
  Search.prototype._forms = function (stem) {
    return this.load("t" + bucket(stem, this.meta.shards.t)).then(function (text) {
      var found = lineOf(text, stem) === null ? [] : [stem], head = stem + "!";
      var at = text.startsWith(head) ? 0 : text.indexOf("\n" + head) + 1;
      while (text.startsWith(head, at)) {
        found.push(text.slice(at, text.indexOf(" ", at)));
        at = text.indexOf("\n", at) + 1;
        if (!at) break;
      }
      return found;
    });
  };
  Search.prototype._located = function (list) {
    if (!list.total || list.located) return list.located || Promise.resolve(list);
    var self = this, parts = list.total <= this.meta.shared ? 0 : 1;
    while (parts && parts * this.meta.long < list.total) parts *= 2;
    var keys = [];
    for (var n = 0; n < parts; n++) keys.push(list.term + "/" + n);
    return list.located = Promise.all(parts ? keys.map(function (key) { return self._line("m", key); }) : [this._line("w", list.term)]).then(function (lines) {
      var made = emptyList();
      lines.forEach(function (text, n) { decode(text || "", n * self.meta.space / lines.length, "", made); });
      made.begins.push(made.at.length);
      list.begins = made.begins;
      list.at = made.at;
      list.total = 0;
      return list;
    });
  };

  // What a word is found by: its stem in each language of the archive, and itself; with its accents and without.
  Search.prototype._stems = function (token) {
    var self = this, bare = formOf(token), found = new Set([bare]);
    this.meta.langs.forEach(function (lang) { found.add(stemOf(token, self.stemmers[lang])).add(stemOf(bare, self.stemmers[lang])); });
    found.delete("");
    return Array.from(found);
  };
  // Terms of the archive that a word of a query stands for, each with what it is worth: its forms, the same word in
  // Latin letters, and how the names of the archive vary it; `others` are these. Quoted, it stands for itself.
  Search.prototype._alternatives = function (word, quoted) {
    var self = this, form = formOf(word), found = new Map();
    var latin = Array.from(word).map(function (char) { return self.meta.letters[char] || char; }).join("");
    function add(token, worth) {
      return Promise.all(self._stems(token).map(function (stem) { return self._forms(stem); })).then(function (all) {
        [].concat.apply([], all).forEach(function (term) {
          var own = (term.split("!")[1] || term) === formOf(token);
          if (own || !quoted) found.set(term, Math.max(found.get(term) || 0, own ? worth : 0.85 * worth));
        });
      });
    }
    if (quoted) return add(word, 1).then(function () { found.others = []; return found; });
    var asked = latin === word ? [word] : [word, latin];
    return Promise.all(asked.map(function (token) { return self._line("v", token); })).then(function (lines) {
      var others = asked.slice(1);
      lines.forEach(function (line) { if (line) others = others.concat(line.split(" ")); });
      return add(word, 1).then(function () {
        return Promise.all(others.map(function (other) {
          var before = found.size;
          return add(other, 0.6).then(function () { return found.size > before && formOf(other) !== form ? other : null; });
        }));
      });
    }).then(function (met) {
      found.others = met.filter(function (other, n) { return other && met.indexOf(other) === n; });
      return found;
    });
  };
  // Terms whose form begins like this word, the most frequent first.
  Search.prototype._completions = function (word) {
    var head = formOf(word), start = Array.from(head).slice(0, 2).join("");
    if (Array.from(head).length < 2) return Promise.resolve([]);
    return this.load("l" + bucket(start, this.meta.shards.l)).then(function (text) {
      var found = [], at = text.startsWith(head) ? 0 : text.indexOf("\n" + head) + 1;
      while ((at > 0 || text.startsWith(head)) && text.startsWith(head, at)) {
        var end = text.indexOf("\n", at), entry = text.slice(at, end < 0 ? text.length : end).split(" "), form = entry[0].split("!");
        found.push([termFor(form[1] || form[0], form[0]), parseInt(entry[1], 36)]);
        if (end < 0) break;
        at = end + 1;
      }
      return found.sort(function (a, b) { return b[1] - a[1]; }).slice(0, 12).map(function (pair) { return pair[0]; });
    });
  };

  // Several lists as one, each document once, with its weights together and all its positions in order; positions only
  // when every list has them.
  function united(lists, worths) {
    var located = lists.every(function (list) { return !list.total; }), made = { documents: [], weights: [], titles: [], begins: [], at: [], located: located };
    function add(number, pairs) {
      var weight = 0, title = 0, from = made.at.length;
      pairs.forEach(function (pair) {
        var list = lists[pair[0]], d = pair[1];
        weight += WEIGHTS[list.codes[d]] * worths[pair[0]];
        title |= list.codes[d] & 1;
        if (located) for (var i = list.begins[d]; i < list.begins[d + 1]; i++) made.at.push(list.at[i]);
      });
      made.documents.push(number); made.weights.push(weight); made.titles.push(title); made.begins.push(from);
      if (pairs.length < 2 || !located) return;
      made.at.splice(from).sort(function (a, b) { return a - b; }).forEach(function (p, n, all) { if (!n || p !== all[n - 1]) made.at.push(p); });
    }
    if (lists.length === 1) lists[0].documents.forEach(function (number, d) { add(number, [[0, d]]); });
    else {
      var where = new Map();
      lists.forEach(function (list, k) {
        list.documents.forEach(function (number, d) { var known = where.get(number); if (known) known.push([k, d]); else where.set(number, [[k, d]]); });
      });
      Array.from(where.keys()).sort(function (a, b) { return a - b; }).forEach(function (number) { add(number, where.get(number)); });
    }
    made.begins.push(made.at.length);
    return made;
  }

  // Postings of a clause's n-th word; `located`: with positions.
  Search.prototype._word = function (clause, n, located) {
    var self = this, last = n === clause.words.length - 1;
    return this._alternatives(clause.words[n], clause.quoted).then(function (terms) {
      var more = clause.prefix && last ? self._completions(clause.words[n]) : Promise.resolve([]);
      return more.then(function (found) {
        found.forEach(function (term) { if (!terms.has(term)) terms.set(term, 0.7); });
        clause.terms[n] = terms;
        clause.also = clause.also.concat(terms.others);
        var keys = Array.from(terms.keys());
        return Promise.all(keys.map(function (term) {
          return self.postings(term).then(function (list) { return located ? self._located(list) : list; });
        })).then(function (lists) { return united(lists, keys.map(function (term) { return terms.get(term); })); });
      });
    });
  };

  // Postings of a clause. A phrase holds where its words stand side by side.
  Search.prototype._clause = function (clause) {
    var self = this, many = clause.words.length > 1;
    return Promise.all(clause.words.map(function (_, n) { return self._word(clause, n, many); })).then(function (words) {
      return many ? phrase(words) : words[0];
    });
  };
  function phrase(words) {
    var made = { documents: [], weights: [], titles: [], begins: [], at: [], located: true }, at = words.map(function () { return 0; });
    for (var d = 0; d < words[0].documents.length; d++) {
      var number = words[0].documents[d], all = true;
      for (var w = 1; w < words.length && all; w++) {
        while (words[w].documents[at[w]] < number) at[w]++;
        all = words[w].documents[at[w]] === number;
      }
      if (!all) continue;
      var from = made.at.length, weight = 0, places = words.map(function (word, n) { return word.begins[n ? at[n] : d]; });
      for (var i = words[0].begins[d]; i < words[0].begins[d + 1]; i++) {
        var start = words[0].at[i], side = true;
        for (w = 1; w < words.length && side; w++) {
          var end = words[w].begins[at[w] + 1];
          while (places[w] < end && words[w].at[places[w]] < start + w) places[w]++;
          side = places[w] < end && words[w].at[places[w]] === start + w;
        }
        if (!side) continue;
        for (w = 0; w < words.length; w++) made.at.push(start + w);
        weight += start < BODY ? 4 : start < LEAD ? 1.4 : start < NAMES ? 1 : 2;
      }
      if (!weight) continue;
      made.documents.push(number);
      made.weights.push(weight);
      made.titles.push(made.at[from] < BODY ? 1 : 0);
      made.begins.push(from);
    }
    made.begins.push(made.at.length);
    return made;
  }

  // ---- answers

  var FACETS = [["people", "p"], ["issues", "i"], ["outlets", "o"]];

  // → {total, order: [{number, rank, score, maybe}], inexact, clauses, also: [other spellings], only}. options: any, typing, sort ("newest",
  // "oldest"), people, issues, outlets (a slug each), years, from, to. `only` says of each briefing which filter alone
  // it fails: -1 none, -2 it is no answer.
  Search.prototype.query = function (query, options) {
    var self = this, clauses = parseQuery(query, (options = options || {}).typing);
    return this.ready().then(function () {
      return Promise.all([
        Promise.all(clauses.map(function (clause) { return self._clause(clause); })),
        Promise.all(FACETS.map(function (facet) { return options[facet[0]] ? self._members(facet[1], options[facet[0]]) : null; }))
      ]);
    }).then(function (found) {
      var hits = self._score(clauses, found[0], options, query), inexact = 0, only = new Int8Array(self.numbers.length).fill(-2);
      var kept = hits.filter(function (hit) {
        var span = self.span(hit.rank), failed = [];
        if (options.from || options.to) {
          if (!span || (options.from && span.last < options.from) || (options.to && span.first > options.to)) return false;
          hit.maybe = Boolean((options.from && span.first < options.from) || (options.to && span.last > options.to));
        }
        found[1].forEach(function (members, f) { if (members && !members.has(hit.number)) failed.push(f); });
        if (options.years && !(span && span.first.slice(0, 4) <= options.years && options.years <= span.last.slice(0, 4))) failed.push(3);
        if (failed.length < 2) only[hit.rank] = failed.length ? failed[0] : -1;
        if (!failed.length && hit.maybe) inexact++;
        return !failed.length;
      });
      return { total: kept.length, order: self._order(kept, found[0], clauses, options.sort), inexact: inexact, clauses: clauses, only: only,
        also: [].concat.apply([], clauses.map(function (clause) { return clause.not ? [] : clause.also; })) };
    });
  };
  Search.prototype._members = function (kind, slug) {
    return this._line(kind, slug).then(function (line) { return new Set(line ? decode(line.slice(line.indexOf(UNIT) + 1), 0, "", emptyList()).documents : []); });
  };

  // BM25 over the weights of the words; what lacks a word is out, unless any will do.
  Search.prototype._score = function (clauses, lists, options, query) {
    var self = this, size = this.numbers.length, scores = new Float64Array(size), met = new Uint8Array(size), wanted = 0, hits = [];
    clauses.forEach(function (clause, c) {
      if (clause.not) return;
      wanted++;
      var list = lists[c], many = list.documents.length, idf = list.idf = clause.words.length * Math.log(1 + (size - many + 0.5) / (many + 0.5));
      for (var d = 0; d < many; d++) {
        var rank = self.rankOf.get(list.documents[d]), weight = list.weights[d];
        scores[rank] += idf * (weight / (weight + K1 * (1 - B + B * self.lengths[rank] / self.average)) + TITLE * list.titles[d]);
        met[rank]++;
      }
    });
    clauses.forEach(function (clause, c) { if (clause.not) lists[c].documents.forEach(function (number) { met[self.rankOf.get(number)] = 255; }); });
    if (!clauses.length && query.trim()) return hits; // signs alone: nothing was asked that could be found
    for (var rank = 0; rank < size; rank++) {
      if (met[rank] !== 255 && (!wanted || (options.any ? met[rank] : met[rank] === wanted))) hits.push({ number: self.numbers[rank], rank: rank, score: scores[rank] });
    }
    return hits;
  };
  Search.prototype._order = function (hits, lists, clauses, sort) {
    var self = this;
    function last(hit) { var span = self.span(hit.rank); return span ? span.last : ""; }
    function newest(a, b) { var x = last(a), y = last(b); return x < y ? 1 : x > y ? -1 : a.number - b.number; }
    function oldest(a, b) { return (last(b) ? 1 : 0) - (last(a) ? 1 : 0) || newest(b, a); }
    function best(a, b) { return Math.abs(b.score - a.score) > 1e-9 ? b.score - a.score : newest(a, b); }
    if (sort) return hits.sort(sort === "newest" ? newest : oldest);
    hits.sort(best);
    var near = lists.filter(function (list, c) { return !clauses[c].not && list.located; });
    if (near.length < 2) return hits;
    var top = hits.slice(0, 200);
    top.forEach(function (hit) { hit.score += nearness(near, hit.number); });
    return top.sort(best).concat(hits.slice(200));
  };

  function placeIn(list, number) {
    var low = 0, high = list.documents.length;
    while (low < high) { var mid = (low + high) >> 1; if (list.documents[mid] < number) low = mid + 1; else high = mid; }
    return list.documents[low] === number ? low : -1;
  }
  // What it is worth that the words of a query stand near each other, in its order.
  function nearness(lists, number) {
    var worth = 0;
    for (var n = 0; n + 1 < lists.length; n++) {
      var a = lists[n], b = lists[n + 1], x = placeIn(a, number), y = placeIn(b, number), best = 99;
      if (x < 0 || y < 0) continue;
      var i = a.begins[x], j = b.begins[y];
      while (i < a.begins[x + 1] && j < b.begins[y + 1]) {
        var step = b.at[j] - a.at[i];
        best = Math.min(best, step > 0 ? step : 1 - step);
        if (step > 0) i++; else j++;
      }
      if (best < 12) worth += NEAR * Math.min(a.idf, b.idf) / (1 + best);
    }
    return worth;
  }

  // Each facet counts what the other filters allow, so that a reader sees what choosing differently would give.
  // → {people: [{value, name, n}], issues, outlets, years}
  Search.prototype.facets = function (answer) {
    var self = this;
    return Promise.all(FACETS.map(function (facet) { return self.table(facet[1]); })).then(function (tables) {
      var found = {}, years = new Map();
      function counts(rank, f) { return answer.only[rank] === -1 || answer.only[rank] === f; }
      tables.forEach(function (table, f) {
        found[FACETS[f][0]] = table.map(function (row) {
          var n = 0;
          row.documents.forEach(function (number) { if (counts(self.rankOf.get(number), f)) n++; });
          return { value: row.slug, name: row.name, n: n };
        }).filter(function (row) { return row.n; });
      });
      for (var rank = 0; rank < self.numbers.length; rank++) {
        if (!counts(rank, 3) || !self.span(rank)) continue;
        var span = self.span(rank), year = (span.last === "9999-12-31" ? span.first : span.last).slice(0, 4);
        years.set(year, (years.get(year) || 0) + 1);
      }
      found.years = Array.from(years, function (pair) { return { value: pair[0], name: pair[0], n: pair[1] }; });
      return found;
    });
  };
  // Everyone or everything of one kind: [{slug, name, documents}].
  Search.prototype.table = function (kind) {
    this.tables = this.tables || {};
    return this.tables[kind] = this.tables[kind] || this._shards(kind).then(function (texts) {
      return texts.join("\n").split("\n").filter(Boolean).map(function (line) {
        var space = line.indexOf(" "), unit = line.indexOf(UNIT), slug = line.slice(0, space), name = line.slice(space + 1, unit);
        if (!name) name = slug.split("-").map(function (part) { return part.charAt(0).toUpperCase() + part.slice(1); }).join(" ");
        return { slug: slug, name: name, documents: decode(line.slice(unit + 1), 0, "", emptyList()).documents };
      });
    });
  };
  // Number → name of its outlet.
  Search.prototype.outlets = function () {
    return this._outlets = this._outlets || this.table("o").then(function (table) {
      var names = new Map();
      table.forEach(function (row) { row.documents.forEach(function (number) { names.set(number, row.name); }); });
      return names;
    });
  };

  // ---- what a result shows

  Search.prototype._numbered = function (kind, number) {
    var key = number.toString(36);
    return this.load(kind + (number % this.meta.shards[kind])).then(function (text) { return lineOf(text, key); });
  };
  // {lang, slug, title} of a briefing.
  Search.prototype.row = function (number) {
    return this._numbered("r", number).then(function (line) {
      var one = line.indexOf(" "), two = line.indexOf(" ", one + 1);
      return { lang: line.slice(0, one), slug: line.slice(one + 1, two), title: line.slice(two + 1).normalize("NFC") };
    });
  };
  // The beginning of its text: [{anchor, text}].
  Search.prototype.text = function (number) {
    return this._numbered("x", number).then(function (line) {
      var parts = line ? line.split(UNIT) : [], made = [];
      for (var n = 0; n + 1 < parts.length; n += 2) made.push({ anchor: parts[n], text: parts[n + 1] });
      return made;
    });
  };

  // The term of a token; a text has few words that are new.
  Search.prototype._term = function (token, lang) {
    var all = this.known = this.known || {}, known = all[lang] = all[lang] || new Map(), term = known.get(token);
    if (term === undefined) known.set(token, term = termOf(token, this.stemmers[lang.toLowerCase().split("-")[0]]));
    return term;
  };
  // Which tokens of a text answer a query: for each the clause, or -1. A phrase must stand there whole.
  Search.prototype._marks = function (tokens, lang, clauses) {
    var self = this, marks = new Array(tokens.length).fill(-1);
    var terms = tokens.map(function (token) { return self._term(token.token, lang); });
    clauses.forEach(function (clause, c) {
      if (clause.not) return;
      for (var at = 0; at + clause.words.length <= terms.length; at++) {
        for (var w = 0; w < clause.words.length && clause.terms[w].has(terms[at + w]); w++);
        if (w === clause.words.length) while (w--) marks[at + w] = c;
      }
    });
    return marks;
  };
  // A briefing as a result shows it: {title: pieces, anchor, extract: pieces}; a piece is [text, marked].
  Search.prototype.extract = function (row, paragraphs, clauses, width) {
    var self = this, best = null, lead = "", tokens = tokensOf(row.title);
    paragraphs.forEach(function (paragraph) {
      var text = paragraph.text.normalize("NFC"), found = { text: text, anchor: paragraph.anchor, tokens: tokensOf(text) };
      found.marks = self._marks(found.tokens, row.lang, clauses);
      if (lead.length < width) lead += (lead ? " " : "") + text;
      found.at = densest(found.marks, 24);
      found.value = new Set(found.marks.filter(function (mark) { return mark >= 0; })).size * 100 + Math.min(99, found.at.count);
      if (found.at.count && (!best || found.value > best.value)) best = found;
    });
    return { title: pieces(row.title, tokens, this._marks(tokens, row.lang, clauses), 0, row.title.length), anchor: best ? best.anchor : "",
      extract: best ? cut(best, width) : lead ? cut({ text: lead, tokens: [], marks: [] }, width) : [] };
  };
  // The stretch of so many words with the most marks: {start, count}.
  function densest(marks, span) {
    var at = [], best = { start: 0, count: 0 };
    marks.forEach(function (mark, n) { if (mark >= 0) at.push(n); });
    for (var i = 0, j = 0; i < at.length; i++) {
      while (j < at.length && at[j] - at[i] < span) j++;
      var count = new Set(marks.slice(at[i], at[j - 1] + 1)).size * 10 + j - i;
      if (count > best.count) best = { start: at[i], count: count };
    }
    return best;
  }
  function cut(found, width) {
    var text = found.text, tokens = found.tokens, start = 0, end = text.length;
    if (text.length > width) {
      var centre = tokens.length ? tokens[found.at.start].start : 0;
      start = Math.max(0, Math.min(centre - Math.floor(width / 4), text.length - width));
      if (start > 0) start = text.indexOf(" ", start) + 1 || start;
      end = Math.min(text.length, start + width);
      if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    }
    var made = pieces(text, tokens, found.marks, start, end);
    if (start > 0) made.unshift(["… ", false]);
    if (end < text.length) made.push([" …", false]);
    return made;
  }
  function pieces(text, tokens, marks, start, end) {
    var made = [], from = start;
    tokens.forEach(function (token, n) {
      if (marks[n] < 0 || token.start < from || token.end > end) return;
      var between = text.slice(from, token.start), last = made[made.length - 1];
      if (last && last[1] && !between.trim()) last[0] += text.slice(from, token.end); // side by side: one mark
      else {
        if (between) made.push([between, false]);
        made.push([text.slice(token.start, token.end), true]);
      }
      from = token.end;
    });
    if (from < end) made.push([text.slice(from, end), false]);
    return made;
  }

  root.dispatchboxCore = { Search: Search, tokensOf: tokensOf, termOf: termOf, fold: fold, parseQuery: parseQuery, spanOf: spanOf,
    bucket: bucket, STEMMERS: STEMMERS };
})(typeof window === "undefined" ? globalThis : window);
