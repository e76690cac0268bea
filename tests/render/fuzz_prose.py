"""Random Markdown for the comparison of the two paths of `prose`. `make fuzz` runs 200,000 documents.

Most pieces are what articles are made of, some are what makes Markdown difficult, and all are joined in
ways that nobody would write.
"""
# ruff: noqa: E501

from __future__ import annotations

import random
import sys

from builder.render.text.blocks import Blocks, blocks_of, paragraphs_of
from builder.render.text.fastmark import render_plain
from builder.render.text.prose import inner_of, render_slowly

PLAIN = (
    "talks", "Kerry", "said", "U.S.", "2013", "“quoted”", '"quoted"', "don't", "a–b", "café", "Лавров", "AT&T", "&", "& co",
    "5 > 3", "x\xa0y", "(in brackets)", "[sic]", "[he] said", "50%", "#1", "No. 5.", "http://x.example/ab", "a - b", "--", "…",
    "*one*", "**two words**", "*a* *b*", "[link](https://example.org/a?b=1&c=2)", "[two words](http://a.example)",
    "semi;colon", "e-mail@x.org", "$5", "~", "+1", "=", "1.", "2) b", "3. c", "!", "?",
)  # fmt: skip
HARD = (
    "http://x.example/a_b", "*see [x](http://a.example/)*",
    "*", "**", "***", "_", "__x__", "_x_", "a_b_c", "`code`", "<b>x</b>", "<script>", "&amp;", "&#64;", "&#27;", "&#31;", "&#9;", "&#13;", "&copy", "&copy;", "\\*",
    "![p](http://x.example/p.png)", "[ref][id]", "[id]:", "[a](b)", "[a](javascript:alert(1))", "[a]( http://x.y )", "[a[b]](http://x.y)",
    "[a](http://x.y \"t\")", "|", "a | b", "\t", "  ", "[", "]", "](", "[x]", "(x)", "http://x.y/(a)", "*a*b", "a*b*", "**a*", "*a**", "* *",
    "<http://x.y>", "\x02", "\u2028", "\xa0", "[x](http://x.y/*a*)", "[*x*](http://x.y)", "*a\n", "> ", "- ", "# ", "#", "```", "[x](http://1.2.3/)",
    "[x](http://a..b/)", "[x](http://a/%zz)", "[x](https://ex.org/a[b])", "[ x ](http://x.y)", "[x](http://x.y/é)", "[x](HTTP://x.y)",
    "[x](http://x.example:80)", "[x](http://u@x.example/)", "\u200b", "\ufeff", "�", "\u3000",
)  # fmt: skip
STARTS = (
    "",
    "",
    "",
    "",
    "",
    "# ",
    "## ",
    "###### ",
    "####### ",
    "> ",
    "> ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2. ",
    "10. ",
    "    ",
    " ",
    "> - ",
    "- # ",
    "> > ",
)
JOINS = (
    "\n\n",
    "\n\n",
    "\n\n",
    "\n\n",
    "\n",
    "\n",
    "\n\n\n",
    " \n",
    "  \n",
    "\n \n",
    "\n---\n",
    "\n===\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    "\n\n---\n\n",
    "\n\n- ",
)


def random_document(rng: random.Random) -> str:
    """A document of one to eight blocks."""
    hardness = rng.choice((0, 0, 0.01, 0.05, 0.3))
    out = []
    for _ in range(rng.randint(1, 8)):
        words = [rng.choice(HARD if rng.random() < hardness else PLAIN) for _ in range(rng.randint(1, 12))]
        glue = "" if rng.random() < hardness else " "
        start = rng.choice(STARTS) if rng.random() < 0.3 else ""
        out += [start + glue.join(words), rng.choice(JOINS) if rng.random() < hardness * 2 else "\n\n"]
        if start in ("- ", "> ", "* ", "1. ") and rng.random() < 0.4:
            out[-1] = "\n" + start
    return "".join(out)


def is_told(html: str, blocks: Blocks) -> bool:
    """Whether the blocks that were told while the HTML was made are those that can be read from it, without
    controls.
    """
    clean = all(char >= " " for _, text in (*blocks.all, *blocks.paragraphs) for char in text)
    return clean and (blocks.all, blocks.paragraphs) == (blocks_of(html), paragraphs_of(html))


def compare(count: int, seed: int) -> tuple[int, list[str]]:
    """How many of `count` documents the fast path took, and those it rendered or read differently."""
    rng = random.Random(seed)
    taken, wrong = 0, []
    for _ in range(count):
        document = random_document(rng)
        fast = render_plain(document, blocks := Blocks(), inner_of)
        if fast is not None:
            taken += 1
            if fast != render_slowly(document) or not is_told(fast, blocks):
                wrong.append(document)
    return taken, wrong


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    taken, wrong = compare(count, seed)
    print(f"{count:,} documents, {taken:,} taken by the fast path, {len(wrong):,} rendered differently")
    for document in wrong[:10]:
        fast = render_plain(document, blocks := Blocks(), inner_of)
        print(repr(document), fast, render_slowly(document), blocks.all, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
