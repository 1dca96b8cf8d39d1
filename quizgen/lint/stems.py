"""Rules about the stem, and about what it gives away."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .rules import Flaw, Rule, rule
from .shapes import has_free_texts, without_code
from .words import sentences, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .specimen import Specimen

#: So many words of the stem in the key, more than in any other option, are a cue.
ECHOES = 2


@rule(
    "L15",
    "No word of the stem stands in the key alone.",
    "error",
    limit=(
        "one word, where no other option repeats any word of the stem; "
        f"else {ECHOES} words more than any other option repeats"
    ),
    japanese="Words are pairs of kanji, and runs of katakana, letters or digits.",
)
def key_echoes_stem(specimen: Specimen) -> Iterator[Flaw]:
    """Leave out the shared word where distractors repeat other words of the stem.

    Nobody can guess by it then: "the id of the player" beside "the time of the move", where the
    stem speaks of players and moves. Words that are common on the site count for nothing.
    """
    if not has_free_texts(specimen):
        return
    echoes = _echoes(specimen)
    others = frozenset[str]().union(*(echoes[option.id] for option in specimen.distractors))
    most = max(len(echoes[option.id]) for option in specimen.distractors)
    for key in specimen.keys:
        alone = echoes[key.id] - others
        if (alone and not others) or len(alone) >= most + ECHOES:
            text = specimen.text(key)
            message = (
                f"the key '{text}' alone repeats {_named(alone, text, specimen)} of the stem; "
                "word one of the two differently, or let a distractor repeat as much"
            )
            yield Flaw(message=message, part="option", option=key.id)


@rule(
    "L16",
    "No word of the stem stands in every option but the key.",
    "warning",
    limit="one word",
    japanese="Words are pairs of kanji, and runs of katakana, letters or digits.",
)
def distractors_echo_stem(specimen: Specimen) -> Iterator[Flaw]:
    """Ask for the same word in every distractor.

    Distractors that each repeat another word of the scenario are what good distractors do.
    """
    if not specimen.is_single or not has_free_texts(specimen):
        return
    echoes, key = _echoes(specimen), specimen.keys[0]
    shared = frozenset.intersection(*(echoes[option.id] for option in specimen.distractors))
    if shared and not echoes[key.id]:
        first = specimen.text(specimen.distractors[0])
        message = (
            f"every option but the key '{specimen.text(key)}' repeats "
            f"{_named(shared, first, specimen)} of the stem; word one of them differently"
        )
        yield Flaw(message=message, part="option", option=key.id)


def _echoes(specimen: Specimen) -> Mapping[str, frozenset[str]]:
    """Id of each option → the words of the stem that it repeats; a single kanji is no word."""
    said = frozenset(word for word in specimen.words(specimen.stem) if len(word) > 1)
    return {id_: said & specimen.words(text) for id_, text in specimen.texts.items()}


def _named(found: Iterable[str], text: str, specimen: Specimen) -> str:
    """Name reduced words as they stand in a text."""
    if specimen.is_japanese:
        return ", ".join(f"'{word}'" for word in sorted(found))
    written = {stem_of(word.casefold()): word for word in re.findall(r"[^\W\d_]+", text)}
    return ", ".join(f"'{written.get(word, word)}'" for word in sorted(found))


#: The question itself, and what in it only describes the case: "a team that has no servers".
_QUESTION = re.compile(r"\b(?:which|what|who|where|when)\b(?P<rest>.*)", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:that|who|whose|whom|where|when|while|if|so|because|although|since|without)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:is|are|was|were|has|have|had|may|might"
    r"|(?:do|does|did)(?: [\w-]+){0,8}?|(?:can|could|should|must|will|would)(?: [\w-]+){0,3}?)"
    r" (?P<not>not)\b(?! (?:only|to|more|less|fewer|larger|greater|smaller|longer|later|older)\b)"
    r"|\b(?P<never>cannot|never)\b|\b\w+(?P<nt>n['’]t)\b"
    r"|\b(?:is|are|was|were)\s+(?P<false>false|incorrect|wrong|untrue|inappropriate|unsuitable)\b"
    r"(?!\s+(?:positive|negative|alarm|with|about|in)\b)"
    r"|\b(?P<wrong>false|incorrect|wrong|untrue)\s+(?:statement|claim|answer|description)"
    r"|\b(?:is|are|was|were)\s+(?P<least>least)\s+(?!expensive|costly)\w"
    r"|\b(?P<unlikely>least)\s+(?:likely|suitable|appropriate|useful|accurate|important|effective)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?P<except>except(?:ing)?)\b(?:\s+for)?(?:\s+(?:which|what|one)\b.*)?[\s.:?…_]*$",
    re.IGNORECASE,
)
_DENIED_JAPANESE = re.compile(
    r"(?P<word>(?<![少危切汚])ない|以外|(?<=を)除(?:いた|く)|誤っている|誤った|誤りである|誤りを含む|間違っている|間違った"
    r"|不適切な|不適当な|不正確な)の?(?:もの|こと|[\u3400-\u9fff]{1,6}|[ァ-ヺー]{2,})?"
    r"(?:として[^。、]{1,12})?(?:は、?(?:次の(?:うち)?、?)?(?:どれ|何|いずれ|どの)|を[^。、]*[選答挙示])"
    r"|(?P<polite>ません)(?:でした)?か[。?]?$"
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


@rule(
    "L22",
    "A word that turns the question round is emphasised.",
    "error",
    limit=(
        "not, cannot, never, except, least, false … in the question itself, neither in **bold** "
        "nor in capitals"
    ),
    japanese="ない, ません, 以外, 除く, 誤った, 不適切な … before the word that asks; bold only.",
)
def negative_stem_is_marked(specimen: Specimen) -> Iterator[Flaw]:
    """Look at what turns the question round, not at every negative word.

    "A team that does not want servers" or "with the least code" describe a case, "why does it not
    learn" asks for what is so, and to shout them would mislead. Capitals count as emphasis in
    English: exams write NOT and EXCEPT, and capitals are there in plain text too. 必ずしも…ない
    denies nothing for sure.
    """
    shown = specimen.plain(_BOLD.sub(" ", specimen.question.stem))
    find = _turned_japanese if specimen.is_japanese else _turned
    last = sentences(shown, specimen.language)[-1:]
    for sentence in dict.fromkeys([*asking(shown, specimen.language), *last]):
        if word := find(sentence):
            message = (
                f"'{word}' turns the question round and is easily missed; "
                f"write '**{word.upper()}**', or ask for what is so"
            )
            yield Flaw(message=message)


def _turned(sentence: str) -> str:
    question = _QUESTION.search(sentence)
    clause = _ASIDE.split(question["rest"], maxsplit=1)[0] if question else ""
    found = _DENIED.search(clause) or _EXCEPT.search(sentence)
    word = next(part for part in found.groups() if part) if found else ""
    return "" if word.isupper() else word


def _turned_japanese(sentence: str) -> str:
    found = None if "必ずしも" in sentence else _DENIED_JAPANESE.search(sentence)
    return next(part for part in found.groups() if part) if found else ""


_ENDS_AS_QUESTION = re.compile(r"\?[\"”’)]*$")
_DIRECTIVE = re.compile(
    r"(?:choose|select|pick|name|identify|find|calculate|compute|put|arrange|order|sort|match|"
    r"complete|give|state|estimate|mark)\b",
    re.IGNORECASE,
)
_ENDS_AS_QUESTION_JAPANESE = re.compile(
    r"(?:\?|か|どれ|何|いくつ|いくら|どこ|いつ|誰|せよ|選べ|答えよ|求めよ|述べよ|挙げよ|示せ|並べよ|なさい|ください"
    r"|選ぶこと|選択)[。.]?$"
)
_HINT = re.compile(r"\s*\([^()]*\)\s*。?$")
#: What is left of a stem without these words is what it asks about.
_GENERIC = frozenset(
    map(
        stem_of,
        "following statement sentence option answer choice choose select pick question item true "  # noqa: SIM905 - a text is easier to read
        "false correct correctly incorrect right wrong best good better valid accurate proper "
        "suitable appropriate apply fit describe likely above below".split(),
    )
)
_GENERIC_JAPANESE = re.compile(
    r"次の?|以下|下記|上記|正しい|正しく|適切|適当|最も|不適切|記述|説明|文章|選択肢|選択|選|答え|正解|誤|内容|一つ"
    r"|1つ|どれ|何|[ぁ-ん]"
)
_CONTENT_JAPANESE = re.compile(r"[\u3400-\u9fffァ-ヺA-Za-z0-9]")


@rule(
    "L29",
    "The stem asks one thing, and asks about something.",
    "error",
    limit=(
        "an error where nothing is asked, or 'which of these is true' is all; a warning where "
        "something follows the question"
    ),
    japanese="A question ends in か。 or ？, or tells to choose (選べ, 選びなさい …).",
)
def stem_is_focused(specimen: Specimen) -> Iterator[Flaw]:
    """Ask for a question with a word of its own.

    There is no least number of words: "What does Largo mean?" has four and is a good stem, "Which
    of the following statements is correct?" has seven and asks about nothing.
    """
    found = sentences(_HINT.sub("", specimen.stem), specimen.language)
    asks = asking(specimen.stem, specimen.language)
    if not asks:
        end = "か。" if specimen.is_japanese else "'?'"
        message = f"the stem asks nothing; end it in a question with {end}, or tell what to choose"
        yield Flaw(message=message)
    elif not _is_about_something(specimen):
        message = (
            f"'{specimen.stem}' asks about nothing before the options are read; "
            "name in the stem what is asked about"
        )
        yield Flaw(message=message)
    elif found[-1] not in asks:
        message = f"'{found[-1]}' stands behind the question; end the stem with what it asks"
        yield Flaw(message=message, severity="warning")


@lru_cache(maxsize=1 << 12)
def asking(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a stem that ask, or that tell what to do."""
    bare = sentences(_HINT.sub("", text), language)
    if language == "ja":
        return tuple(one for one in bare if _ENDS_AS_QUESTION_JAPANESE.search(_HINT.sub("", one)))
    return tuple(one for one in bare if _ENDS_AS_QUESTION.search(one) or _DIRECTIVE.match(one))


