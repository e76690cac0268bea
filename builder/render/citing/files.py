"""A citation for programs: BibTeX, RIS, CSL-JSON.

In: a `Cited`. Out: text, or the item of CSL. An uncertain date keeps its doubt in each of them.
"""

from __future__ import annotations

from builder.render.citing.cited import Cited
from builder.render.citing.signs import ris_field, tex, tex_field
from builder.render.jsontext import dump_field


def bibtex(cited: Cited) -> str:
    """An `@online` entry; biblatex reads its date with `~` and `?`, BibTeX its year."""
    title, url = tex_field("title", f"{{{tex(cited.title)}}}"), tex_field("url", cited.url)
    outlet, rest = cited.where.tex
    return f"@online{{{cited.id},\n{cited.names.tex}{title}{outlet}{cited.when.tex}{url}{rest}}}"


def ris(cited: Cited) -> str:
    """A `NEWS` record; an uncertain date says so in the fourth part of `DA`."""
    title, url, own = ris_field("TI", cited.title), ris_field("UR", cited.url), ris_field("ID", cited.id)
    outlet, rest = cited.where.ris
    return f"TY  - NEWS\r\n{cited.names.ris}{title}{outlet}{cited.when.ris}{url}{rest}{own}ER  - "


def csl_fields(cited: Cited) -> list[str]:
    """The fields of the item as CSL-JSON, ordered by name."""
    archive, outlet, lang = cited.where.csl
    fields = (
        dump_field("URL", cited.url),
        archive,
        cited.names.csl,
        outlet,
        dump_field("id", cited.id),
        cited.when.csl,
        lang,
        dump_field("title", cited.title),
        '"type": "article-newspaper"',
    )
    return [field for field in fields if field]


def csl(cited: Cited) -> str:
    """The item as CSL-JSON, on one line."""
    return f"{{{', '.join(csl_fields(cited))}}}"
