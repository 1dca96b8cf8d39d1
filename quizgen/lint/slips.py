"""Rules about what stands where it should not: marks of the key, left-overs, slips of the pen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .grammar import ending
from .rules import Flaw, Rule, rule
from .shapes import without_code
from .words import normal, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rules import Part, Severity
    from .specimen import Specimen


def _texts(specimen: Specimen) -> Iterator[tuple[Part, str, str]]:
    """Every text of a question, with its part and the id of its option."""
    question = specimen.question
    yield "stem", "", question.stem
    for option in question.options:
        yield "option", option.id, option.text
        yield "reason", option.id, option.reason
    yield "rationale", "", question.rationale


_LABEL = re.compile(r"(?:\(?[A-Fa-f1-6]\)|[A-F][.:]|[ア-カ][.:)])\s*\S")
_BRACKETED = re.compile(r"\(?[A-Fa-f1-6ア-カ]\)")
_TICK = re.compile(
    r"[✓✔☑✅]|(?<!\w)\[[xX]\]"
    r"|[(\[](?:correct|incorrect|(?:the )?(?:correct|right|wrong) answer|the key|the answer)[)\]]"
    r"|\s[-–=]+\s*(?:in)?correct[.!]?$|[(\[](?:正解|不正解|正答|誤答)[)\]]",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|(?<![\w{])\{[A-Za-z_]\w*\}|%\(\w+\)[sd]|\b(?:TODO|FIXME|TBD|XXX)\b"
    r"|\b[Aa]nswer(?: is|:)? \(?[A-F](?=[.,;)]|$)|正解(?:は|:)\s*[A-Fア-カ1-6](?![\dA-Za-zァ-ヺー])"
)
#: An option by its letter or place, and no letter stands beside it on the page.
_LETTER = re.compile(
    r"\b[Oo]ptions? \(?[A-F]\b(?!/)|\b[Oo]ption \([a-f]\)"
    r"|\b[Aa]nswers? [A-F](?=[.,;)]| (?:is|are|and|or|was|would)\b|$)|選択肢\s*\(?[A-Fア-カ1-6①-⑥]"
)
_PLACE = re.compile(
    r"\b[Tt]he (?:first|second|third|fourth|fifth|previous|above) (?:option|distractor)s?\b"
    r"|(?:[一二三四五1-5]つ目|最初|最後|上|上記|下|下記)の選択肢"
)
_MARKUP = (
    ("bold type", re.compile(r"(\*\*|__)(?=\S).+?(?<=\S)\1")),
    ("italics", re.compile(r"(?<![*\w])([*_])(?=[^\s*_])[^*_]+(?<=\S)\1(?![*\w])")),
    ("a link", re.compile(r"\[[^\]]+\]\([^)]+\)")),
)


@rule(
    "L41",
    "No mark, label or left-over tells which option is right.",
    "error",
    limit="any mark; an option named by a letter or place; type that the key alone has",
    japanese="（正解）, 選択肢A and 最初の選択肢 too.",
)
def nothing_marks_the_key(specimen: Specimen) -> Iterator[Flaw]:
    """Code is left out: a key that names a function is written as code for its own sake."""
    yield from _labels(specimen)
    yield from _marked(specimen)
    for part, option, text in _texts(specimen):
        for found, advice, severity in _leaks(text, is_option=part == "option"):
            message = f"'{found}' in the {part} {advice}"
            yield Flaw(message=message, part=part, option=option, severity=severity)


@lru_cache(maxsize=1 << 14)
def _leaks(markdown: str, *, is_option: bool) -> tuple[tuple[str, str, Severity], ...]:
    text = normal(without_code(markdown))
    found: list[tuple[str, str, Severity]] = []
    if is_option and markdown != markdown.strip():
        found.append((text, "begins or ends with a space; take it away", "error"))
    if is_option and (match := _TICK.search(text)):
        found.append((match[0].strip(), "tells whether it is right; take it away", "error"))
    if match := _LEFT_OVER.search(text):
        found.append((match[0], "is a left-over or tells the key; take it away", "error"))
    elif match := _LETTER.search(text):
        found.append((match[0], "names an option by a letter, and none has one; name it", "error"))
    elif match := _PLACE.search(text):
        found.append((match[0], "names an option by its place, which changes; name it", "warning"))
    return tuple(found)


def _labels(specimen: Specimen) -> Iterator[Flaw]:
    labelled = [option for option in specimen.options if _LABEL.match(specimen.text(option))]
    # One label alone is a name more often, such as that of a species: "A. thaliana".
    is_marked = (
        bool(labelled)
        and labelled == [*specimen.keys]
        and _BRACKETED.match(specimen.text(labelled[0]))
    )
    if len(labelled) > 1 or is_marked:
        text = specimen.text(labelled[0])
        message = f"'{text}' begins with a label, and options change places; take the labels away"
        yield Flaw(message=message, part="option", option=labelled[0].id)


def _marked(specimen: Specimen) -> Iterator[Flaw]:
    """Find type that the key alone has, or that it alone has not."""
    if not specimen.is_single:
        return
    key = specimen.keys[0]
    for what, pattern in _MARKUP:
        marked = [
            option for option in specimen.options if pattern.search(without_code(option.text))
        ]
        if marked == [key] or (len(marked) == len(specimen.options) - 1 and key not in marked):
            has = "has" if key in marked else "has not"
            message = f"the key '{specimen.text(key)}' alone {has} {what}; treat all options alike"
            yield Flaw(message=message, part="option", option=key.id)


_TWICE = re.compile(r"(?<![\w-])([A-Za-z][a-z]{1,20}+)\s+(?P<again>\1)(?![\w-])", re.IGNORECASE)
_MAY_STAND_TWICE = frozenset({"that", "had", "is"})
_KANA_OR_KANJI = r"[\u3041-\u30fc\u3400-\u9fff]"
_COMMA_STOP = re.compile(r"(?<![0-9０-９])[，．]|[，．](?![0-9０-９])")
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』")
_PAIR = re.compile(r"\([^()]*\)")
#: Brackets that stand alone with good reason: in "a)", and around the numbers of "[0, 1)".
_LONE_BRACKET = re.compile(r"(?<!\S)\w{1,2}\)|\[[^\[\]()]*,[^\[\]()]*\)|\([^\[\]()]*,[^\[\]()]*\]")
#: What a text must not have, and what to do.
_SLIPS = (
    (re.compile(r"\S{1,20} {2,}\S{1,20}"), "has more than one space; leave one"),
    (re.compile(r"\S{1,20}\s+[,.;?!](?=\s|$)"), "has a space before a mark; take it away"),
    (
        re.compile(r"\S{0,20}(?:(?<!\.)\.\.(?![./])|,,|;;|\?\?|!!|。。|、、)"),
        "has a mark twice; leave one",
    ),
)
#: What every one of these has in it, which is looked for first.
_SUSPECT = re.compile(r"  |\s[,.;?!](?=\s|$)|([.,;?!。、])\1")
_SLIPS_ENGLISH = (
    (re.compile(r"[、。「」\uff01-\uff5e]+"), "is of East Asian width; write the plain character"),
)
_SLIPS_JAPANESE = (
    (re.compile(r"[\uff66-\uff9f]+"), "is in half-width kana; write it in full width"),
    (re.compile(r"をを|がが|(?:です|ます)(?:です|ます)(?=。)"), "stands twice; leave one"),
    (
        re.compile(rf"{_KANA_OR_KANJI}{{1,10}}[,.](?=\s|$|{_KANA_OR_KANJI})"),
        "ends with a Latin mark; write 、 or 。",
    ),
)
_JAPANESE = re.compile(_KANA_OR_KANJI)


@rule(
    "L44",
    "Texts are typed with care.",
    "warning",
    limit=(
        "spaces or marks that are doubled or misplaced, a word twice in a row, an open bracket, "
        "two kinds of quotation marks in one text"
    ),
    japanese=(
        "Half-width kana, ，． beside 、。, and です・ます beside だ・である in one text as well, "
        "where what is quoted does not count."
    ),
)
def texts_are_typed_with_care(specimen: Specimen) -> Iterator[Flaw]:
    """No dictionary: names, code and terms would be most of what it finds."""
    for part, option, text in _texts(specimen):
        for message in _slips(text, specimen.language):
            yield Flaw(message=message, part=part, option=option)
    if specimen.is_japanese:
        whole = "".join(text for _, _, text in _texts(specimen))
        if _COMMA_STOP.search(whole) and re.search("[、。]", whole):
            yield Flaw(message="the question mixes ，． with 、。; write one of the two throughout")


@lru_cache(maxsize=1 << 14)
def _slips(markdown: str, language: str) -> tuple[str, ...]:
    text = without_code(markdown)
    patterns: tuple[tuple[re.Pattern[str], str], ...] = _SLIPS if _SUSPECT.search(text) else ()
    if language == "ja":
        patterns += _SLIPS_JAPANESE
    elif not _JAPANESE.search(text):
        patterns += _SLIPS_ENGLISH
    found = [
        f"'{_line(match)}' {advice}" for one, advice in patterns if (match := one.search(text))
    ]
    found += [
        f"'{_line(match)}' has a word twice; leave one"
        for match in _TWICE.finditer(text)
        if match["again"].islower() and match["again"] not in _MAY_STAND_TWICE
    ]
    for one, other in (('"', "[“”]"), ("'", "’")):
        if one in text and (match := re.search(other, text)):
            found.append(f"{one} and {match[0]} stand in one text; write one of the two throughout")
    if _has_lone_bracket(normal(text)):
        found.append(
            f"'{normal(text)[:50]}' has a bracket without a partner; add it or take it away"
        )
    if language == "ja" and (mixed := _mixed_styles(text)):
        found.append(mixed)
    return tuple(found)


def _line(match: re.Match[str]) -> str:
    return match[0].replace("\n", " ")


def _has_lone_bracket(text: str) -> bool:
    before = ""
    while before != text:
        before, text = text, _PAIR.sub("", text)
    return not {"(", ")"}.isdisjoint(_LONE_BRACKET.sub("", text))


def _mixed_styles(text: str) -> str:
    """Tell of sentences in です・ます beside others in だ・である, as どれか is."""
    styles: dict[str, str] = {}
    for sentence in sentences(_QUOTED.sub("「」", text), "ja"):
        bare = sentence.rstrip("。?")
        is_question = bare.endswith("か")
        style = ending(bare.removesuffix("か"))
        if bare != sentence:
            styles.setdefault(
                "a plain verb" if is_question and style != "です or ます" else style, bare
            )
    polite, plain = styles.get("です or ます"), styles.get("a plain verb")
    if not polite or not plain:
        return ""
    return f"'…{polite[-10:]}' and '…{plain[-10:]}' are two styles; keep です・ます or だ・である"


RULES: tuple[Rule, ...] = (nothing_marks_the_key, texts_are_typed_with_care)
