"""Rules about stems: each finds its flaw, and leaves its clean sibling alone."""

from __future__ import annotations

import pytest

from quizgen.bank import Bank
from quizgen.lint import stems
from quizgen.lint.specimen import Context
from quizgen.markup import to_text
from quizgen.notes import read_note
from quizgen.reader import Reader
from tests.lint.questions import ask, flaws
from tests.support import orchestra

RULES = {rule.code: rule for rule in stems.RULES}
LANGUAGES = {language: Context(plain=to_text, language=language) for language in ("en", "ja")}


def told(code: str, stem: str, *options: str, language: str = "en") -> list[str]:
    """What a rule finds, by part or option, and ``!`` behind it for an error."""
    rule = RULES[code]
    specimen = ask(stem, *(options or ("One", "Two", "Three")), context=LANGUAGES[language])
    return [
        (flaw.option or flaw.part) + ("!" if (flaw.severity or rule.severity) == "error" else "")
        for flaw in flaws(rule, specimen)
    ]


def test_every_rule_about_stems_is_there() -> None:
    assert sorted(RULES) == ["L15", "L16", "L22", "L29", "L30", "L31", "L32"]


# What the stem gives away


@pytest.mark.parametrize(
    ("stem", "options", "expected"),
    [
        ("What stores objects?", ("An object store", "A queue", "A table"), ["key-1!"]),
        ("What stores objects?", ("A bucket", "A queue", "A table"), []),
        # A distractor that repeats it too takes the cue away.
        ("What stores objects?", ("An object store", "A store of rows", "An object"), []),
        # Another word of the stem in a distractor does so as well …
        ("The moves of a player: which key?", ("The player", "The move", "A word"), []),
        # … unless the key repeats two words more.
        ("Which drum plays red tunes on ice?", ("Red drum", "A tune", "A cup"), []),
        ("Which drum plays red tunes on ice?", ("Red drum on ice", "A tune", "A cup"), ["key-1!"]),
        # Inflected, and inside other words: "note" is not in "notebook".
        ("Which service is streaming?", ("Two streams", "A queue", "A table"), ["key-1!"]),
        ("Who writes the notes?", ("A notebook", "A queue", "A table"), []),
        # Words that every text has.
        ("Which one is used for that?", ("The one used first", "A queue", "A table"), []),
    ],
)
def test_word_of_the_stem_in_the_key_alone(
    stem: str, options: tuple[str, ...], expected: list[str]
) -> None:
    assert told("L15", stem, *options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("音声認識", "画像の分類", "翻訳"), ["key-1!"]),
        (("音声認識", "音声合成", "翻訳"), []),
        (("人の声を聞く", "画像の分類", "翻訳"), []),  # one kanji is no word
        (("レコードの変換", "画像の分類", "翻訳"), ["key-1!"]),
    ],
)
def test_word_of_a_japanese_stem_in_the_key_alone(
    options: tuple[str, ...], expected: list[str]
) -> None:
    stem = "人が話した音声のレコードを文字にするのはどれか。"

    assert told("L15", stem, *options, language="ja") == expected


def test_word_of_a_fifth_of_all_stems_gives_nothing_away() -> None:
    stem, options = "Which service stores objects?", ("An object service", "A queue", "A table")
    context = Context(common=frozenset({"object", "servic"}))

    assert flaws(RULES["L15"], ask(stem, *options, context=context)) == []


@pytest.mark.parametrize(
    ("of_type", "expected"),
    [({"instrument": {"object", "servic"}}, 0), ({"instrument": set()}, 1), ({"player": set()}, 0)],
)
def test_words_about_one_type_of_note_count_where_there_are_many(
    of_type: dict[str, set[str]], expected: int
) -> None:
    stem, options = "Which service stores objects?", ("An object service", "A queue", "A table")
    context = Context(
        common=frozenset({"object", "servic"}),
        common_of_type={name: frozenset(words) for name, words in of_type.items()},
        bank=violin("note"),
    )

    assert len(flaws(RULES["L15"], ask(stem, *options, context=context))) == expected


@pytest.mark.parametrize("code", ["L15", "L16"])
@pytest.mark.parametrize("kind", ["order", "calculated"])
def test_numbers_and_steps_are_no_echo(code: str, kind: str) -> None:
    options = ("first keep 200 → then red", "red 300 → then blue", "red 400 → then green")
    stem = "What of keep, blue, red and 200 comes first?"

    assert flaws(RULES[code], ask(stem, *options, kind=kind)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("Firehose", "Data Streams", "Video Streams"), ["key-1"]),
        (("Firehose", "Data Streams", "Video Files"), []),
        # Each another word of the stem: so do good distractors.
        (("Firehose", "Data Streams", "Readers"), []),
        (("A stream", "Data Streams", "Video Streams"), []),
    ],
)
def test_word_of_the_stem_in_every_distractor(
    options: tuple[str, ...], expected: list[str]
) -> None:
    assert told("L16", "What works on a stream without readers?", *options) == expected


