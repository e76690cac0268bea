"""Decisions about issues become files; titles and paths that go out of use lead on."""

from __future__ import annotations

import pytest

from builder.archive.curation import Change
from builder.archive.frontmatter import dump
from builder.archive.issues.curate_issues import (
    Issues,
    add_terms,
    confirm_issue,
    hide_issue,
    merge_issues,
    rename_issue,
    split_issue,
)
from builder.archive.issues.issuefile import parse_issue
from builder.archive.issues.vocabulary import Vocabulary, assemble_vocabulary
from builder.errors import ContentError
from builder.model import Issue, IssueTerm

SYRIA = Issue(
    "syria",
    "Syria",
    (IssueTerm("Syria"), IssueTerm("Assad", 0.5)),
    broader=("wars",),
    aliases=("Syrian war",),
)
REBELS = Issue("rebels", "Syrian rebels", (IssueTerm("rebel"), IssueTerm("assad")), exclude=("rebel yell",))
WARS = Issue("wars", "Wars", (IssueTerm("war"),))
TRUCE = Issue("truce", "Truce", (IssueTerm("truce"),), broader=("rebels",))


def issues(*found: Issue) -> Issues:
    return Issues(
        {i.slug: i for i in found},
        {i.slug: f"content/issues/{i.slug}.md" for i in found},
        {i.slug: f"About {i.title}." for i in found},
    )


def after(state: Issues, changes: tuple[Change, ...]) -> Vocabulary:
    """The vocabulary of the next build, from the files as they would be written."""
    texts = {
        state.paths[i.slug]: dump({"title": i.title, "broader": list(i.broader)}, "")
        for i in state.by_slug.values()
    }
    for change in changes:
        if change.values is None:
            del texts[change.path]
        else:
            texts[change.path] = dump(change.values, change.body)
    found, problems = assemble_vocabulary(parse_issue(text, path) for path, text in texts.items())
    assert not problems
    return found


def test_a_merge_keeps_titles_terms_introductions_and_paths() -> None:
    state = issues(SYRIA, REBELS, WARS, TRUCE)
    found = after(state, merge_issues(state, SYRIA, [REBELS]))
    syria = found.get("Syrian rebels")
    assert syria.slug == "syria" == found.get("rebels").slug
    assert [t.words for t in syria.terms] == ["Syria", "Assad", "rebel"]
    assert syria.exclude == ("rebel yell",)
    assert found.get("truce").broader == ("syria",)
    assert found.introductions["syria"] == "About Syria.\n\nAbout Syrian rebels."


def test_a_split_moves_terms_to_a_narrower_issue() -> None:
    state = issues(SYRIA, WARS)
    found = after(state, split_issue(state, SYRIA, ["assad"], "Assad's rule"))
    assert [t.words for t in found.get("syria").terms] == ["Syria"]
    assert found.get("Assad's rule").terms == (IssueTerm("Assad", 0.5),)
    assert found.get("Assad's rule").broader == ("syria",)


def test_a_rename_keeps_the_old_title_and_path() -> None:
    state = issues(SYRIA, WARS)
    changes = rename_issue(state, SYRIA, "War in Syria")
    assert Change("content/issues/syria.md", None) in changes
    found = after(state, changes)
    assert {found.get(n).slug for n in ("Syria", "syria", "War in Syria", "Syrian war")} == {"war-in-syria"}


def test_confirming_an_issue_of_front_matter_makes_its_title_a_term() -> None:
    (change,) = confirm_issue(issues(), Issue("grain-deal", "Grain deal"), "Exports.")
    assert change == Change(
        "content/issues/grain-deal.md", {"title": "Grain deal", "terms": ["Grain deal"], "note": "Exports."}
    )


def test_hiding_is_one_key_and_the_introduction_stays() -> None:
    (change,) = hide_issue(issues(WARS), WARS)
    assert change.values and change.values["hidden"] is True
    assert change.body == "About Wars."


def test_added_terms_come_last_and_a_known_one_gets_the_new_weight() -> None:
    (change,) = add_terms(issues(SYRIA), SYRIA, [IssueTerm("assad", 1.0), IssueTerm("Idlib")])
    assert change.values and change.values["terms"] == ["Syria", "assad", "Idlib"]


def test_decisions_that_make_no_sense_are_refused() -> None:
    state = issues(SYRIA, WARS)
    for refused in (
        lambda: merge_issues(state, SYRIA, [SYRIA]),
        lambda: split_issue(state, SYRIA, ["nothing"], "New"),
        lambda: split_issue(state, SYRIA, ["Syria", "Assad"], "New"),
        lambda: split_issue(state, SYRIA, ["Syria"], "Wars"),
        lambda: rename_issue(state, SYRIA, "wars"),
    ):
        with pytest.raises(ContentError, match="E356"):
            refused()
