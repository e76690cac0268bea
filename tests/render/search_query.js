// node search_query.js CORE_FOLDER INDEX_FOLDER < queries.json > answers.json: the browser's core, without a browser.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const [core, index] = process.argv.slice(2);
const context = vm.createContext({ TextEncoder, console });
context.globalThis = context;
const run = (file) => vm.runInContext(fs.readFileSync(file, "utf8"), context);
run(path.join(core, "core.js"));
const api = context.dispatchboxCore;
let shard = null, meta = null;
context.dispatchboxSearch = (name, payload) => { shard = payload; };
const cache = new Map();
const load = (name) => {
  if (!cache.has(name)) {
    if (!fs.existsSync(path.join(index, name + ".js"))) return Promise.reject(new Error(name));
    run(path.join(index, name + ".js"));
    cache.set(name, shard);
  }
  return Promise.resolve(cache.get(name));
};
run(path.join(index, "index.js"));
meta = shard;
const stemmers = {};
run(path.join(core, "stemmers", "base.js"));
for (const lang of meta.langs) {
  const name = api.STEMMERS[lang];
  run(path.join(core, "stemmers", name + ".js"));
  stemmers[lang] = new context[name[0].toUpperCase() + name.slice(1) + "Stemmer"]();
}
(async () => {
  const asked = JSON.parse(fs.readFileSync(0, "utf8")), search = new api.Search(meta, load, stemmers), answers = [];
  await search.ready();
  for (const { q, options, top, terms } of asked) {
    if (terms) { answers.push(terms.map(([token, lang]) => api.termOf(token, stemmers[lang]))); continue; }
    if (options && options.tokens) { answers.push(api.tokensOf(q.normalize("NFC")).map((t) => t.token)); continue; }
    const found = await search.query(q, options || {}), results = [];
    for (const hit of found.order.slice(0, top || 10)) {
      const row = await search.row(hit.number), shown = search.extract(row, await search.text(hit.number), found.clauses, 240);
      const flat = (pieces) => pieces.map(([text, on]) => (on ? "[" + text + "]" : text)).join("");
      results.push({ slug: row.slug, score: hit.score, maybe: !!hit.maybe, title: flat(shown.title), anchor: shown.anchor, extract: flat(shown.extract) });
    }
    const facets = await search.facets(found);
    for (const kind in facets) facets[kind] = Object.fromEntries(facets[kind].map((row) => [row.value, row.n]));
    answers.push({ total: found.total, results, facets, left: found.clauses.left, loaded: [...cache.keys()] });
  }
  process.stdout.write(JSON.stringify(answers));
})();
