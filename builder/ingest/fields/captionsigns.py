"""What a line says of itself that speaks for, or against, a caption: its words, its shape, its markup.

In: one line, its text in plain, and its credit. Out: named features; where the line stands, and beside what,
`captionfeatures` adds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.ingest.cleaning.linefeatures import DENSE
from builder.ingest.cleaning.phrases import find_family
from builder.ingest.fields.bodyspan import is_item
from builder.ingest.fields.choice import band
from builder.ingest.fields.dateforms import read_dates
from builder.model import SeedLine

_SIDES = re.compile(
    r"\((?:[RL]|(?-i:C)|left|right|cent(?:er|re)|links|rechts|l\.|r\.|M|Mitte|à (?:gauche|droite)|izq\.?"
    r"|der\.?)\)",
    re.I,
)
_FILED = re.compile(
    r"\AFILE\s[-–—]"
    r"|\b(?:file (?:photo|picture|image)|in this (?:\w+ )?(?:photo|image|picture|frame|handout)"
    r"|archivbild|symbolbild|archivfoto|symbolfoto|photo d['’]archives|foto de archivo|imagen de archivo)\b"
    r"|＝[^＝。]{1,24}(?:[日年月時]|撮影|提供|から)）?\Z",
    re.I,
)
"""What hardly anything but a caption says of itself."""
_WORDS = re.compile(r"\b(?:pictured|seen here|is seen|are seen|im bild)\b", re.I)
_OPENING = re.compile(
    r"\A\W*(?:(?:photo|image|picture|caption|foto|bild|bildunterschrift|legende|légende)\s*:"
    r"|(?:image|media|photo|picture) caption\s*:?|\d{1,2}\s?(?:of|/)\s?\d{1,2}(?=[^\W\d_]))\s*",
    re.I,
)
"""`Foto: `, `Image caption `, `2of4`: what stands before the words of a caption."""
_PATH = re.compile(
    r"figcaption|caption|figure|legende|bildunter|image(?!s?-?top)|photo|gallery|picture|media(?!n)", re.I
)
_ASIDE = re.compile(
    r"related|sidebar|aside|complementary|footer|teaser|recommend|recirc|promo|widget|author|byline|comment|blockquote",
    re.I,
)
_MOVING = re.compile(r"video|audio|player|podcast|(?<!twitter-)tweet|newsletter", re.I)
_FULL_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}\b"
    r"|\b\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:de )?(?:19|20)\d{2}\b"
)
_SENTENCES = re.compile(r"[^\W\d_]{2}[.!?]\s+[A-ZÀ-ÞА-Я]")
_SPEECH = re.compile(r"[\"”“»]\s*,?\s*(?:said|says|told|adds|sagte|sagt|erklärte|a déclaré|dijo)\b")
_QUOTING = re.compile(
    r"[\"”“»]\s*,?\s*(?:[^\W\d_][\w.'’-]*\s+){0,4}"
    r"(?:said|says|told|tells|add(?:s|ed)|wrote|writes|complain(?:s|ed)|explain(?:s|ed)|ask(?:s|ed)"
    r"|recall(?:s|ed)|repl(?:ies|ied)|sagte?|erklärte?|betonte?|meinte?|schr(?:ieb|eibt)|fragte?"
    r"|explique|dit|déclare|ajoute|a (?:déclaré|dit|expliqué|ajouté)"
    r"|dijo|dice|explicó|afirmó|aseguró|añadió|ha detto|spiega|disse|afirmou)\b"
)
"""Direct speech and who speaks: paragraphs hold it, captions next to never."""
_SCENE = re.compile(
    r"\b(?:walks?|stands?|sits?|speaks?|poses?|holds?|looks?|arrives?|waves?|attends?|gestures?|smiles?"
    r"|reacts?|leaves?|carr(?:y|ies)|watch(?:es)?|waits?|works?|plays?|celebrates?|shakes?|listens?"
    r"|address(?:es)?|meets?|greets?|rides?|drives?|takes? part|performs?|shows?|reads?|helps?|march(?:es)?"
    r"|protests?|gathers?|cheers?|hugs?|kisses|cries|rises?|burns?|lies?|steht|sitzt|spricht|zeigt|zeigen"
    r"|stehen|sitzen|geht|hält|beim|bei einer|bei der"
    r"|im Gespräch|se dirige|saluda|posa|habla|durante)\b"
)
"""What people do in pictures, told in the present."""
_SHOUT = re.compile(r"\A[A-ZÀ-Þ]{3,}[A-ZÀ-Þ ]{0,20}:\s")
_SIGNS = re.compile(r"[|›→]|https?:|\A[^«]*»")


def signs_of(line: SeedLine, text: str, rule: str, own_path: str) -> dict[str, float]:
    """The line by itself; `rule` told its credit, `own_path` is its path within the article."""
    size = size_of(text)
    return {
        f"credit:{rule}": 1.0,
        f"kind:{line.kind}": 1.0,
        "path": float(is_in_picture(line)),
        "path-aside": float(bool(_ASIDE.search(own_path))),
        "path-moving": float(bool(_MOVING.search(own_path))),
        "shouts": float(bool(_SHOUT.match(text))),
        "sides": float(bool(_SIDES.search(text))),
        "filed": float(bool(_FILED.search(text))),
        "caption-words": float(bool(_WORDS.search(text))),
        "scene": float(len(text) < 400 and bool(_SCENE.search(text))),
        "full-date": float(_has_full_date(text)),
        "opens-as-caption": float(bool(_OPENING.match(text))),
        "ends-with-a-date": float(ends_with_date(text)),
        f"words:{band(size, 3, 6, 12, 25, 45, 80)}": 1.0,
        f"sentences:{band(len(_SENTENCES.findall(text)), 0, 1, 2, 4)}": 1.0,
        "speech": float(bool(_SPEECH.search(text))),
        "full-stop": float(text.rstrip().endswith((".", "。"))),
        "question": float(text.endswith(("?", "!", ":"))),
        "list-item": float(is_item(line) or line.kind == "item"),
        "link": line.link_share if line.kind != "caption" else 0.0,
        "family": float(bool(find_family(text)[0])),
        "date-line": float(len(text) < 60 and any(len(p.words) > len(text) / 2 for p in read_dates(text))),
        "proposed": float(line.proposed),
        "signs": float(bool(_SIGNS.search(text))),
        "small-letter": float(text[:1].islower()),
    }


def quotes_someone(text: str) -> bool:
    """It holds direct speech and says who speaks."""
    return bool(_QUOTING.search(text))


def size_of(text: str) -> int:
    """Its words; two letters a word where a script has no spaces."""
    return max(len(text.split()), len(DENSE.findall(text)) // 2)


@lru_cache(maxsize=2048)
def is_marked(text: str) -> bool:
    """It bears what only captions bear."""
    sides = "(" in text and _SIDES.search(text)
    return bool(sides or _FILED.search(text) or _WORDS.search(text) or _OPENING.match(text))


def without_opening(text: str) -> str:
    """`Foto: In Rom` → `In Rom`."""
    return _OPENING.sub("", text)


def is_in_picture(line: SeedLine) -> bool:
    """The last steps of its path say so; a page's outermost box says nothing of a single line."""
    return bool(_PATH.search(" > ".join(line.path.split(" > ")[-4:])))


def ends_sentence(text: str) -> bool:
    """As paragraphs do, and neither titles nor many captions."""
    return text.rstrip().endswith((".", "。", "…", "!", "?", "”", '"', "»", "«", ")"))


def ends_with_date(text: str) -> bool:
    dates = read_dates(text[-60:])
    return bool(dates and dates[-1].span and len(text[-60:]) - dates[-1].end <= 2)


def _has_full_date(text: str) -> bool:
    """A day with its year in a short paragraph: agencies write so below pictures."""
    return len(text) < 350 and ("20" in text or "19" in text) and bool(_FULL_DATE.search(text))
