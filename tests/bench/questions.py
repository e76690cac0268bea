"""Cases of the corpus as questions with known answers, one kind for each choice that is learned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from builder.ingest.fields.bodyspan import find_body_span
from builder.ingest.fields.bylineoptions import byline_options
from builder.ingest.fields.captionfeatures import CaptionOption, caption_options
from builder.ingest.fields.captionlines import join_pieces
from builder.ingest.fields.choice import Features
from builder.ingest.fields.datechoice import weights_for
from builder.ingest.fields.dateoptions import date_options
from builder.ingest.fields.figures import weights_for as caption_weights
from builder.ingest.fields.folding import fold
from builder.ingest.fields.languages import find_language
from builder.ingest.fields.titles import find_title, headline, title_options
from tests.bench.articles import tokens
from tests.bench.cases import Case

Question = tuple[Sequence[Features], frozenset[int]]


def title_question(case: Case) -> Question | None:
    if not case.visible("title"):
        return None
    span = find_body_span(case.document.lines, case.body)
    lang, _ = find_language(case.document, span)
    claims = [c for c in case.document.claims if c.field == "title" and c.value.strip()]
    options = title_options(span, claims, lang)
    wanted = fold(case.truth["title"])
    right = [i for i, o in enumerate(options) if fold(headline(span.filled[o.position].text)) == wanted]
    if not right and not claims:
        return None
    return [option.features for option in options], frozenset(right)


def byline_question(case: Case) -> Question | None:
    if not case.visible("authors"):
        return None
    span = find_body_span(case.document.lines, case.body)
    lang, _ = find_language(case.document, span)
    title = find_title(span, case.document.claims, lang)
    options = byline_options(span, title, case.document.claims, lang)
    wanted = {fold(name) for name in case.truth["authors"]}
    marks = [set_f1({fold(name) for name in option.names}, wanted) for option in options]
    best = max(marks, default=0.0)
    right = [i for i, mark in enumerate(marks) if mark == best and best >= 0.5]
    return [option.features for option in options], frozenset(right)


def date_question(case: Case, weights: str) -> Question | None:
    if not case.truth.get("date") or weights_for(case.document.claims) != weights:
        return None
    span = find_body_span(case.document.lines, case.body)
    lang, _ = find_language(case.document, span)
    claims = case.document.claims
    url = case.document.url if case.kind == "html" else ""
    days_found = date_options(span, find_title(span, claims, lang), claims, lang, url)
    options = [day for day in days_found if day.is_candidate]
    days = [o.span.first if o.span.first == o.span.last else None for o in options]
    right = [i for i, day in enumerate(days) if day and day.isoformat() == case.truth["date"]]
    return [option.features for option in options], frozenset(right)


def caption_questions(case: Case, weights: str) -> list[Question]:
    """Each line is a question of its own. Where the captions of a text are not known, its saved page
    tells them by markup; lines of a known text are no captions. What neither says is not asked."""
    truth = case.truth
    if not (truth.get("captions") or truth.get("body") or case.page):
        return []
    span, _ = join_pieces(find_body_span(case.document.lines, case.body))
    if caption_weights(span) != weights:
        return []
    options = caption_options(span)
    if truth.get("captions"):
        return [([o.features], frozenset([0] if _is_wanted(case, o) else [])) for o in options]
    body = f" {fold(truth.get('body') or '')} "
    marked = [fold(text) for text in case.page.marked] if case.page else []
    questions: list[Question] = []
    for option in options:
        text = fold(span.filled[option.position].text)
        if _is_in_page(case, option):
            questions.append(([option.features], frozenset([0])))
        elif f" {text} " in body or _is_unmarked(case, fold(option.caption), marked):
            questions.append(([option.features], frozenset()))
    return questions


def _is_in_page(case: Case, option: CaptionOption) -> bool:
    known = [{"caption": f.caption, "credit": f.credit} for f in case.page.figures] if case.page else []
    return any(same_figure(figure, option.caption, option.credit) for figure in known)


def _is_unmarked(case: Case, caption: str, marked: Sequence[str]) -> bool:
    """The saved page of an article does not call it a caption."""
    return bool(case.page and case.truth.get("body")) and not any(caption in text for text in marked)


def _is_wanted(case: Case, option: CaptionOption) -> bool:
    return any(same_figure(known, option.caption, option.credit) for known in case.truth["captions"])


def same_figure(known: Mapping[str, str | None], caption: str, credit: str) -> bool:
    """A picture of the truth and one that we found: captions alike, alone or together with their credits
    (where a caption ends and its credit begins is often a matter of taste); where the truth gives a picture
    no caption, or its credit in place of one, its credit alone."""
    if not known["caption"] or alike(known["caption"], known["credit"] or ""):
        return alike(known["credit"] or "", credit)
    both = f"{known['caption']} {known['credit'] or ''}"
    return alike(known["caption"], caption) or alike(both, f"{caption} {credit}")


def alike(one: str, two: str) -> bool:
    """Two prints of one text: four of five words the same; letters where a script has no spaces."""
    a, b = set(tokens(one.casefold())), set(tokens(two.casefold()))
    return bool(a and b) and len(a & b) / len(a | b) >= 0.8


def set_f1(one: set[str], two: set[str]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


def one(question: Question | None) -> list[Question]:
    return [question] if question and question[0] else []


QUESTIONS: Mapping[str, Callable[[Case], Sequence[Question]]] = {
    "title": lambda case: one(title_question(case)),
    "byline": lambda case: one(byline_question(case)),
    "date-page": lambda case: one(date_question(case, "date-page")),
    "date-text": lambda case: one(date_question(case, "date-text")),
    "caption-text": lambda case: caption_questions(case, "caption-text"),
    "caption-page": lambda case: caption_questions(case, "caption-page"),
}