def _is_about_something(specimen: Specimen) -> bool:
    bank = specimen.context.bank
    note = bank.notes.get(specimen.question.note) if bank else None
    if note and str(note.title) in specimen.stem:
        return True  # though every word of it may stand in many stems
    if specimen.is_japanese:
        return bool(_CONTENT_JAPANESE.search(_GENERIC_JAPANESE.sub("", specimen.stem)))
    return bool(
        specimen.words(specimen.stem) - _GENERIC or re.search(r"\d|\b[A-Z]{2}", specimen.stem)
    )


#: Words, or characters in Japanese: a long stem, one far too long, an option, a sentence.
_LIMITS = 60, 100, 25, 30
_LIMITS_JAPANESE = 160, 260, 60, 80


@rule(
    "L30",
    "Stem, options and sentences are short enough to be read once.",
    "warning",
    limit=(
        "{} words in a stem (an error beyond {}), {} in an option, {} in a sentence of the stem"
    ).format(*_LIMITS),
    japanese="{} characters in a stem ({}), {} in an option, {} in a sentence.".format(
        *_LIMITS_JAPANESE
    ),
)
def texts_are_short(specimen: Specimen) -> Iterator[Flaw]:
    """Count words; no grade of readability.

    Such grades rest on syllables, and the names of a subject, which nobody can shorten, would
    decide them. Of an order each step is an option.
    """
    unit = "characters" if specimen.is_japanese else "words"
    long, too_long, option_limit, sentence_limit = (
        _LIMITS_JAPANESE if specimen.is_japanese else _LIMITS
    )
    size = _size(specimen.stem, specimen)
    if size > long:
        message = f"the stem has {size} {unit}; say it in {long} at most"
        yield Flaw(message=message, severity="error" if size > too_long else None)
    for sentence in sentences(specimen.stem, specimen.language):
        if (size := _size(sentence, specimen)) > sentence_limit:
            message = f"the sentence '{_cut(sentence)}' has {size} {unit}; make two of it"
            yield Flaw(message=message)
    for option in specimen.options:
        longest = max(_size(step, specimen) for step in specimen.text(option).split("→"))
        if longest > option_limit:
            message = (
                f"the option '{_cut(specimen.text(option))}' has {longest} {unit}; "
                f"say it in {option_limit} at most"
            )
            yield Flaw(message=message, part="option", option=option.id)


