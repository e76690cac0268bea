"""The search index in a build: what each briefing adds is cached; a change rewrites the shards it touches.

In: the archive and the cache. Out: outputs in the stage, as `making` has them for pages. What the index looks
like is decided in `render.search`; what it was made from is kept in `searchstate`.
Without that, or after many changes, the index is made anew, with the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path

from builder.archive.people.names import given_variants
from builder.archive.store import Reread
from builder.cache.packs import CacheDamaged, Packs, from_data
from builder.cache.sealed import digest_of
from builder.engine.making import Result, stands
from builder.engine.searchstate import (
    Names,
    Row,
    State,
    keep_state,
    people_of,
    read_state,
    renew,
    survey,
)
from builder.model import Archive, Blob, Briefing
from builder.publish.manifest import Made
from builder.publish.writer import Stage, has_bytes, write_output
from builder.render.page import Site
from builder.render.rights import first_words
from builder.render.search.briefing import (
    FOLDER,
    VERSION,
    BriefingPostings,
    Named,
    SearchEntry,
    postings,
)
from builder.render.search.patch import Change, Outgrown, Shards, patch_index
from builder.render.search.postings import stable_numbers
from builder.render.search.shards import LONG, SHARED, Account, Read, text_of, whole_index
from builder.render.search.spellings import variant_lines
from builder.render.search.stemming import languages_of

FEW = 20
"""A change of more than one briefing in so many is not patched in: making all anew is as quick then."""

_LANG = Row._fields.index("lang")
_PREFIX = FOLDER.lstrip("/")
_INDEX = f"{_PREFIX}index.js"


def make_index(
    content: Archive | Sequence[Reread], site: Site, packs: Packs, stage: Stage, known: Mapping[str, Made]
) -> list[Result] | None:
    """Every file of the index: staged, or kept as it stands when nothing it is made from has changed.

    Without the archive, from the last state and the briefings that changed since in what pages show of them;
    None where that does not tell.
    """
    if not site.config.build.search:
        return []
    old = {name: made for name, made in known.items() if name.startswith(_PREFIX)}
    last = read_state(stage.cache, old[_INDEX].fingerprint) if _INDEX in old else None
    if last and not all(stands(f"{stage.public}/{name}", made) for name, made in old.items()):
        last = None
    before = last[0] if last else None
    state = survey(content, site, before) if isinstance(content, Archive) else renew(before, content)
    if state is None:
        return None
    if last and state[:2] == last[0][:2]:
        if state.places != last[0].places:
            keep_state(stage.cache, old[_INDEX].fingerprint, state._replace(kept=last[0].kept), last[1])
        return [Result(name, made) for name, made in old.items()]
    patched = _patch(last, state, packs, stage.public) if last else None
    if patched:
        account, shards, state = patched
        results = {name: Result(name, made) for name, made in old.items()}
    else:
        account, shards = whole_index(*_everything(state, packs))
        results = {}
    for shard, data in shards:
        name = f"{_PREFIX}{shard}.js"
        if data:
            results[name] = _placed(name, data, stage, old, digest_of(data))
        else:
            results.pop(name, None)
    results.pop(_INDEX, None)
    mark = _mark(results.values())
    index = _placed(_INDEX, _index_file(account, state, site, mark), stage, old, mark)
    keep_state(stage.cache, mark, state, account)
    return [*results.values(), index]


def _placed(name: str, data: bytes, stage: Stage, old: Mapping[str, Made], mark: bytes) -> Result:
    """A file of the index in the stage; or as it stands, when it has these bytes already."""
    public, standing = str(stage.public), old.get(name)
    if standing and stands(f"{public}/{name}", standing) and has_bytes(public, name, standing, data):
        return Result(name, standing._replace(fingerprint=mark))
    mtime = write_output(str(stage.folder), name, data)
    return Result(name, Made(mark, len(data), mtime), staged=True)


def _mark(results: Iterable[Result]) -> bytes:
    """Stands for the bytes of all shards."""
    found = blake2b(digest_size=16)
    for name, made in sorted((result.name, result.made) for result in results if result.made):
        found.update(name.encode() + made.fingerprint)
    return found.digest()


def _index_file(account: Account, state: State, site: Site, mark: bytes) -> bytes:
    """What the browser reads first."""
    language = site.view.language
    meta = {
        "version": VERSION,
        "digest": mark.hex()[:12],
        "count": len(account.numbers),
        "space": account.space,
        "words": account.words,
        "shards": account.counts,
        "lang": language,
        "langs": languages_of([language, *{row[_LANG] for row in state.rows.values()}]),
        "letters": state.letters,
        "shared": SHARED,
        "long": LONG,
    }
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"dispatchboxSearch('index',{text});\n".encode()


# ---------------------------------------------------------------- what the index shows


def _variants(names: Mapping[str, Names]) -> dict[str, str]:
    """Spellings that stand for each other: of the archive's names, and of given names as they are usual."""
    given = {slug: _usual(name.split(" ", 1)[0]) for slug, (name, _) in names["p"].items() if " " in name}
    return variant_lines(people_of(names), given)


