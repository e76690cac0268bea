"""Offices over time are what the texts print, with first and last date."""

from __future__ import annotations

from builder.archive.people.roles import roles_over_time
from builder.model import Mention


def mention(role: str, paragraph: int = 1) -> Mention:
    return Mention("Kerry", "John Kerry", paragraph, 0, 0, "scorer", role)


def test_each_phrase_has_its_first_and_last_date_and_place() -> None:
    spans = roles_over_time(
        [
            ("c", "2015-05-12", mention("Secretary of State", 2)),
            ("a", "2013-08-09", mention("secretary of state")),
            ("b", "2014", mention("Secretary of State")),
            ("z", "", mention("Secretary of State")),
            ("old", "2004-07-29", mention("Senator")),
            ("none", "2004-07-29", mention("")),
        ]
    )
    assert [(s.phrase, s.first, s.last, s.count) for s in spans] == [
        ("Senator", "2004-07-29", "2004-07-29", 1),
        ("Secretary of State", "2013-08-09", "2015-05-12", 4),
    ]
    assert spans[1].first_seen == ("a", 1, 0)
    assert spans[1].last_seen == ("c", 2, 0)