def test_word_of_a_japanese_stem_in_every_distractor() -> None:
    stem = "音声を保存しないものはどれか。"

    assert told("L16", stem, "翻訳", "音声認識", "音声合成", language="ja") == ["key-1"]
    assert told("L16", stem, "翻訳", "音声認識", "分類", language="ja") == []


def test_message_names_the_words_as_the_option_has_them() -> None:
    specimen = ask("What is streaming?", "Data Streams", "A queue", "A table")
    (flaw,) = flaws(RULES["L15"], specimen)

    assert flaw.message == (
        "the key 'Data Streams' alone repeats 'Streams' of the stem; word one of the two "
        "differently, or let a distractor repeat as much"
    )


# Negative questions


@pytest.mark.parametrize(
    "stem",
    [
        "Which service does not read text?",
        "Which service doesn’t read text?",
        "Which of these cannot read text?",
        "Which service never reads text?",
        "All of these read text, except?",
        "All of these read text except one. Which services read text except:",
        "Which statement is false?",
        "Which of these false statements is about S3?",
        "Which service is least likely to read text?",
        "What do mills not make? Choose two.",
    ],
)
def test_word_that_turns_a_question_round_is_found(stem: str) -> None:
    assert told("L22", stem) == ["stem!"]


@pytest.mark.parametrize(
    "stem",
    [
        "Which service does **not** read text?",
        "Which service does __not__ read text?",
        "Which service does NOT read text?",
        "All of these read text EXCEPT which one?",
        # Who is asked for is described, not denied.
        "Which service fits a team that does not want servers?",
        "A team cannot wait. Which service is fast?",
        "Which service reads text without a model?",
        "Which service does this with the least code?",
        "Why does the model not learn?",
        "How many shards does it need at least?",
        "What is its false positive rate?",
        "Which setting is not only fast but cheap?",
        "What is wrong with the request?",
        "Which service should a team use for files not larger than 5 MB?",
        "Which service reads files not kept in S3?",
        "What should it do so that no write is rejected?",
        # Words in other words.
        "Which annotation of a notebook gives notice?",
        "Which service is the leastwise exception?",
    ],
)
def test_question_that_is_not_turned_round_is_left_alone(stem: str) -> None:
    assert told("L22", stem) == []


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("正しくないものはどれか。", ["stem!"]),
        ("次のうち、適切でないものはどれですか。", ["stem!"]),
        ("誤っている記述はどれか。", ["stem!"]),
        ("誤っているものを2つ選べ。", ["stem!"]),
        ("音声を読めないサービスは、次のうちどれか。", ["stem!"]),
        ("S3以外のサービスはどれか。", ["stem!"]),
        ("S3を除くものはどれか。", ["stem!"]),
        ("どのサービスが対応していませんか。", ["stem!"]),
        ("適切で**ない**ものはどれか。", []),
        ("**誤っている**記述はどれか。", []),
        ("NOTという演算はどれか。", []),
        ("サーバーを持たない会社がある。どのサービスを使うか。", []),
        ("保存する必要がないデータに使うサービスはどれか。", []),
        ("必ずしも保存しないものはどれか。", []),
        ("最も少ないものはどれか。", []),
        ("砂を取り除く装置はどれか。", []),
        ("ノートブックはどれか。", []),
    ],
)
def test_japanese_question_is_turned_round(stem: str, expected: list[str]) -> None:
    assert told("L22", stem, language="ja") == expected


# What is asked


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("What does Largo mean?", []),
        ("Which tempo is slow? Choose two.", []),
        ("Which tempo is slow? (Choose two.)", []),
        ("Choose the slowest tempo.", []),
        ("She says: “Which tempo?”", []),
        ("What is F1?", []),
        ("Largo:", ["stem!"]),
        ("The slowest tempo is", ["stem!"]),
        ("Which of the following is true?", ["stem!"]),
        ("Which of these statements is correct?", ["stem!"]),
        ("Which one?", ["stem!"]),
        ("Which of the following is true of Largo?", []),
        ("Which tempo is slow? The band is tired.", ["stem"]),
    ],
)
def test_stem_asks_about_something(stem: str, expected: list[str]) -> None:
    assert told("L29", stem) == expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("ラルゴの意味はどれか。", []),
        ("ラルゴの意味はどれですか？", []),
        ("遅いテンポを2つ選びなさい。", []),
        ("遅いテンポはどれか（2つ選択）。", []),
        ("ラルゴについて。", ["stem!"]),
        ("次のうち正しいものはどれか。", ["stem!"]),
        ("以下の記述のうち、最も適切なものを選べ。", ["stem!"]),
        ("遅いテンポはどれか。楽団は疲れている。", ["stem"]),
    ],
)
def test_japanese_stem_asks_about_something(stem: str, expected: list[str]) -> None:
    assert told("L29", stem, language="ja") == expected