@lru_cache(maxsize=1 << 14)
def _usual(given: str) -> tuple[str, ...]:
    return given_variants(given)[:8]


class _Entries(Mapping[str, SearchEntry]):
    """The briefings of a state, put together as they are asked for."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._named = {
            kind: {slug: Named(slug, *name) for slug, name in names.items()}
            for kind, names in state.names.items()
        }

    def __getitem__(self, slug: str) -> SearchEntry:
        row, named = self._state.row(slug), self._named
        people = tuple([named["p"][s] for s in row.people if s in named["p"]])
        issues = tuple([named["i"][s] for s in row.issues if s in named["i"]])
        return SearchEntry(slug, row.date, named["o"].get(row.outlet), people, issues, row.byline)

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.rows)

    def __len__(self) -> int:
        return len(self._state.rows)


def _own_postings(state: State, slug: str, packs: Packs) -> BriefingPostings:
    """From the cache; made anew from the public words where rights keep some of the text back."""
    row = state.row(slug)
    own = BriefingPostings(*from_data(_blob(state, slug, packs)))
    if row.words is None:
        return own
    body = [(anchor, text) for anchor, text in own.paragraphs if anchor]
    return postings(Briefing(slug, own.title), first_words(body, row.words), own.lang)


def _blob(state: State, slug: str, packs: Packs) -> bytes:
    return state.kept.get(slug) or packs.read(Blob(*state.places[slug], state.row(slug).digest))


# ---------------------------------------------------------------- all of it, or what changed


def _everything(state: State, packs: Packs) -> tuple[Mapping[str, SearchEntry], Read, dict[str, str]]:
    return _Entries(state), partial(_own_postings, state, packs=packs), _variants(state.names)


def _patch(
    last: tuple[State, Account], state: State, packs: Packs, public: Path
) -> tuple[Account, Iterable[tuple[str, bytes]], State] | None:
    """The index with a few briefings changed, or None when it is better made anew."""
    before, account = last
    numbers = stable_numbers(state.rows)
    slugs = _changed(before, state) | {
        slug for slug, number in numbers.items() if account.numbers.get(slug) != number
    }
    if len(slugs) > 10 + len(numbers) // FEW:
        return None
    old, new = _Entries(before), _Entries(state)
    try:
        changes = {
            slug: Change(
                (old[slug], _own_postings(before, slug, packs)) if slug in old else None,
                (new[slug], _own_postings(state, slug, packs)) if slug in new else None,
            )
            for slug in sorted(slugs)
        }
    except CacheDamaged:
        return (
            None  # what a briefing said before is forgotten; if the new text is, `whole_index` will find out
        )
    shards = Shards(account, partial(_read_shard, public / _PREFIX))
    same = before.names["p"] == state.names["p"]
    variants = ({}, {}) if same else (_variants(before.names), _variants(state.names))
    try:
        after = patch_index(account, numbers, changes, variants, shards)
    except Outgrown:
        return None
    kept = {slug: data for slug, data in before.kept.items() if slug not in slugs}
    kept |= {
        slug: _blob(state, slug, packs) for slug in slugs if slug in new
    }  # the cache drops them once changed
    return after, shards.changed(), state._replace(kept=kept)


def _read_shard(folder: Path, name: str) -> str:
    """The lines of a shard as it stands; none where it is new."""
    try:
        return text_of((folder / f"{name}.js").read_bytes())
    except FileNotFoundError:
        return ""


def _changed(before: State, after: State) -> set[str]:
    """Briefings that the index shows differently, or not any more, or for the first time."""
    slugs = {slug for slug, row in after.rows.items() if before.rows.get(slug) != row}
    slugs |= before.rows.keys() - after.rows.keys()
    renamed = {
        kind: {slug for slug, name in names.items() if before.names[kind].get(slug) != name}
        | (before.names[kind].keys() - names.keys())
        for kind, names in after.names.items()
    }
    if any(renamed.values()):
        slugs |= {
            slug
            for slug, row in zip(after.rows, map(Row._make, after.rows.values()), strict=True)
            if not renamed["p"].isdisjoint(row.people)
            or not renamed["i"].isdisjoint(row.issues)
            or row.outlet in renamed["o"]
        }
    return slugs
