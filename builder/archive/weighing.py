"""What a briefing is about, and what it only names: from the weights and scores that its record keeps.

A tag that a person wrote bears no weight of the machine, and counts as about: whoever adds one by hand
does not do it for a name in passing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.model import Account, Issue, Person

ABOUT_PERSON = 0.325
"""Least weight of a person. Of the people whom indexers of a newswire thought worth coding it finds 83 in
100, and is right in 84; lower finds more and is wrong more often."""
ABOUT_ISSUE = 2.5
"""Least score of an issue: its words in the headline and once more, or three times in the text."""


def about_people(names: Iterable[str], people: Mapping[str, Person], account: Account) -> tuple[str, ...]:
    """Slugs of those whom a briefing is about, in the order of its front matter, each once."""
    passing = account.passing_people
    return tuple(dict.fromkeys(people[name].slug for name in names if name in people and name not in passing))


def about_issues(titles: Iterable[str], issues: Mapping[str, Issue], account: Account) -> tuple[str, ...]:
    """Slugs of the issues that a briefing is about, in the order of its front matter, each once."""
    passing = account.passing_issues
    return tuple(
        dict.fromkeys(
            issues[title].slug for title in titles if title in issues and issues[title].slug not in passing
        )
    )
