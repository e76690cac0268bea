"""Names of people are found in the body, and nothing else is taken for one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from builder.ingest.naming.foreign import nominatives
from builder.ingest.naming.namerules import Span, runs
from builder.ingest.naming.nametokens import tokenize
from builder.ingest.naming.people import find_mentions
from builder.ingest.naming.repair import repair
from builder.ingest.naming.roles import find_role


def named(*paragraphs: str, title: str = "") -> list[str]:
    return sorted({m.bound for m in find_mentions(title, paragraphs)})


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Foreign Minister Sergei Lavrov met reporters. Lavrov smiled.", ["Sergei Lavrov"]),
        ("Syrian President Bashar al-Assad spoke. The Assad army advanced.", ["Bashar al-Assad"]),
        ("It expired, said Masha Lipman, a political expert with Carnegie Moscow Center.", ["Masha Lipman"]),
        ("The U.S. wants a treaty to replace the Nunn-Lugar program.", []),
        ("The aircraft carrier USS Ronald Reagan left. Goldman Sachs and Johnson & Johnson fell.", []),
        ("Near Palmyra, two strikes destroyed a truck.", []),
        ("EU President Ursula von der Leyen spoke. Von der Leyen left.", ["Ursula von der Leyen"]),
        (
            "Chinese President Hu Jintao met António Guterres. Mr. Hu smiled.",
            ["António Guterres", "Hu Jintao"],
        ),
        (
            "Crown Prince Mohammed bin Salman received Abdel Fattah el-Sisi.",
            ["Abdel Fattah el-Sisi", "Mohammed bin Salman"],
        ),
        ("Gov. Gavin Newsom wrote to Rep. Adam Smith in May.", ["Adam Smith", "Gavin Newsom"]),
        ("Chancellor of the Exchequer Nigel Lawson announced a cut.", ["Nigel Lawson"]),
        ("CNN General Manager Mike McCarthy spoke to analyst Ian Story.", ["Ian Story", "Mike McCarthy"]),
        ("Abu Ghadiya was killed. Ghadiya had smuggled arms into Iraq.", ["Abu Ghadiya"]),
        ("They'd met President Valéry Giscard d'Estaing.", ["Valéry Giscard d'Estaing"]),
        ("She asked the mayor to say, 'Hey, let's talk about it.' Wow, he said.", []),
        ("Virginia Hey said she liked it. Hey played Zhaan.", ["Virginia Hey"]),
        ("Davy McKee Ltd won the contract. Davy said it would hire.", []),
        ("Spain won the Davis Cup on Adam Clayton Powell Boulevard, said CBS DFW.", []),
        ("It owns plants in Kent, Washington, and Troy, N.C.", []),
        ("At first Christian Horner was silent. Geri Horner smiled.", ["Christian Horner", "Geri Horner"]),
        (
            "**Elliot Ackerman** **Martin Amis** *Anne Applebaum*",
            ["Anne Applebaum", "Elliot Ackerman", "Martin Amis"],
        ),
        ("Signed by Elliot Ackerman  \n**Lea Carpenter**", ["Elliot Ackerman", "Lea Carpenter"]),
        ("The minister, Sergei *Lavrov*, said on Friday that he would go.", ["Sergei Lavrov"]),
        ("Toyota and Volkswagen sold fewer cars, and WeWork let offices go.", []),
        ("The probe passed Jupiter and went on to Saturn.", []),
        ("On Friday the Pentagon and the White House declined to comment on North Korea.", []),
        ("He met President-elect Obama and ex-Premier Fillon, who fled.", ["Fillon", "Obama"]),
        ("Tours lead through Dyrham Park and Fountains Abbey to Oak Grove.", []),
        ("The novelist Aubyn Hill lives in Palm Springs.", ["Aubyn Hill"]),
        ("Alex Lowes won again, ahead of the Golden Globes.", ["Alex Lowes"]),
        ("A burger is cheap here. Beyond Burger and Impossible Burger are not.", []),
    ],
)
def test_people_are_found_and_nothing_else(text: str, people: list[str]) -> None:
    assert named(text) == people


def test_a_name_is_given_back_the_given_name_that_no_list_knows() -> None:
    tokens = tokenize("Then Granollers and Feliciano Lopez won.")
    span = repair(tokens, Span(1, 4, 4, "scorer"))
    assert span and tokens.words[span.first : span.last + 1] == ["Feliciano", "Lopez"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Christiane Amanpour Confronts CNN Brass", "Christiane Amanpour"),
        ("Donna Kelce Calls Taylor Swift Great", "Donna Kelce"),
        ("Alex Lowes finished again before the others", "Alex Lowes"),
    ],
)
def test_a_name_ends_before_the_verb_of_a_headline(text: str, name: str) -> None:
    tokens = tokenize(text)
    span = repair(tokens, Span(0, 0, len(tokens.capitals) - 1, "scorer"))
    assert span is not None and " ".join(tokens.words[: span.last + 1]) == name


def test_a_german_article_is_no_part_of_a_name() -> None:
    assert runs(tokenize("als Moss den Autor traf")) == [(1, 1), (3, 3)]
    assert runs(tokenize("als Jan van den Berg kam")) == [(1, 4)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("At Tab A is a memorandum from Secretary Dulles. See Tab B for more.", ["Dulles"]),
        ("He told Secretaries Herter and Dillon that he would go.", ["Herter", "Dillon"]),
        ("Malcolm X spoke in Harlem on Friday.", ["Malcolm X"]),
        ("In deciding what to do Chamoun should know it, President Chamoun said.", ["Chamoun", "Chamoun"]),
        ("Re Nikita Khrushchev: the Ambassador has nothing to add.", ["Nikita Khrushchev"]),
    ],
)
def test_what_papers_refer_by_is_no_part_of_a_name(text: str, people: list[str]) -> None:
    assert [mention.name for mention in find_mentions("Talks", [text])] == people


@pytest.mark.parametrize(
    ("name", "text", "starts"),
    [
        ("سفين ميكسر", "التقى وسفين ميكسر بعدد من نظرائه. سفين ميكسري ليس هو.", [7]),
        ("习近平", "国家主席习近平说,中国愿意。习近平会见。", [4, 14]),
        ("Лавров", "Лавров сказал. Лаврова там не было.", [0]),
        ("习近平", "[会见](https://example.org/习近平) 习近平", [30]),
    ],
)
def test_a_name_that_somebody_wrote_down_is_found_in_other_letters(
    name: str, text: str, starts: list[int]
) -> None:
    mentions = find_mentions("", [text], lang="ar", known=(name,))
    assert [(m.name, m.start, m.rule) for m in mentions] == [(name, start, "known-name") for start in starts]


def test_a_name_in_other_letters_is_found_once() -> None:
    text = "Министр Сергей Лавров выступил в Москве."
    assert len(find_mentions("", [text], lang="ru", known=("Лавров", "Сергей Лавров"))) == 1


def test_a_founder_is_a_person_beside_the_company_of_that_name() -> None:
    people = named("Pesch and Co made an offer.", "The group is led by Dr. LeRoy Pesch, said Pesch and Co.")
    assert people == ["LeRoy Pesch"]


def test_the_speaker_of_a_transcript_is_found_in_capitals() -> None:
    people = named(
        "QUESTION: Secretary Kerry, did you discuss Aleppo?", "SECRETARY KERRY: We talked about it."
    )
    assert people == ["Kerry"]


def test_offsets_point_at_the_name_and_link_targets_are_ignored() -> None:
    text = "He met [John Kerry](https://example.org/John-Smith) and **Jen Psaki** said so."
    mentions = find_mentions("", [text], [17])
    assert [m.name for m in mentions] == ["John Kerry", "Jen Psaki"]
    assert all(text[m.start :].startswith(m.name) and m.line == 17 for m in mentions)


def test_the_office_is_the_role_and_no_part_of_the_name() -> None:
    (mention,) = find_mentions("", ["He met Russian Foreign Minister Sergei Lavrov in Sochi."])
    assert (mention.name, mention.role) == ("Sergei Lavrov", "Russian Foreign Minister")


def test_a_headline_is_paragraph_zero_and_binds_to_the_body() -> None:
    mentions = find_mentions("Kerry to Visit Russia", ["Secretary of State John Kerry travels to Russia."])
    assert [(m.paragraph, m.name, m.bound) for m in mentions] == [
        (0, "Kerry", "John Kerry"),
        (1, "John Kerry", "John Kerry"),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("White House spokesman Jay Carney spoke.", "White House spokesman"),
        ("He is an aide to Brigadier General John Smith.", "Brigadier General"),
        ("The message went from the President and Chairman John Smith read it.", "Chairman"),
        ("If Chairman John Smith comes, we go.", "Chairman"),
        ("Speaking under former President John Smith was easy.", "former President"),
        ("Under Secretary of State John Smith left.", "Under Secretary of State"),
        ("The Special Assistant to the President John Smith left.", "Special Assistant to the President"),
        ("The Minister of Trade and Industry John Smith left.", "Minister of Trade and Industry"),
        ("John Smith, the new leaders will probably see, was right.", ""),
        ("John Smith, a political expert who works in Moscow, spoke.", "political expert"),
        ("John Smith, a founder of Ceres Robotics Inc., spoke.", "founder of Ceres Robotics Inc"),
        ("John Smith and President Obama met.", ""),
        ("He saw the President. Secretary John Smith left.", "Secretary"),
        ("To John Smith, the President warned against it, all was clear.", ""),
    ],
)
def test_an_office_is_what_describes_the_name_and_nobody_else(text: str, role: str) -> None:
    assert (
        next(m.role for m in find_mentions("", [text]) if m.name == "John Smith" or "Carney" in m.name)
        == role
    )


def test_an_office_does_not_reach_across_another_name() -> None:
    text = "Treasury Secretary Janet Yellen and Defence Minister Yoav Gallant met."
    roles = {m.name: m.role for m in find_mentions("", [text])}
    assert roles == {"Janet Yellen": "Treasury Secretary", "Yoav Gallant": "Defence Minister"}


def test_without_weights_the_rules_find_people_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.ingest.naming.people.load_scorer", lambda: None)
    assert named("Foreign Minister Sergei Lavrov met Masha Lipman. Lavrov smiled.") == [
        "Masha Lipman",
        "Sergei Lavrov",
    ]


def test_the_weights_are_small_and_say_where_they_come_from() -> None:
    path = Path(__file__).resolve().parents[2] / "builder" / "ingest" / "weights" / "people.txt.gz"
    assert path.stat().st_size < 1_000_000
    assert "Groningen Meaning Bank" in gzip.decompress(path.read_bytes()).decode("utf-8")[:400]
    assert (path.parent / "CREDITS.md").is_file()


def test_in_other_languages_only_what_is_surely_a_name_counts() -> None:
    text = "Der Mann beobachtete den Wahlkampf von Joe Biden. Die Regierung schwieg, sagte Angela Merkel."
    found = {mention.name for mention in find_mentions("", [text], lang="de")}
    assert found <= {"Joe Biden", "Angela Merkel"}
    assert "Angela Merkel" in found


@pytest.mark.parametrize(
    ("lang", "text", "people"),
    [
        (
            "de",
            "Mehr als 130 Geiseln; der Islamexperte Guido Steinberg Bezug: Der Wiener.",
            ["Guido Steinberg"],
        ),
        ("de", "Die Lieferung von Hilfsgütern; laut Ursula von der Leyen.", ["Ursula von der Leyen"]),
        ("es", "La Comisión sondea los remates de Carlos Gómez y Tomás Pescio.", ["Carlos Gómez"]),
        ("fr", "À destination de la Chine, a dit Emmanuel Macron.", ["Emmanuel Macron"]),
        ("ru", "Министр иностранных дел России Сергей Лавров сказал.", ["Сергей Лавров"]),
        ("ru", "Президент Владимир Владимирович Путин встретился.", ["Владимир Владимирович Путин"]),
        ("zh", "王毅在北京会见了谢尔盖·拉夫罗夫。", []),
        ("zh", "他说 Mac OS对用户输入的过滤不严谨以及iOS 都有问题。", []),
        ("es", "La cúpula de David Pla e Iratxe Sorzabal.", ["David Pla"]),
    ],
)
def test_in_other_languages_only_sure_names_are_found(lang: str, text: str, people: list[str]) -> None:
    assert {m.name for m in find_mentions("", [text], lang=lang)} >= set(people)
    assert {m.bound for m in find_mentions("", [text], lang=lang)} <= {*people, "Pescio", "Tomás Pescio"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Der Roman von Barbara Kingsolver erschien im Mai.", {"Barbara Kingsolver"}),
        ("Es war eine neue Art von Mut, sagte Joe Biden am Freitag.", {"Joe Biden"}),
        ("Im Juli Monat las sie viel. Art Zimmer gab es nicht.", set()),
        ("Hillary Clintons Verweis blieb ohne Folgen.", {"Hillary Clinton"}),
    ],
)
def test_german_words_are_no_names_and_a_genitive_is_no_other_person(text: str, people: set[str]) -> None:
    assert {mention.bound for mention in find_mentions("", [text], lang="de")} == people


def test_a_family_name_that_ends_in_s_keeps_it() -> None:
    names = ["Alex Lowes", "Robin Williams", "Donald Trumps", "Anna Ibanos", "Ibano"]
    assert nominatives(names, "de") == ["Alex Lowes", "Robin Williams", "Donald Trump", "Anna Ibano", "Ibano"]
    assert nominatives(names, "en") == names


def test_a_word_of_address_is_kept_beside_the_name_but_not_that_of_a_couple() -> None:
    found = find_mentions(
        "", ["Mrs. Clinton met Mr. Blair.", "President and Mrs. Johnson left. Mr. and Mrs. Rusk stayed."]
    )
    assert [(m.name, m.address) for m in found] == [
        ("Clinton", "Mrs"),
        ("Blair", "Mr"),
        ("Johnson", ""),
        ("Rusk", ""),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "A memorandum to the Director of Central Intelligence (Dulles) followed.",
            "Director of Central Intelligence",
        ),
        ("They asked the wife of Dulles about it.", ""),
        ("Last night I suspect Dulles was there.", ""),
        ("He saw Mrs. Dulles, the President decided to wait.", ""),
        ("In a telegraph President Dulles said no.", "President"),
        ("It was former Secretary of State Dulles who came.", "former Secretary of State"),
    ],
)
def test_an_office_is_one_and_belongs_to_the_name(text: str, role: str) -> None:
    tokens = tokenize(text)
    at = tokens.words.index("Dulles")
    assert find_role(tokens, at, at) == role
