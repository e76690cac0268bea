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
    const start = process.hrtime.bigint(), found = await search.query(q, options || {});
    const again = process.hrtime.bigint();
    await search.query(q, options || {});
    const after = Number(process.hrtime.bigint() - again) / 1e6, ms = Number(process.hrtime.bigint() - start) / 1e6, results = [];
    for (const hit of found.order.slice(0, top || 10)) {
      const passages = await search.passages(hit.number), shown = api.extract(passages, api.positionsOf(hit), 240);
      const flat = (pieces) => pieces.map(([text, on]) => (on ? "[" + text + "]" : text)).join("");
      results.push({ slug: passages.slug, score: hit.score, maybe: !!hit.maybe, title: flat(shown.title), anchor: shown.anchor, extract: flat(shown.extract), far: shown.far });
    }
    const facets = {};
    for (const [kind, table] of [["people", search.people], ["issues", search.issues], ["outlets", search.outlets]])
      facets[kind] = Object.fromEntries([...found.facets[kind]].map(([key, n]) => [table.slugOf.get(key), n]));
    facets.years = Object.fromEntries(found.facets.years);
    answers.push({ total: found.total, ms, after, results, facets, ignored: found.ignored, loaded: [...cache.keys()] });
  }
  process.stdout.write(JSON.stringify(answers));
})();