def _size(text: str, specimen: Specimen) -> int:
    return len(text.replace(" ", "")) if specimen.is_japanese else len(text.split())


def _cut(text: str) -> str:
    """The beginning of a text, so that a message stays in one line."""
    shown = 50
    return text if len(text) <= shown else f"{text[:shown].rstrip()} …"


_FILLER = re.compile(
    r"\b(?:as (?:we|you|everyone|everybody)(?: all)? knows?|as is well known|it is well known that"
    r"|it is (?:important|worth|good) to (?:note|remember|know|mention|point out)"
    r"|(?<![a-z] )note that|keep in mind that|in today['’]s (?:[\w-]+ ){0,3}world|nowadays"
    r"|(?:read|consider) the following|imagine (?:that )?you"
    r"|you are an? [\w -]*(?:architect|engineer|developer|expert))\b",
    re.IGNORECASE,
)
_FILLER_JAPANESE = re.compile(
    r"ご存(?:知|じ)の(?:とおり|通り)|言うまでもなく|周知の(?:とおり|通り)|近年、|昨今、|なお、"
    r"|以下の(?:文章|シナリオ|説明)を読(?:み|んで)|あなたは[^。、]{2,30}(?:です|である)。"
)
_TEACHES = re.compile(
    r"(?P<name>(?:[A-Z][\w-]*\s?)+)(?:\([^()]*\) )?(?:is|are) (?:an?|the|one of)\b"
)


