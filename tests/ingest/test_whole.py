"""Notes and written documents: every line is kept but what a rule knows or a field claims."""

from __future__ import annotations

import pytest

from builder.ingest.describe import describe
from builder.ingest.reading.readers import read_seed


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (
            "Embassy closed\n\nThe embassy was closed on Sunday.\n\nStaff left.\n",
            "Embassy closed",
            ("The embassy was closed on Sunday.", "Staff left."),
        ),
        (
            "Talks\nParis, 30 March 2014\n- Ukraine\n- No agreement\n",
            "Talks",
            ("- Ukraine\n- No agreement",),
        ),
        (
            "From: Ops\nTo: All\nTwo people were hurt.\n",
            "From: Ops",
            ("From: Ops", "To: All", "Two people were hurt."),
        ),
        ("Москва, 3 марта 2014 г.\n\nСтороны встретились в Париже.\n", "Стороны встретились в Париже.", None),
        (
            "The prime minister is to visit Berlin tomorrow.\n",
            "The prime minister is to visit Berlin tomorrow.",
            ("The prime minister is to visit Berlin tomorrow.",),
        ),
    ],
)
def test_a_note_keeps_all_its_lines(text: str, title: str, body: tuple[str, ...] | None) -> None:
    draft, _ = describe(read_seed("note.txt", text.encode()), {})
    assert (draft.title, draft.body) == (title, body or (title,))


def test_a_few_sentences_saved_as_a_page_are_a_note_and_beside_a_menu_they_are_none() -> None:
    page = "<h1>Harbour closed</h1><p>The harbour is closed until Friday.</p><p>Nobody was hurt.</p>"
    menu = '<a href="/">The Valley Post</a>'
    drafts = [describe(read_seed("a.html", text.encode()), {})[0] for text in (page, menu + page)]
    assert drafts[0].body == ("The harbour is closed until Friday.", "Nobody was hurt.")
    assert [draft.document.whole for draft in drafts] == [True, False]


def test_a_short_page_with_a_menu_is_no_note() -> None:
    text = "Home\n\nTalks end\n\nThe ministers met on Friday and they agreed.\n\nShare this article\n"
    draft, _ = describe(read_seed("page.txt", text.encode()), {})
    assert not draft.document.whole


def test_items_of_a_list_stay_a_list_and_speech_stays_speech() -> None:
    text = (
        "Points\n\n1. First - of all\n2. Second\n\n— Yes, he said.\n\n— No, she said.\n\n3. May was cold.\n"
    )
    draft, _ = describe(read_seed("note.txt", text.encode()), {})
    assert draft.body == (
        "1. First - of all\n2. Second",
        "— Yes, he said.",
        "— No, she said.",
        "3\\. May was cold.",
    )


def test_a_long_line_that_ends_as_no_sentence_holds_nothing_up() -> None:
    line = "the delegation said so " * 2000 + "and then"
    draft, _ = describe(read_seed("a.md", f"---\ntitle: Talks\n---\n\n{line}\n".encode()), {})
    assert draft.document.whole and draft.body == (line,)


def test_signs_written_as_entities_in_markdown_stay_as_they_are_written() -> None:
    text = "PR&eacute;CIS: the Soviet Union &amp; East Europe, &lt;secret&gt; and `a &amp; b`."
    draft, _ = describe(read_seed("a.md", f"---\ntitle: Talks\n---\n\n{text}\n".encode()), {})
    assert draft.body == (text,)