# Length


def words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        (f"{words(29)}. Word {words(29)}?", []),
        (f"{words(30)}. Word {words(29)}. Why?", ["stem"]),
        (f"{words(30)}. Word {words(29)}. Word {words(29)}. Word {words(9)}?", ["stem"]),
        (f"{words(30)}. Word {words(29)}. Word {words(29)}. Word {words(10)}?", ["stem!"]),
        (f"{words(30)}?", []),
        (f"{words(31)}?", ["stem"]),
    ],
)
def test_length_of_stems_and_sentences(stem: str, expected: list[str]) -> None:
    assert told("L30", stem) == expected


@pytest.mark.parametrize(("count", "expected"), [(25, []), (26, ["wrong-1"])])
def test_length_of_options(count: int, expected: list[str]) -> None:
    assert told("L30", "Why?", "One", words(count), "Three") == expected
    # Of an order each step counts by itself.
    assert told("L30", "Why?", "One → Two", f"{words(25)} → {words(25)}", "Two → One") == []


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        (f"{'字' * 79}。{'字' * 79}。", []),
        (f"{'字' * 79}。{'字' * 79}。か", ["stem"]),
        (f"{'字' * 79}。" * 3 + f"{'字' * 19}。", ["stem"]),
        (f"{'字' * 79}。" * 3 + f"{'字' * 20}。", ["stem!"]),
        (f"{'字' * 80}。", ["stem"]),
    ],
)
def test_length_of_japanese_stems(stem: str, expected: list[str]) -> None:
    assert told("L30", stem, language="ja") == expected


@pytest.mark.parametrize(("count", "expected"), [(60, []), (61, ["wrong-1"])])
def test_length_of_japanese_options(count: int, expected: list[str]) -> None:
    assert told("L30", "何か。", "一", "字" * count, "三", language="ja") == expected


def test_long_sentence_is_named_by_its_beginning() -> None:
    (flaw,) = flaws(RULES["L30"], ask(f"{words(31)}?", "One", "Two", "Three"))

    assert flaw.message == (
        "the sentence 'word word word word word word word word word word …' has 31 words; "
        "make two of it"
    )


def test_the_title_of_its_note_is_something_however_common_its_words_are() -> None:
    common = frozenset({"violin", "play", "sing", "hear"})
    one, other = (Context(common=common, bank=violin(name)) for name in ("note", "viola"))

    assert flaws(RULES["L29"], ask("What does The Violin do?", "A", "B", "C", context=one)) == []
    assert flaws(RULES["L29"], ask("What does The Violin do?", "A", "B", "C", context=other)) != []


# Idle words


def violin(name: str = "violin") -> Bank:
    reader = Reader(f"{name}.md")
    text = "---\ntitle: The Violin\ntype: instrument\nalso: [ヴァイオリン]\ndoes: sings\n---\n"
    note = read_note(name, text, orchestra(), reader)
    assert note
    assert reader.problems == []
    return Bank.of([note], orchestra())


@pytest.mark.parametrize(
    ("language", "stem", "count"),
    [
        ("en", "As you know, bows need rosin. Which does not?", 1),
        ("en", "Note that the hall is cold. Who tunes?", 1),
        ("en", "You are a solutions architect. Who tunes?", 1),
        ("en", "A note that is out of tune hurts. Who tunes?", 0),
        ("en", "The Violin is a string instrument. Who tunes?", 1),
        ("en", "The Violin is out of tune. Who tunes?", 0),
        ("en", "The Harp is an instrument. Who tunes?", 0),
        ("en", "The hall is a cold place. Who tunes?", 0),
        ("ja", "ご存知のとおり、弓には松脂が要る。どれか。", 1),
        ("ja", "弓には松脂が要る。どれか。", 0),
        ("ja", "ヴァイオリンは弦楽器である。どれか。", 1),
        ("ja", "会場は寒い所である。どれか。", 0),
    ],
)
def test_idle_words(language: str, stem: str, count: int) -> None:
    context = Context(language=language, bank=violin())

    assert len(flaws(RULES["L31"], ask(stem, "One", "Two", "Three", context=context))) == count


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("Which ____ is slow?", ["stem"]),
        ("The ___ tempo of ___ is?", ["stem"]),
        ("The slow tempo is .....", ["stem"]),
        ("Which part ( ) is slow?", ["stem"]),
        ("テンポ（　）は遅いか。", ["stem"]),
        ("【　】に入るのはどれか。", ["stem"]),
        ("What does `__init__` do with `a____b`?", []),
        ("What does __init__ do with num_round?", []),
        ("Which is __not__ slow?", []),
        ("What does main() return?", []),
        ("Who waits ... and waits?", []),
    ],
)
def test_blanks(stem: str, expected: list[str]) -> None:
    assert told("L32", stem) == expected
