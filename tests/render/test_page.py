"""What a process keeps of briefings is never older than the briefing."""

from __future__ import annotations

from typing import cast

from builder.config import Config
from builder.model import Briefing
from builder.render.page import Site
from builder.render.parts import SiteView
from builder.render.theme.words import Words


def titled(site: Site, briefing: Briefing) -> str:
    return briefing.title


def test_what_is_kept_of_a_briefing_is_made_again_for_another_state_of_it() -> None:
    site = Site(SiteView("Papers"), Words("en", {}), cast(Config, None), b"")
    talks, edited = Briefing("talks", "Talks"), Briefing("talks", "Talks again")
    assert site.each(titled, (talks, talks)) == ["Talks", "Talks"]
    assert site.once(titled, edited) == "Talks again"
    assert site.each(titled, (edited, talks)) == ["Talks again", "Talks"]
    for number in range(9):  # each may lie where the one before lay
        assert site.once(titled, talks._replace(title=f"{number}")) == f"{number}"
