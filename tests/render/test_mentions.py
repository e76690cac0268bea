"""The sentence that names somebody is found in the text as it is now."""

from __future__ import annotations

from builder.render.mentions import find_mentions, passage_of, sentences

PROSE = (
    '<p id="p-1">U.S. Secretary of State John Kerry spoke on Friday. He met <em>Sergei</em> Lavrov.</p>'
    '<p id="p-2"><a class="pn" href="#p-2">2</a>Lavrov &amp; Kerry agreed. Mr. Assad did not.</p>'
)


def test_the_first_sentence_with_the_full_name_is_found() -> None:
    found = find_mentions(PROSE, ["John Kerry", "Sergei Lavrov"])
    assert found["John Kerry"] == (
        "U.S. Secretary of State John Kerry spoke on Friday.",
        ((24, 34),),
        "p-1",
    )
    assert found["Sergei Lavrov"][0] == "He met Sergei Lavrov."


def test_a_surname_will_do_and_an_article_is_no_part_of_it() -> None:
    found = find_mentions(PROSE, ["Bashar al-Assad", "Sergey Lavrov", "Nobody Here"])
    assert found["Bashar al-Assad"] == ("Mr. Assad did not.", ((4, 9),), "p-2")
    assert found["Sergey Lavrov"][2] == "p-1"
    assert "Nobody Here" not in found


def test_a_name_inside_a_longer_word_is_none() -> None:
    assert find_mentions('<p id="p-1">Kerryman won.</p>', ["John Kerry"]) == {}


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Gen. Philip Breedlove came. On Jan. Five he left the U.S. Army. The end."
    assert list(sentences(text)) == [
        "Gen. Philip Breedlove came.",
        "On Jan. Five he left the U.S. Army.",
        "The end.",
    ]


def test_a_very_long_sentence_is_cut_around_the_name_at_words() -> None:
    text = "word " * 200 + "John Kerry " + "word " * 200
    sentence, marks, _ = find_mentions(f'<p id="p-1">{text}</p>', ["John Kerry"])["John Kerry"]
    assert len(sentence) < 340 and sentence[slice(*marks[0])] == "John Kerry"
    assert sentence.startswith("… word") and sentence.endswith("word …")


def test_a_passage_leads_to_its_paragraph() -> None:
    found = {"John Kerry": ["He spoke.", [[0, 2]], "p-9"]}
    (passage,) = passage_of(found, ["J. Kerry", "John Kerry"], "/briefings/talks/")
    assert passage.path == "/briefings/talks/#p-9" and passage.marks == ((0, 2),)
    assert passage_of(found, ["Lavrov"], "/briefings/talks/") == ()
