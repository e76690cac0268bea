"""The title that a page states, without the name of its site: `Talks end - The Moscow Times` → `Talks end`.

In: the title, what else the page states, its lines. Out: the title as the article is called. Which line is
the title, `titles` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.folding import fold
from builder.ingest.fields.signatures import plain
from builder.model import Claim

LONGEST = 220
"""Characters; a longer line is a paragraph."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_TAIL = re.compile(
    r"(?:_+[^_]{1,24}){1,4}\Z"
    r"|(?:\s*[-–—|｜：]\s*[^-–—|｜_：]{2,12}){0,2}\s*[-–—|｜：]\s*[^-–—|｜_：]{0,10}(?:网|報|报|频道|新闻|新聞|资讯|在线|社|ニュース|뉴스|신문|일보)\Z"
)
"""Site and section at the end of a title without spaces: `…_财经_新闻网`, `…-股票频道-新闻网`."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SITE_TAIL = re.compile(r"\s+(?:[|–—·•»:]+|-|::)\s+|\s*[|]\s*")


def without_site(title: str, claims: Iterable[Claim]) -> str:
    """A page's title without the name of the site: `Talks end - The Moscow Times` → `Talks end`."""
    sites = {fold(claim.value) for claim in claims if claim.field in ("outlet", "section")}
    parts = _SITE_TAIL.split(title)
    short = len(parts[-1].split()) <= 4 < len(title.split()) - 3
    if len(parts) > 1 and (fold(parts[-1]) in sites or short or _HOST.fullmatch(parts[-1].strip())):
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")
    if _CJK.search(title) and (tail := _CJK_TAIL.search(title)) and tail.start() > 7:
        return title[: tail.start()].rstrip()
    return title.strip()


def on_the_page(span: BodySpan, title: str, main: Sequence[str] = ()) -> str:
    """A page's title without its last parts or its first, where a line of the page is called just so; a short
    one only where it is one of the page's `main` headings."""
    parts = _SITE_TAIL.split(title.strip())
    if len(parts) < 2:
        return title
    lines = {fold(plain(line.text)) for line in span.filled if len(line.text) <= LONGEST}
    headings = {fold(plain(line.text)) for line in span.filled if line.kind == "heading"}
    first = {fold(heading) for heading in main} if fold(parts[-1]) not in headings else set()
    for cut in reversed([match.start() for match in _SITE_TAIL.finditer(title)]):
        head = title[:cut].rstrip(" |–—·•»:-")
        long = len(head.split()) > 4 or (len(head) > 8 and _CJK.search(head))
        if fold(head) in lines and (long or fold(head) in first):
            return head
    return (
        parts[-1].strip()
        if fold(parts[-1]) in headings and (len(parts) > 2 or fold(parts[0]) not in headings)
        else title
    )
