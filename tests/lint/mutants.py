"""Flaws to put into sound questions: for every rule, what breaks it and nothing else.

They follow what each rule is said to ask for and know nothing of how it looks. A change gives None
for a question that it cannot spoil in this way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizgen.lint.words import normal, width, words
from quizgen.questions import Question
from tests.lint.judged import context
from tests.lint.parents import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizgen.questions import Option

Change = Callable[[Question], Question | None]

NUMBER = re.compile(r"^\D{0,2}\d+")
ARROW = "→"


@dataclass(frozen=True, kw_only=True)
class Flawed:
    """A way to break one rule in one language."""

    code: str
    language: str
    name: str
    change: Change
    #: What an option is said to score where the rule asks how plausible it is.
    plausibility: float | None = None


FLAWS: list[Flawed] = []


def flaw(
    code: str,
    name: str,
    *languages: str,
    of: Callable[[Question], bool] = lambda _question: True,
    plausibility: float | None = None,
) -> Callable[[Change], Change]:
    """Say that a change breaks a rule; without a language, in both, and ``of`` which questions."""

    def decorate(change: Change) -> Change:
        def changed(question: Question) -> Question | None:
            return change(question) if of(question) else None

        FLAWS.extend(
            Flawed(
                code=code, language=language, name=name, change=changed, plausibility=plausibility
            )
            for language in languages or ("en", "ja")
        )
        return changed

    return decorate


# What a question is made of


def reworded(option: Option, text: str) -> Option:
    """An option with another text, so that it is no longer the thing that it was."""
    return replace(option, text=text, claims=(), note="", field="", original="")


def with_text(question: Question, option: Option, text: str) -> Question:
    changed = reworded(option, text)
    return replace(question, options=tuple(changed if o is option else o for o in question.options))


def with_texts(question: Question, *texts: str) -> Question:
    """Give the key the first text, and the distractors the others; further ones go away."""
    key, *others = texts
    left = iter(others)
    options = []
    for option in question.options:
        text = key if option.is_key else next(left, "")
        if text:
            options.append(reworded(option, text))
    return replace(question, options=tuple(options))


def distractors(question: Question) -> list[Option]:
    return [option for option in question.options if not option.is_key]


def is_numeric(question: Question) -> bool:
    return all(NUMBER.search(option.text) for option in question.options)


def is_text(question: Question) -> bool:
    """Whether it has one key, and options that are neither numbers nor orders nor code."""
    return len(question.keys) == 1 and not any(
        NUMBER.search(option.text) or ARROW in option.text or "`" in option.text
        for option in question.options
    )


def is_phrases(question: Question) -> bool:
    """Whether its options are texts of several words."""
    return is_text(question) and all(width(option.text) >= 12 for option in question.options)


def is_clauses(question: Question) -> bool:
    """Whether its options are sentences, or ranges."""
    return question.id in {"more.long", "more.ranges"}


def is_names(question: Question) -> bool:
    """Whether its options are the titles of notes."""
    notes = build("ja" if is_japanese(question) else "en").bank.notes.values()
    titles = {str(note.title) for note in notes}
    return is_text(question) and all(option.text in titles for option in question.options)


def is_japanese(question: Question) -> bool:
    return bool(re.search(r"[\u3040-\u30ff]", question.stem))


def ending(question: Question) -> str:
    return "。" if is_japanese(question) else "?"


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def spare_word(question: Question) -> str:
    """A short word of the stem that is in no option, and not in every stem of the site.

    "" where there is none, and where the options repeat the stem already.
    """
    language = "ja" if is_japanese(question) else "en"
    known = words(question.stem, language) - context(language).common
    if known & words(" ".join(option.text for option in question.options), language):
        return ""
    pattern = r"[\u4e00-\u9fff]+" if language == "ja" else r"[A-Za-z]+"
    return next(
        (
            word
            for word in re.findall(pattern, normal(question.stem))
            if words(word, language) & known and width(word) in range(4, 7)
        ),
        "",
    )


# How many options, and which


@flaw("L02", "two options")
def two_options(question: Question) -> Question | None:
    if len(question.keys) != 1:
        return None
    kept = {question.keys[0].id, distractors(question)[0].id}
    return replace(question, options=tuple(o for o in question.options if o.id in kept))


@flaw("L02", "six options", of=is_names)
def six_options(question: Question) -> Question | None:
    names = (
        ["ラミー", "ジュート", "カポック"] if is_japanese(question) else ["Ramie", "Jute", "Kapok"]
    )
    more = [
        replace(distractors(question)[0], id=f"more-{n}", text=name, note="")
        for n, name in enumerate(names)
    ]
    return replace(question, options=(*question.options, *more)[:6])


@flaw("L03", "the same in other letters", of=is_text)
def same_in_other_letters(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    if is_japanese(question):
        half = first.text.translate(HALF_WIDTH)
        return with_text(question, second, half) if half != first.text else None
    return with_text(question, second, first.text.lower())


@flaw("L03", "the same with a hyphen", "en")
def same_with_hyphen(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    if not is_text(question) or first.text.count(" ") != 1:
        return None
    return with_text(question, second, first.text.replace(" ", "-"))


@flaw("L03", "the same in hiragana", "ja")
def same_in_hiragana(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    if not is_text(question) or not re.fullmatch(r"[\u30a1-\u30f6ー]+", first.text):
        return None
    kana = "".join(
        chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" else char for char in first.text
    )
    return with_text(question, second, kana)


@flaw("L03", "the same without the long vowel at its end", "ja")
def same_without_long_vowel(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    if not first.text.endswith("ー"):
        return None
    return with_text(question, second, first.text.removesuffix("ー"))


@flaw("L03", "the same number in other digits", "ja")
def same_in_kanji_digits(question: Question) -> Question | None:
    if not all(re.fullmatch(r"\d+億円", option.text) for option in question.options):
        return None
    first, second = distractors(question)[:2]
    number = first.text.removesuffix("億円")
    digits = "".join("〇一二三四五六七八九"[int(char)] for char in number)
    written = {"2": "二", "16": "十六"}.get(number, digits)
    return with_text(question, second, f"{written}億円")


@flaw("L04", "the same but for a slip of the pen", "en")
def slip_of_the_pen(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    longest = max(first.text.split(), key=len)
    if not is_text(question) or len(longest) < 7:
        return None
    slipped = longest[:3] + longest[2] + longest[3:]
    return with_text(question, second, first.text.replace(longest, slipped))


@flaw("L04", "the same but for the style of the verb", "ja")
def other_style(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    if not first.text.endswith("する"):
        return None
    return with_text(question, second, first.text.removesuffix("する") + "すること")


@flaw("L06", "one option is a kind of another", of=is_names)
def nested(question: Question) -> Question | None:
    first, second = distractors(question)[:2]
    text = f"工場の{first.text}" if is_japanese(question) else f"{first.text} with dust"
    return with_text(question, second, text)


# Numbers


@flaw("L05", "a range reaches into the next")
def overlapping_ranges(question: Question) -> Question | None:
    texts = [option.text for option in question.options]
    if texts[0] == "1 to 3 turns":
        return with_text(question, question.options[2], "7 to 14 turns")
    if texts[0] == "1回以上3回未満":
        return with_text(question, question.options[2], "7回以上14回未満")
    return None


@flaw("L05", "two ranges without an upper end", "ja")
def ranges_without_end(question: Question) -> Question | None:
    if question.options[0].text != "1回以上3回未満":
        return None
    return with_texts(question, "5回以上", "20回以上", "1回未満", "2回未満")


@flaw("L05", "both ends of a range belong to it", "ja")
def touching_ranges(question: Question) -> Question | None:
    if question.options[0].text != "1回以上3回未満":
        return None
    options = [
        replace(option, text=text)
        for option, text in zip(
            question.options,
            ("1回以上5回以下", "5回以上10回以下", "11回以上19回以下", "20回以上30回以下"),
            strict=True,
        )
    ]
    return replace(question, options=tuple(options))


@flaw("L07", "two numbers have changed places", of=is_numeric)
def unordered_numbers(question: Question) -> Question | None:
    first, second, *others = question.options
    return replace(question, options=(second, first, *others))


@flaw("L07", "the largest comes first", of=is_numeric)
def largest_first(question: Question) -> Question | None:
    *others, last = question.options
    return replace(question, options=(last, *others))


@flaw("L07", "years in any order", "ja")
def era_years(question: Question) -> Question | None:
    if question.options[0].text != "1741年":
        return None
    texts = ("平成3年", "令和2年", "昭和50年", "平成20年")
    options = [replace(o, text=text) for o, text in zip(question.options, texts, strict=True)]
    return replace(question, options=tuple(options))


@flaw("L08", "one number is more precise")
def more_precise(question: Question) -> Question | None:
    plain = [o for o in distractors(question) if re.fullmatch(r"\d+ (kg|rolls|°C|度)", o.text)]
    if not plain or not is_numeric(question):
        return None
    number, unit = plain[0].text.split(" ")
    return with_text(question, plain[0], f"{number}.5 {unit}")


@flaw("L08", "one number has another unit")
def other_unit(question: Question) -> Question | None:
    plain = [o for o in distractors(question) if re.fullmatch(r"\d+ kg", o.text)]
    if not plain:
        return None
    return with_text(question, plain[0], plain[0].text.replace(" kg", "000 g"))


@flaw("L08", "one number is written with wide digits", "ja", of=is_numeric)
def wide_digits(question: Question) -> Question | None:
    other = distractors(question)[0]
    return with_text(question, other, other.text.translate(WIDE_DIGITS))


# Length and detail

LONG = {
    "en": (
        "bought of a careful maker beyond the border",
        "packed by an honest friend upriver",
        "kept under a broad roof near town",
        "shipped in an iron crate northward",
    ),
    "ja": (
        "遠い国の熟練した職人が丁寧に選び分けた",
        "親切な友人が箱に詰めて届けてくれた",
        "町外れの広い屋根の下で守られてきた",
        "鉄の箱に収めて北へ運ばれていった",
    ),
}


def longer(question: Question, text: str, n: int = 0) -> str:
    language = "ja" if is_japanese(question) else "en"
    more = LONG[language][n % 4]
    return f"{more}{text}" if language == "ja" else f"{text} {more}"


@flaw("L10", "the key says more than the others")
def long_key(question: Question) -> Question | None:
    if not is_text(question) or "more." in question.id or is_names(question):
        return None
    key = question.keys[0]
    return with_text(question, key, longer(question, key.text))


@flaw("L11", "the key says less than the others")
def short_key(question: Question) -> Question | None:
    if not is_text(question) or is_names(question):
        return None
    for n, other in enumerate(distractors(question)):
        question = with_text(question, other, longer(question, other.text, n))
    shortest = min(width(other.text) for other in distractors(question))
    return question if width(question.keys[0].text) <= 0.6 * shortest else None


@flaw("L13", "one distractor is far longer than the rest")
def long_distractor(question: Question) -> Question | None:
    if not is_text(question) or is_names(question) or question.kind == "generated":
        return None
    other = distractors(question)[0]
    text = longer(question, longer(question, other.text), 1)
    shortest = min(width(option.text) for option in question.options)
    return with_text(question, other, text) if width(text) > 2.5 * shortest else None


@flaw("L14", "only the key has brackets", of=is_text)
def brackets(question: Question) -> Question | None:
    key = question.keys[0]
    text = f"{key.text}（上）" if is_japanese(question) else f"{key.text} (fine)"
    return if_longest(with_text(question, key, text))


@flaw("L14", "only the key has a number", of=is_text)
def number_in_key(question: Question) -> Question | None:
    key = question.keys[0]
    text = f"第3の{key.text}" if is_japanese(question) else f"{key.text} of grade 3"
    longest = max(width(other.text) for other in distractors(question))
    if width(text) >= longest + 10:
        return None
    return if_longest(with_text(question, key, text))


@flaw("L14", "only the key has a comma")
def comma_in_key(question: Question) -> Question | None:
    if not is_phrases(question) or "," in question.keys[0].text or "、" in question.keys[0].text:
        return None
    key = question.keys[0]
    text = f"{key.text}、別名" if is_japanese(question) else f"{key.text}, pale"
    return if_longest(with_text(question, key, text))


def if_longest(question: Question) -> Question | None:
    others = [width(other.text) for other in distractors(question)]
    return question if width(question.keys[0].text) > max(others) else None


# Words that stem and options share


@flaw("L15", "the key repeats a word of the stem")
def clang(question: Question) -> Question | None:
    word = spare_word(question)
    if not is_text(question) or not word:
        return None
    key = question.keys[0]
    text = f"{word}の{key.text}" if is_japanese(question) else f"{key.text} of {word}"
    longest = max(width(other.text) for other in distractors(question))
    return with_text(question, key, text) if width(text) < longest + 10 else None


@flaw("L16", "all but the key repeat a word of the stem")
def reverse_clang(question: Question) -> Question | None:
    word = spare_word(question)
    if not is_text(question) or not word:
        return None
    for other in distractors(question):
        text = f"{word}の{other.text}" if is_japanese(question) else f"{other.text} of {word}"
        question = with_text(question, other, text)
    return question


@flaw("L19", "the key is where the others meet", "en")
def convergence(question: Question) -> Question | None:
    if not is_phrases(question) or len(question.options) != 4:
        return None
    return with_texts(
        question,
        "A blue shuttle under a rosewood roller",
        "A blue shuttle under a walnut pulley",
        "A grey spindle under a rosewood roller",
        "A green treadle under a maple lever",
    )


@flaw("L19", "the key is where the others meet", "ja")
def convergence_in_japanese(question: Question) -> Question | None:
    if not is_text(question) or len(question.options) != 4 or is_names(question):
        return None
    return with_texts(
        question,
        "赤銅の歯車と白銀の鎖",
        "赤銅の歯車と黒鉛の棒",
        "黄金の滑車と白銀の鎖",
        "鉛色の円盤と真珠の紐",
    )


# Grammar


@flaw("L17", "the article fits the key alone", "en")
def article(question: Question) -> Question | None:
    vowel = {option.id: option.text[0] in "AEIO" for option in question.options}
    key = question.keys[0]
    if not is_names(question) or sum(vowel.values()) != 1 or not vowel[key.id]:
        return None
    stem = question.stem.replace("Which fibre", "The fibre that").removesuffix("?")
    return replace(question, stem=f"{stem} is called an")


@flaw("L17", "the article fits the sound of the key alone", "en")
def article_by_sound(question: Question) -> Question | None:
    if question.id != "wool.who-does":
        return None
    stem = "A weaver who is asked for a warp of twenty threads ties it within an"
    return replace(with_texts(question, "hour", "unit", "euro", "minute"), stem=stem)


@flaw("L17", "the article fits the letters of the key alone", "en")
def article_by_letters(question: Question) -> Question | None:
    if question.id != "wool.who-does":
        return None
    stem = "The controller of a loom reads its pattern out of an"
    return replace(
        with_texts(question, "SQL table", "CSV file", "USB stick", "PDF page"), stem=stem
    )


@flaw("L17", "the ending fits the key alone", "ja")
def ending_fits_key(question: Question) -> Question | None:
    if question.id != "silk.reeling":
        return None
    stem = "製糸場で繭を湯に入れると、糸を包む膠質が"
    return replace(with_texts(question, "溶ける", "色素", "蝋質", "殻質"), stem=stem)


@flaw("L18", "one distractor ends with a full stop", of=is_text)
def full_stop(question: Question) -> Question | None:
    other = distractors(question)[-1]
    return with_text(question, other, other.text + ("。" if is_japanese(question) else "."))


@flaw("L18", "the stem speaks of several", "en")
def plural_stem(question: Question) -> Question | None:
    if not is_names(question) or not question.stem.startswith("Which fibre "):
        return None
    verb, rest = re.match(r"Which fibre (\w+)s (.*)", question.stem).groups()  # type: ignore[union-attr]
    verb = {"dri": "dry", "drie": "dry"}.get(verb, verb)
    return replace(question, stem=f"Which fibres {verb} {rest}")


@flaw("L18", "the stem speaks of one", "en")
def singular_stem(question: Question) -> Question | None:
    if len(question.keys) == 1 or not question.stem.endswith("Choose two."):
        return None
    stem = question.stem.replace("Which bales come", "Which bale comes")
    stem = stem.replace("Which spools stand", "Which spool stands")
    return replace(question, stem=stem.removesuffix(" Choose two."))


@flaw("L18", "one distractor is another part of speech", "en")
def other_part_of_speech(question: Question) -> Question | None:
    if question.id == "nylon.towing":
        return with_text(question, distractors(question)[0], "Dry under sun")
    if question.id == "wool.shrunken-jumper":
        return with_text(question, distractors(question)[0], "Their waxy coating")
    return None


@flaw("L18", "the key alone answers what was asked", "en")
def key_alone_fits(question: Question) -> Question | None:
    if question.id == "nylon.towing":
        texts = ("Stretching under load", "A dry line", "A thick sheath", "A pale hull")
        return with_texts(question, *texts)
    return None


@flaw("L18", "one distractor ends in another way", "ja")
def other_ending(question: Question) -> Question | None:
    if question.id == "more.long":
        other = distractors(question)[0]
        return with_text(
            question, other, "川下に住む農家に電話で連絡を取り、工場の事情を丁寧に説明します"
        )
    if question.id == "linen.retting":
        other = distractors(question)[0]
        return with_text(question, other, "花の縁を彩っている")
    return None


# Options that are none


@flaw("L20", "all of the above", of=is_text)
def all_of_the_above(question: Question) -> Question | None:
    text = "上記のすべて" if is_japanese(question) else "All of the above"
    return with_text(question, distractors(question)[-1], text)


@flaw("L20", "both of these", "en")
def both_of_these(question: Question) -> Question | None:
    return (
        with_text(question, distractors(question)[-1], "Both of these")
        if is_text(question)
        else None
    )


@flaw("L20", "each is right", "ja", of=is_text)
def each_is_right(question: Question) -> Question | None:
    return with_text(question, distractors(question)[0], "いずれも正しい")


@flaw("L21", "none of the above", of=is_text)
def none_of_the_above(question: Question) -> Question | None:
    text = "上記のいずれでもない" if is_japanese(question) else "None of the above"
    return with_text(question, distractors(question)[-1], text)


@flaw("L21", "nothing is right", of=is_text)
def nothing_is_right(question: Question) -> Question | None:
    text = "該当なし" if is_japanese(question) else "Neither of them"
    return with_text(question, distractors(question)[-1], text)


@flaw("L33", "right or wrong", of=is_names)
def right_or_wrong(question: Question) -> Question | None:
    texts = ("正しい", "誤り") if is_japanese(question) else ("True", "False")
    return with_texts(question, *texts)


@flaw("L33", "yes or no", of=is_names)
def yes_or_no(question: Question) -> Question | None:
    return with_texts(question, *(("はい", "いいえ") if is_japanese(question) else ("No", "Yes")))


@flaw("L33", "a circle or a cross", "ja")
def circle_or_cross(question: Question) -> Question | None:
    return with_texts(question, "○", "×") if is_names(question) else None


# Negation

NEGATED = {
    "en": (
        (r"^Which fibre (\w+)", r"Which fibre never \1"),
        (r" come from\?$", " not come from?"),
        (r"What do mills make out of", "What do mills not make out of"),
        (r"Which step of the mill follows", "Which step of the mill cannot follow"),
        (
            r"Which behaviour of a rope protects the tug\?",
            "Which behaviour of a rope cannot protect the tug?",
        ),
        (
            r"What does the heat of the water loosen\?",
            "What does the heat of the water not loosen?",
        ),
        (
            r"At which temperature does (.*) soften\?",
            r"Which temperature is incorrect for \1 to soften?",
        ),
        (
            r"Which part of the plant does the dew break down\?",
            "Which part of the plant is least broken down by the dew?",
        ),
    ),
    "ja": (
        (r"繊維はどれか。$", "繊維として誤っているものはどれか。"),
        (r"原料はどれか。$", "原料でないものはどれか。"),
        (r"から何をつくるか。$", "からつくりません。何をつくりませんか。"),
        (r"成分はどれか。$", "成分に含まれないものはどれか。"),
        (r"部分はどれか。$", "部分以外はどれか。"),
        (r"温度はどれか。$", "温度として不適切なものはどれか。"),
    ),
}


@flaw("L22", "the question is turned round")
def negative_stem(question: Question) -> Question | None:
    for pattern, becomes in NEGATED["ja" if is_japanese(question) else "en"]:
        if re.search(pattern, question.stem):
            return replace(question, stem=re.sub(pattern, becomes, question.stem))
    return None


@flaw("L23", "a distractor says what is not", of=is_phrases)
def negative_option(question: Question) -> Question | None:
    other = distractors(question)[-1]
    text = f"{other.text}以外" if is_japanese(question) else f"Not {lower(other.text)}"
    return with_text(question, other, text)


@flaw("L23", "stem and option both say what is not", of=is_phrases)
def double_negative(question: Question) -> Question | None:
    flipped = negative_stem(question)
    if flipped is None:
        return None
    stem = re.sub(
        r"\b(never|not|except|cannot|incorrect|least)\b|誤っている|でない|つくりませんか|含まれない|以外|不適切な",
        r"**\g<0>**",
        flipped.stem,
    )
    return negative_option(replace(question, stem=stem))


@flaw("L23", "an option joins two others")
def joined_options(question: Question) -> Question | None:
    if not is_names(question) or len(question.options) < 4:
        return None
    first, second, third = distractors(question)
    joint = "と" if is_japanese(question) else " and "
    return with_text(question, third, f"{first.text}{joint}{second.text}")


@flaw("L23", "options are letters")
def lettered_options(question: Question) -> Question | None:
    if not is_names(question) or len(question.options) < 4:
        return None
    if is_japanese(question):
        return with_texts(question, "アとイ", "アとウ", "イとウ", "アとイとウ")
    return with_texts(question, "A and B", "A and C", "B and C", "A, B and C")


# Absolute and vague words


@flaw("L24", "a distractor is always so", of=is_phrases)
def absolute_distractor(question: Question) -> Question | None:
    other = distractors(question)[0]
    text = f"必ず{other.text}" if is_japanese(question) else f"{other.text} always"
    return with_text(question, other, text)


@flaw("L24", "the key is never so", of=is_phrases)
def absolute_key(question: Question) -> Question | None:
    key = question.keys[0]
    return with_text(
        question, key, f"常に{key.text}" if is_japanese(question) else f"{key.text} only"
    )


@flaw("L25", "the key is usually so", of=is_phrases)
def vague_key(question: Question) -> Question | None:
    key = question.keys[0]
    return with_text(
        question, key, f"通常{key.text}" if is_japanese(question) else f"{key.text} often"
    )


@flaw("L25", "a distractor is sometimes so", of=is_phrases)
def vague_distractor(question: Question) -> Question | None:
    other = distractors(question)[0]
    text = f"一般に{other.text}" if is_japanese(question) else f"{other.text} sometimes"
    return with_text(question, other, text)


# Options of one sort


@flaw("L26", "one distractor is a number", of=is_names)
def number_among_names(question: Question) -> Question | None:
    return with_text(question, distractors(question)[0], "1969")


@flaw("L26", "one distractor is a note of another type", "en")
def other_type(question: Question) -> Question | None:
    if not is_names(question) or question.keys[0].id == "carding":
        return None
    if not question.stem.startswith("Which fibre"):
        return None
    other = distractors(question)[0]
    changed = replace(other, id="carding", note="carding", text="Carding")
    return replace(question, options=tuple(changed if o is other else o for o in question.options))


@flaw("L27", "the key alone begins with a small letter", "en", of=is_text)
def small_key(question: Question) -> Question | None:
    return with_text(question, question.keys[0], lower(question.keys[0].text))


@flaw("L27", "the key alone is in Latin letters", "ja", of=is_names)
def latin_key(question: Question) -> Question | None:
    return with_text(question, question.keys[0], f"{question.keys[0].id} yarn")


@flaw("L28", "nobody would choose a distractor", plausibility=0.1)
def implausible(question: Question) -> Question | None:
    return question if is_names(question) and question.kind == "generated" else None


@flaw("L34", "all options start alike")
def shared_head(question: Question) -> Question | None:
    if not is_text(question) or question.id == "wool.shrunken-jumper":
        return None
    head = "古い倉庫の" if is_japanese(question) else "Some sort of "
    for option in question.options:
        text = f"{head}{option.text if is_japanese(question) else lower(option.text)}"
        question = with_text(question, option, text)
    return question


@flaw("L35", "two options are opposites")
def opposites(question: Question) -> Question | None:
    if not is_phrases(question) or len(question.options) < 4:
        return None
    if is_japanese(question):
        return with_texts(
            question, "張力が増加する", "張力が減少する", "針が回転する", "布が変色する"
        )
    return with_texts(
        question,
        "Its tension increases",
        "Its tension decreases",
        "The needle rotates",
        "The tint fades",
    )


# The stem


@flaw("L29", "the stem asks nothing")
def asks_nothing(question: Question) -> Question | None:
    return replace(
        question, stem="工場について。" if is_japanese(question) else "Spools and rollers."
    )


@flaw("L29", "the stem can be asked of anything", of=is_text)
def asks_anything(question: Question) -> Question | None:
    if is_japanese(question):
        return replace(question, stem="次のうち正しいものはどれか。")
    return replace(question, stem="Which of the following is true?")


@flaw("L29", "the stem is two words long")
def two_words(question: Question) -> Question | None:
    if len(question.keys) > 1:
        return None
    return replace(question, stem="どれか。" if is_japanese(question) else "Which one?")


FILLER = {
    "en": (
        "The clerk wrote it down, folded the sheet, put it into a drawer, shut that drawer, "
        "and went home through the park. "
    ),
    "ja": (
        "係の人はそれを帳面に書き写し、丁寧に折り畳んで引き出しに入れ、"
        "鍵を掛けてから公園を通って家に帰った。"
    ),
}


@flaw("L30", "the stem is too long")
def long_stem(question: Question) -> Question | None:
    filler = FILLER["ja" if is_japanese(question) else "en"]
    return replace(question, stem=filler * 4 + question.stem)


@flaw("L30", "the stem is far too long")
def very_long_stem(question: Question) -> Question | None:
    filler = FILLER["ja" if is_japanese(question) else "en"]
    return replace(question, stem=filler * 7 + question.stem)


@flaw("L30", "an option is too long")
def long_option(question: Question) -> Question | None:
    if not is_text(question) or is_names(question):
        return None
    other = distractors(question)[0]
    text = other.text
    for n in range(5):
        text = longer(question, text, n)
    return with_text(question, other, text)


@flaw("L31", "a phrase that says nothing")
def empty_phrase(question: Question) -> Question | None:
    more = "ご存知のとおり、" if is_japanese(question) else "It is well known that winters pass. "
    return replace(question, stem=more + question.stem)


@flaw("L31", "the stem teaches first")
def teaching_stem(question: Question) -> Question | None:
    name = "リネン" if is_japanese(question) else "Linen"
    if any(option.text == name for option in question.options):
        return None
    more = (
        "リネンは古くからある繊維である。" if is_japanese(question) else "Linen is an old fibre. "
    )
    return replace(question, stem=more + question.stem)


@flaw("L32", "a blank")
def blank(question: Question) -> Question | None:
    if is_japanese(question):
        return (
            replace(
                question,
                stem=re.sub(r"(繊維|原料|成分|部分|機器)(はどれか。)$", r"（　）\2", question.stem),
            )
            if re.search(r"(繊維|原料|成分|部分|機器)はどれか。$", question.stem)
            else None
        )
    found = re.search(r" (fibre|raw|mills|heat|part|behaviour|command) ", question.stem)
    if not found:
        return None
    return replace(question, stem=question.stem.replace(found[0], " _____ ", 1))


@flaw("L40", "letters that nobody explains")
def acronym(question: Question) -> Question | None:
    if is_japanese(question):
        return replace(question, stem=f"QXZの{question.stem}")
    stem = question.stem
    return replace(question, stem=f"{stem[:-1]} under QXZ?") if stem.endswith("?") else None


# Reasons, marks and style


@flaw("L39", "a reason that says nothing")
def empty_reason(question: Question) -> Question | None:
    other = distractors(question)[0]
    changed = replace(other, reason="不正解。" if is_japanese(question) else "Incorrect.")
    return replace(question, options=tuple(changed if o is other else o for o in question.options))


@flaw("L39", "no reason")
def no_reason(question: Question) -> Question | None:
    other = distractors(question)[-1]
    changed = replace(other, reason="")
    return replace(question, options=tuple(changed if o is other else o for o in question.options))


@flaw("L41", "the key is ticked")
def ticked_key(question: Question) -> Question | None:
    key = question.keys[0]
    if is_clauses(question) or is_numeric(question):
        return None
    return with_text(question, key, f"{key.text} ✓")


@flaw("L41", "the key alone is bold")
def bold_key(question: Question) -> Question | None:
    if "`" in question.keys[0].text:
        return None
    key = question.keys[0]
    return with_text(question, key, f"**{key.text}**") if len(question.keys) == 1 else None


@flaw("L41", "the key alone ends with a space")
def space_after_key(question: Question) -> Question | None:
    key = question.keys[0]
    return with_text(question, key, f"{key.text} ") if len(question.keys) == 1 else None


@flaw("L41", "the key says that it is right")
def marked_key(question: Question) -> Question | None:
    key = question.keys[0]
    text = key.text + ("（正解）" if is_japanese(question) else " (correct)")
    longest = max(width(other.text) for other in distractors(question))
    if is_clauses(question) or width(text) >= longest + 10:
        return None
    return with_text(question, key, text)


@flaw("L44", "two spaces", "en")
def two_spaces(question: Question) -> Question | None:
    return replace(question, stem=question.stem.replace(" ", "  ", 1))


@flaw("L44", "half-width kana", "ja")
def half_width_kana(question: Question) -> Question | None:
    half = question.stem.translate(HALF_WIDTH)
    return replace(question, stem=half) if half != question.stem else None


@flaw("L44", "two styles of verbs", "ja")
def two_styles(question: Question) -> Question | None:
    return replace(question, stem=f"工場の見学に来た人がいます。{question.stem}")


@flaw("L44", "two kinds of commas", "ja")
def two_commas(question: Question) -> Question | None:
    return (
        replace(question, stem=question.stem.replace("、", "，", 1))
        if question.stem.count("、") > 1
        else None
    )


FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ"
HALF_WIDTH = str.maketrans(FULL, HALF)
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def mutants(language: str, parents: dict[str, Question]) -> Iterator[tuple[Flawed, str, Question]]:
    """Every flaw in every question that it can be put into."""
    for flawed in FLAWS:
        if flawed.language == language:
            for name, question in parents.items():
                mutant = flawed.change(question)
                if mutant is not None:
                    yield flawed, name, mutant