@rule(
    "L31",
    "The stem says nothing that the question does without.",
    "warning",
    limit="a phrase that says nothing, or a sentence that explains a thing of the notes first",
    japanese="The same, with phrases such as ご存知のとおり or 以下の文章を読み.",
)
def stem_has_no_dressing(specimen: Specimen) -> Iterator[Flaw]:
    """Look for what is idle whatever the question is.

    To ask that each sentence shares a word with a reason was tried on 63 items by hand: it found 14
    sentences, of which each named the case or a constraint, and none was idle.
    """
    pattern = _FILLER_JAPANESE if specimen.is_japanese else _FILLER
    if found := pattern.search(specimen.stem):
        yield Flaw(message=f"'{found[0]}' adds nothing to the question; take it away")
    for sentence in sentences(specimen.stem, specimen.language)[:-1]:
        if _explains(sentence, specimen):
            message = f"'{_cut(sentence)}' teaches before it asks; leave that to the note"
            yield Flaw(message=message)


def _explains(sentence: str, specimen: Specimen) -> bool:
    """Whether a sentence says what a thing is that has a note."""
    bank = specimen.context.bank
    if bank is None:
        return False
    if specimen.is_japanese:
        name, _, rest = sentence.partition("は")
        return (
            rest.rstrip("。").endswith(("です", "である", "だ")) and bank.resolve(name) is not None
        )
    found = _TEACHES.match(sentence)
    return bool(found and bank.resolve(found["name"].strip()))


_BOLD_BY_UNDERSCORES = re.compile(r"(?<![\w_])__(?=[^\s_])(.+?)(?<=[^\s_])__(?![\w_])")
_BLANK = re.compile(
    r"(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])|\.{4,}|…{2,}|[(\[【［（]\s+[)\]】］）]|（）|【】|［］"
)


@rule(
    "L32",
    "The stem has no blank to fill in.",
    "warning",
    limit="one blank",
    japanese="（　） and 【　】 too.",
)
def stem_has_no_blank(specimen: Specimen) -> Iterator[Flaw]:
    """Find blanks outside code, where underscores are part of names.

    A blank makes readers hold the sentence in mind while they try each option in it, and a screen
    reader says nothing of it or counts underscores.
    """
    text = _BOLD_BY_UNDERSCORES.sub(r"\1", without_code(specimen.question.stem))
    blanks = _BLANK.findall(text)
    if blanks:
        what = "a blank" if len(blanks) == 1 else f"{len(blanks)} blanks"
        yield Flaw(message=f"the stem has {what}; ask a whole question instead")


RULES: tuple[Rule, ...] = (
    key_echoes_stem,
    distractors_echo_stem,
    negative_stem_is_marked,
    stem_is_focused,
    texts_are_short,
    stem_has_no_dressing,
    stem_has_no_blank,
)
