"""Rules about options: each finds its flaw, and leaves its clean sibling alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.bank import Bank
from quizgen.lint import cues, kinds, numeric, options, wording
from quizgen.lint.specimen import Context
from quizgen.markup import to_text
from quizgen.notes import read_note
from quizgen.reader import Reader
from tests.lint.questions import ask, flaws, found
from tests.support import orchestra

if TYPE_CHECKING:
    from quizgen.lint.rules import Severity
    from quizgen.questions import Kind

RULES = {
    rule.code: rule for module in (options, numeric, wording, cues, kinds) for rule in module.RULES
}
EN, JA = Context(plain=to_text), Context(plain=to_text, language="ja")
STEM = "Which one fits?"
#: The key, and the distractors.
Options = tuple[str, ...]


def told(code: str, texts: Options, context: Context = EN, stem: str = STEM) -> list[str]:
    """What a rule finds: the id of each option at fault, and ``!`` behind it for an error."""
    rule = RULES[code]
    return [
        flaw.option + ("!" if (flaw.severity or rule.severity) == "error" else "")
        for flaw in flaws(rule, ask(stem, *texts, context=context))
    ]


def test_every_rule_about_options_is_there() -> None:
    expected = "02 03 04 05 06 07 08 10 11 13 14 19 20 21 23 24 25 26 27 28 33 34 35"

    assert expected.split() == sorted(code.removeprefix("L") for code in RULES)


# One key, any number of distractors


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        # The same
        ("L03", ("data lake", "Data-Lake", "queue"), ["wrong-1!"]),
        ("L03", ("queue", "1 GiB", "1,024 MiB"), ["wrong-2!"]),
        ("L03", ("90 s", "1.5 minutes", "2 minutes"), ["wrong-1!"]),
        ("L03", ("1 KB", "1 KiB", "1 MB"), []),
        ("L03", ("C", "C++", "C#"), []),
        ("L03", ("notebook", "note", "book"), []),
        # Nearly the same
        ("L04", ("Raise the retention period", "Raise a retention period", "X"), ["wrong-1"]),
        ("L04", ("Split the stream", "Splitting the streams", "X"), ["wrong-1"]),
        ("L04", ("Raise the retention", "Raise the retenton", "X"), ["wrong-1"]),
        ("L04", ("Raise the retention", "Raise the retnetion", "X"), ["wrong-1"]),
        ("L04", ("First Horn, then Oboe", "First Oboe, then Horn", "X"), []),
        ("L04", ("Supervised learning", "Unsupervised learning", "X"), []),
        ("L04", ("Turns speech to text", "Turns text to speech", "X"), []),
        ("L04", ("Raise it to 5", "Raise it to 6", "X"), []),
        ("L04", ("`DetectText`", "`DetectTexts`", "X"), []),
        # Held by another
        ("L06", ("A store", "A store with versions", "A queue"), ["wrong-1"]),
        ("L06", ("A queue", "A store", "A store, and a queue"), ["wrong-2", "wrong-2"]),
        ("L06", ("Oboe and horn", "Horn", "Drum"), ["key-1"]),
        ("L06", ("Grand Piano", "Grand Piano Lid", "Horn"), ["wrong-1"]),
        ("L06", ("Accuracy", "Balanced accuracy", "Recall"), []),
        ("L06", ("Data", "Database", "Data drift"), []),
        ("L06", ("A store", "A store of keys", "A queue"), []),
        # Length
        ("L10", ("k" * 40, "w" * 32, "w" * 9), []),
        ("L10", ("k" * 41, "w" * 32, "w" * 9), []),
        ("L10", ("k" * 50, "w" * 40, "w" * 9), ["key-1!"]),
        ("L10", ("k" * 49, "w" * 40, "w" * 9), []),
        ("L10", ("Royal Concert Orchestra of the North", "Horn", "Drum"), []),
        ("L11", ("k" * 15, "w" * 25, "w" * 30), ["key-1"]),
        ("L11", ("k" * 16, "w" * 25, "w" * 30), []),
        ("L11", ("k" * 5, "w" * 14, "w" * 30), []),
        ("L11", ("Horn Call", "w" * 25, "w" * 30), []),
        ("L13", ("k" * 31, "w" * 12, "w" * 20), ["key-1"]),
        ("L13", ("k" * 30, "w" * 12, "w" * 20), []),
        ("L13", ("k" * 31, "w" * 13, "w" * 20), []),
        ("L13", ("An Instrument Of The Wind Family", "Horn", "Drum"), []),
        # More exact than the others
        ("L14", ("store the rows (with a key)", "send the rows", "drop the rows"), ["key-1"]),
        ("L14", ("store the rows for 5 days", "send the rows", "drop the rows"), ["key-1"]),
        ("L14", ("store the rows, then read", "send the rows", "drop the rows"), ["key-1"]),
        ("L14", ("store rows so that they last", "send the rows", "drop the rows"), ["key-1"]),
        ("L14", ("store rows (all)", "send the rows by mail", "drop the rows"), []),
        ("L14", ("store the rows, then read", "send rows, then ask", "drop rows"), []),
        ("L14", ("store the rows with a key", "send the rows", "drop the rows"), []),
        ("L14", ("store the rows on EC2", "send the rows", "drop the rows"), []),
        # Convergence
        (
            "L19",
            ("brass concert march", "brass concert waltz", "string opera march", "wood jazz polka"),
            ["key-1!"],
        ),
        (
            "L19",
            ("brass concert march", "brass concert march rehearsal", "wood jazz polka"),
            [],
        ),
        ("L19", ("brass march", "brass waltz", "string march"), []),
        ("L19", ("raise the number of trees", "raise the number of leaves", "cut it"), []),
        ("L19", ("raise a few trees", "raise a few leaves", "cut a few twigs"), []),
        (
            "L19",
            (
                "Sends each answer of a model to one place by mail, radio or telephone",
                "Keeps each answer as a file for the next who looks",
                "Trains a model on whatever stands in the table",
                "Moves a place in the list of all that wait",
            ),
            [],
        ),
        # Speaking of the others
        ("L20", ("Horn", "Drum", "All of the above"), ["wrong-2!"]),
        ("L20", ("All of these", "Drum", "Horn"), ["key-1!"]),
        ("L20", ("Horn", "Drum", "Both of them"), ["wrong-2!"]),
        ("L20", ("Horn", "Drum", "All three are correct"), ["wrong-2!"]),
        ("L20", ("Sends all of these files", "A small call", "It allows calls"), []),
        ("L20", ("All of the data in the lake", "Both copies", "Every call"), []),
        ("L21", ("Horn", "Drum", "None of the above"), ["wrong-2!"]),
        ("L21", ("Horn", "Drum", "None of these"), ["wrong-2!"]),
        ("L21", ("Horn", "Drum", "Neither"), ["wrong-2!"]),
        ("L21", ("Horn", "Drum", "No option is correct"), ["wrong-2!"]),
        ("L21", ("Neither reads nor writes", "None of the rows", "Nonesuch"), []),
        # Negations
        ("L23", ("It keeps rows", "It does not keep rows", "It sends rows"), ["wrong-1"]),
        ("L23", ("It keeps rows", "It doesn't keep rows", "It sends rows"), ["wrong-1"]),
        ("L23", ("It cannot count", "It never ends", "It is not free"), []),
        ("L23", ("An annotation", "A notebook", "A notice"), []),
        ("L23", ("Runs without code", "Needs no server", "Keeps nothing"), []),
        ("L23", ("Horn", "Drum", "A and B"), ["wrong-2!"]),
        ("L23", ("I and III only", "II", "III"), ["key-1!"]),
        ("L23", ("Horn", "Drum", "Horn and drum"), ["wrong-2!"]),
        ("L23", ("Horn", "Drum", "Both horn and drum"), ["wrong-2!"]),
        ("L23", ("Horn and oboe", "Drum and oboe", "Horn and drum"), []),
        ("L23", ("Plan A and a drum", "A", "`A and B`"), []),
        # Absolute words
        ("L24", ("It keeps", "It always keeps", "It never ends"), ["wrong-1!", "wrong-2!"]),
        ("L24", ("It always keeps rows", "It sends rows", "It drops rows"), ["key-1!"]),
        ("L24", ("It always keeps rows", "It never ends", "It drops rows"), ["key-1", "wrong-1"]),
        ("L24", ("It keeps rows", "All rows are kept", "It drops rows"), ["wrong-1!"]),
        ("L24", ("Fit it on all rows", "Call every hour", "Take only text"), []),
        ("L24", ("Take text", "Take audio only", "Read-only"), ["wrong-1"]),
        ("L24", ("Always", "Never", "Once a day"), []),
        ("L24", ("Set `Always` there", "Set `Never` there", "Set it"), []),
        ("L24", ("Run an always on service", "Run a job", "Run a script"), []),
        # Vague words
        ("L25", ("It usually helps", "It keeps rows", "It sends rows"), ["key-1!"]),
        ("L25", ("It keeps rows", "It usually helps", "It sends rows"), ["wrong-1"]),
        ("L25", ("Poll more often", "It is generally available", "Who may call it"), []),
        ("L25", ("Sometimes", "Often", "Never"), []),
        # One kind
        ("L26", ("12 shards", "A longer name", "Another name"), ["key-1!"]),
        ("L26", ("A longer name", "Another name", "12 shards"), ["wrong-2"]),
        ("L26", ("12 shards", "24 shards", "Another name"), ["wrong-2"]),
        ("L26", ("One fixed word", "The id of a player", "A time"), []),
        ("L26", ("The job is over", "A queue", "A store"), []),
        ("L26", ("Big Nova 2 Sonic", "Big Lex", "Big Polly"), []),
        # One alone
        ("L27", ("a horn", "a drum", "An oboe"), ["wrong-2"]),
        ("L27", ("A horn", "A drum", "an oboe"), ["wrong-2"]),
        ("L27", ("iron", "gold", "XGBoost"), []),
        ("L27", ("Iron", "Gold", "eBay"), []),
        ("L27", ("Lower it", "Raise this", "Raise that", "Raise all"), ["key-1"]),
        ("L27", ("Raise it", "Raise this", "Raise that", "Lower it"), []),
        ("L27", ("Lower it", "Raise this", "Raise that"), []),
        ("L27", ("The horn", "A drum", "A harp", "A flute"), []),
        # Two answers
        ("L33", ("True", "False"), ["!"]),
        ("L33", ("Yes", "No", "It depends"), ["!"]),
        ("L33", ("`True`", "`False`", "`TypeError`"), []),
        # Shared words
        ("L34", ("Raise the price", "Raise the rent", "Raise the tax"), [""]),
        ("L34", ("It keeps rows", "It keeps keys", "It keeps files"), [""]),
        ("L34", ("In the lake", "In the queue", "In the table"), []),
        ("L34", ("Grand Piano One", "Grand Piano Two", "Grand Piano Six"), []),
        ("L34", ("Raise the price", "Raise a rent", "Raise the tax"), []),
        ("L34", ("Wait 5 days", "Wait 6 days", "Wait 7 days"), []),
        # Contradictions
        ("L35", ("Raise the limit", "Lower the limit", "Move the file"), ["wrong-1"]),
        ("L35", ("It keeps rows", "It does not keep rows", "It sends"), ["wrong-1"]),
        ("L35", ("Its speed increases", "Its speed decreases", "It ends"), ["wrong-1"]),
        ("L35", ("Move the file", "Raise the limit", "Lower the limit"), []),
        ("L35", ("Raise the limit", "Lower the limit", "Raise it now", "Lower it now"), []),
        ("L35", ("Raise the limit", "Lower the price", "Move the file"), []),
    ],
)  # fmt: skip
def test_a_rule_finds_its_flaw_and_no_other(code: str, texts: Options, expected: list[str]) -> None:
    assert expected == told(code, texts)


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        ("L03", ("サーバー", "サーバ", "キュー"), ["wrong-1!"]),
        ("L03", ("りんご", "リンゴ", "キュー"), ["wrong-1!"]),
        ("L03", ("三つ", "3つ", "5つ"), ["wrong-1!"]),
        ("L03", ("１２時間", "720分", "3日"), ["wrong-1!"]),
        ("L03", ("音声", "音楽", "画像"), []),
        ("L04", ("データを分割する", "データの分割を行う", "削除"), []),
        ("L04", ("データを分割する", "データを分割します", "削除"), ["wrong-1"]),
        ("L04", ("音声を文字に変える", "文字を音声に変える", "削除"), []),
        ("L06", ("ストア", "暗号化されたストア", "キュー"), ["wrong-1"]),
        ("L06", ("ホルン", "ドラム", "ホルンとドラム"), ["wrong-2", "wrong-2"]),
        ("L06", ("ノート", "ノートブック", "キュー"), []),
        ("L10", ("音" * 25, "声" * 20, "字"), ["key-1!"]),
        ("L10", ("音" * 24, "声" * 20, "字"), []),
        ("L11", ("音" * 6, "声" * 11, "字" * 12), ["key-1"]),
        ("L13", ("音" * 16, "声" * 6, "字" * 12), ["key-1"]),
        ("L13", ("音" * 15, "声" * 6, "字" * 12), []),
        ("L14", ("行を残すために書き込む", "行を送る", "行を消す"), ["key-1"]),
        ("L14", ("第3の行を消す", "行を送る", "行を消す"), ["key-1"]),
        ("L14", ("行を、消す", "行を送る", "行を消す"), ["key-1"]),
        ("L14", ("行を消す", "行を送る", "行を書き込む"), []),
        (
            "L19",
            ("音声認識と文書検索", "音声認識と画像", "翻訳と文書検索", "要約"),
            ["key-1!"],
        ),
        ("L20", ("ホルン", "ドラム", "上記のすべて"), ["wrong-2!"]),
        ("L20", ("ホルン", "ドラム", "いずれも正しい"), ["wrong-2!"]),
        ("L20", ("すべての行を読む", "行を読む", "表を読む"), []),
        ("L21", ("ホルン", "ドラム", "上記のいずれでもない"), ["wrong-2!"]),
        ("L21", ("ホルン", "ドラム", "該当なし"), ["wrong-2!"]),
        ("L21", ("いずれかの行を読む", "行を読む", "表を読む"), []),
        ("L23", ("行を残す", "行を残さない", "行を送る"), ["wrong-1"]),
        ("L23", ("行を残す", "ホルン以外", "行を送る"), ["wrong-1"]),
        ("L23", ("ホルン", "ドラム", "アとイ"), ["wrong-2!"]),
        ("L23", ("行が少ない", "ノートブック", "まず書く"), []),
        ("L24", ("行を残す", "必ず行を残す", "行を送る"), ["wrong-1!"]),
        ("L24", ("必ず行を残す", "常に行を送る", "行"), ["key-1", "wrong-1"]),
        ("L24", ("必ずしも残さない", "完全に管理された表", "できるだけ送る"), []),
        ("L24", ("すべての行を読む", "のみもの", "できるだけ送る"), []),
        ("L24", ("行を残す", "テキストのみ", "行を送る"), ["wrong-1"]),
        ("L24", ("非常に速い", "絶対値", "パン一切れ"), []),
        ("L24", ("行を残す", "すべての行は残る", "行を送る"), ["wrong-1!"]),
        ("L25", ("一般に行を残す", "行を送る", "表を送る"), ["key-1!"]),
        ("L25", ("行を残す", "行を送ることがある", "表"), ["wrong-1"]),
        ("L25", ("通常の推論", "一般に公開された表", "表"), []),
        ("L26", ("3時間", "音声", "画像"), ["key-1!"]),
        ("L26", ("行を残す", "音声", "画像"), []),
        ("L27", ("the key in plain words", "音声", "画像"), ["key-1!"]),
        ("L27", ("音声", "the other in plain words", "画像"), ["wrong-1"]),
        ("L27", ("CSV", "音声", "画像", "文書"), ["key-1"]),
        ("L27", ("音声", "データ", "画像"), []),
        ("L33", ("正しい", "誤り"), ["!"]),
        ("L33", ("はい", "いいえ", "わからない"), ["!"]),
        ("L33", ("○", "×"), ["!"]),
        ("L34", ("行を増やす", "列を増やす", "表を増やす"), [""]),
        ("L34", ("データの変換", "データの分割", "データの削除"), [""]),
        ("L34", ("行を送る", "列を送る", "表を消す"), []),
        ("L34", ("Big Polly", "Big Lex", "Big Nova"), []),
        ("L34", ("行する", "列する", "表する"), []),
        ("L35", ("行数を増やす", "行数を減らす", "表を送る"), ["wrong-1"]),
        ("L35", ("圧縮する", "圧縮しない", "表を送る"), ["wrong-1"]),
        ("L35", ("行数を増やす", "列数を減らす", "表を送る"), []),
    ],
)
def test_a_rule_finds_its_flaw_in_japanese(code: str, texts: Options, expected: list[str]) -> None:
    assert expected == told(code, texts, JA)


# Numbers, in the order of the page


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        ("L05", ("1-10 GB", "10-20 GB", "21-30 GB"), ["wrong-1!"]),
        ("L05", ("1-10 GB", "11-20 GB", "15 GB"), ["wrong-2!"]),
        ("L05", ("500 MB or less", "0.5 GB or more", "2 GB"), ["wrong-1!", "wrong-2!"]),
        ("L05", ("up to 10", "more than 10", "none"), []),
        ("L05", ("up to 5", "up to 10", "up to 20"), ["key-1"]),
        ("L05", ("5", "10", "20"), []),
        ("L05", ("1-2 days", "1-10 shards", "5 kg"), []),
        ("L07", ("5", "10", "20"), []),
        ("L07", ("10", "5", "20"), ["wrong-1!"]),
        ("L07", ("10 GB", "1 TB", "20 GB"), ["wrong-2!"]),
        ("L07", ("900 ms", "2 s", "1 minute"), []),
        ("L07", ("10", "5", "Unlimited"), ["wrong-1!"]),
        ("L07", ("Python 3.9", "Python 3.10", "Python 3.11"), []),
        ("L07", ("After 9 days", "After 5 days", "After 7 days"), ["wrong-1!"]),
        ("L07", ("9 days", "5 shards", "2 GB"), []),
        ("L07", ("June 2026", "May 2026", "July 2026"), ["wrong-1!"]),
        ("L07", ("2025-01-02", "2025-02-01", "2026-01-01"), []),
        ("L07", ("S3", "EC2", "H.264"), []),
        ("L07", ("5-8 days", "1-2 days", "9-10 days"), ["wrong-1!"]),
        ("L07", ("5-8 days", "1-6 days", "9-10 days"), []),
        ("L08", ("5 GB", "10 GB", "20 GiB"), ["key-1!"]),
        ("L08", ("300 ms", "2 s", "5 s"), ["key-1!"]),
        ("L08", ("2 s", "5 s", "9000 ms"), ["key-1"]),
        ("L08", ("1 minute", "5 minutes", "1 day"), []),
        ("L08", ("1.5 MB", "2 MB", "10 MB"), ["key-1!"]),
        ("L08", ("2 MB", "2.5 MB", "10 MB"), ["key-1"]),
        ("L08", ("0.01", "0.1", "10"), []),
        ("L08", ("0.50", "0.75", "0.90"), []),
        ("L08", ("1,000", "2000", "3000"), ["key-1"]),
        ("L08", ("５", "10", "20"), ["key-1!"]),
    ],
)
def test_numbers_are_in_order_apart_and_alike(
    code: str, texts: Options, expected: list[str]
) -> None:
    assert expected == told(code, texts)


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        ("L05", ("10以上", "10以下", "20"), ["wrong-1!", "wrong-2!"]),
        ("L05", ("10以上", "10未満"), []),
        ("L05", ("1回以上5回以下", "5回以上9回以下", "10回以上"), ["wrong-1!"]),
        ("L05", ("1回以上5回未満", "5回以上9回未満", "9回以上"), []),
        ("L05", ("10 GB以内", "10 GB超"), []),
        ("L05", ("1〜10個", "10〜20個", "30個"), ["wrong-1!"]),
        ("L07", ("三つ", "二つ", "五つ"), ["wrong-1!"]),
        ("L07", ("9万件", "1億件", "2億件"), []),
        ("L07", ("2億件", "9万件", "3億件"), ["wrong-1!"]),
        ("L07", ("令和7年", "2024年", "令和8年"), ["wrong-1!"]),
        ("L07", ("第1段階", "第3段階", "第2段階"), ["wrong-2!"]),
        ("L08", ("５分", "10分", "15分"), ["key-1!"]),
        ("L08", ("90秒", "2分", "3分"), ["key-1!"]),
    ],
)
def test_numbers_are_read_in_japanese(code: str, texts: Options, expected: list[str]) -> None:
    assert expected == told(code, texts, JA)


@pytest.mark.parametrize("stem", ["Sort them, largest first.", "In descending order?"])
def test_numbers_go_down_where_the_stem_asks_so(stem: str) -> None:
    assert told("L07", ("9", "5", "2"), stem=stem) == []
    assert told("L07", ("2", "5", "9"), stem=stem) == ["wrong-1!"]


# What only some questions have


@pytest.mark.parametrize(
    ("keys", "distractors", "expected"), [(1, 1, 1), (1, 2, 0), (1, 4, 0), (1, 5, 1), (2, 1, 1),
        (2, 2, 0), (3, 3, 0), (3, 4, 1)],
)  # fmt: skip
def test_options_are_three_to_five_and_six_with_several_keys(
    keys: int, distractors: int, expected: int
) -> None:
    right, wrong = ([f"{kind} {n}" for n in range(number)] for kind, number in
        (("right", keys), ("wrong", distractors)))  # fmt: skip

    assert expected == len(found(RULES["L02"], ask(STEM, right, *wrong)))


@pytest.mark.parametrize(
    ("stem", "language"),
    [
        ("Which of these is NOT kept?", "en"),
        ("Which of these does not keep rows?", "en"),
        ("All of these keep rows, except:", "en"),
        ("適切でないものはどれか。", "ja"),
        ("次のうち、表に含まれないものはどれか。", "ja"),
    ],
)
def test_two_negations_are_an_error(stem: str, language: str) -> None:
    context = EN if language == "en" else JA
    negative = "It does not keep rows" if language == "en" else "行を残さない"

    assert told("L23", ("One", negative, "Two"), context, stem) == ["wrong-1!"]


def test_a_need_with_not_in_it_asks_for_what_is_so() -> None:
    stem = "The team does not want to run servers. Which service fits?"

    assert told("L23", ("It sends", "It does not keep rows", "It ends"), stem=stem) == ["wrong-1"]


@pytest.mark.parametrize("kind", ["order", "calculated"])
@pytest.mark.parametrize("code", sorted(RULES.keys() - {"L02", "L03", "L07"}))
def test_options_made_of_one_set_are_no_flaw(code: str, kind: Kind) -> None:
    """Steps in other orders have the same words, and numbers the same units."""
    texts = {
        "order": ("Plan → Build → Test", "Plan → Test → Build", "Test → Plan → Build"),
        "calculated": ("12 shards", "24 shards", "48 shards"),
    }[kind]
    question = ask(STEM, *texts, kind=kind)

    assert found(RULES[code], question) == []


def test_steps_in_an_option_by_hand_are_no_flaw() -> None:
    texts = ("Raise it → Send it", "Raise it → Keep it", "Raise it → Drop it")

    assert [code for code in RULES if told(code, texts)] == []


@pytest.mark.parametrize("code", sorted(RULES.keys() - {"L34"}))
def test_a_good_question_has_no_flaw(code: str) -> None:
    assert told(code, ("The horn section", "The string section", "The wind section")) == []


def test_several_keys_are_none_that_sticks_out() -> None:
    keys, wrong = ["k" * 60, "A horn (5 valves), for example"], ["w" * 9, "v" * 9]
    question = ask("Which TWO fit?", keys, *wrong)

    assert [
        code for code in ("L10", "L11", "L14", "L19", "L35") if found(RULES[code], question)
    ] == []


@settings(max_examples=200, derandomize=True)
@given(
    st.lists(st.text("aAé 019.,-+()/:%`~*年以上万億一十つ第はのない。ー", max_size=12), max_size=5)
)
def test_no_text_is_too_odd_to_be_looked_at(texts: list[str]) -> None:
    for context in (EN, JA):
        question = ask(STEM, *(texts or [""]), context=context)

        for rule in RULES.values():
            assert all(flaw.message for flaw in flaws(rule, question))


# What the notes and the vocabulary know


def context_of(**notes: str) -> Context:
    vocabulary = orchestra()
    read = [
        read_note(name, f"---\n{text}\n---\n", vocabulary, Reader(f"{name}.md"))
        for name, text in notes.items()
    ]
    return Context(plain=to_text, bank=Bank.of(filter(None, read), vocabulary))


def test_two_names_of_a_note_are_the_same() -> None:
    context = context_of(tuba="title: Bass tuba\ntype: instrument\ndoes: hums\nalso: [Big brass]")

    assert told("L03", ("Bass tuba", "Big brass", "Horn"), context) == ["wrong-1!"]
    assert told("L03", ("Bass tuba", "Small brass", "Horn"), context) == []


def test_a_value_and_its_kind_cannot_both_be_offered() -> None:
    context = context_of()

    assert told("L06", ("winds", "brass", "strings"), context) == ["wrong-1!"]
    assert told("L06", ("brass", "woodwind", "strings"), context) == []


def test_the_name_of_a_note_holds_that_of_its_part() -> None:
    context = context_of(tuba="title: Bass tuba\ntype: instrument\ndoes: hums")

    assert told("L06", ("Bass tuba", "Bass tuba valve", "Horn"), context) == ["wrong-1"]
    assert told("L06", ("Small tuba", "Small tuba valve", "Horn"), context) == []


def test_a_title_is_as_long_as_it_is_and_has_the_words_that_it_has() -> None:
    title = "low brass instrument with a wide bore"
    context = context_of(tuba=f"title: {title}\ntype: instrument\ndoes: hums")
    texts = (title, "low brass bell", "instrument bore", "horn")

    assert [told(code, texts, context) for code in ("L10", "L13", "L19")] == [[], [], []]
    assert told("L10", texts) == ["key-1!"]
    assert told("L13", texts) == ["key-1"]
    assert told("L19", texts) == ["key-1!"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Tuba", "Horn", "Ann"), ["wrong-2"]),
        (("Ann", "Tuba", "Horn"), ["key-1!"]),
        (("Ann", "Bob", "Horn", "Tuba"), []),
        (("Tuba", "Horn", "Somebody else"), []),
    ],
)
def test_notes_of_two_types_are_of_two_kinds(texts: Options, expected: list[str]) -> None:
    context = context_of(
        tuba="title: Tuba\ntype: instrument\ndoes: hums",
        horn="title: Horn\ntype: instrument\ndoes: calls",
        ann="title: Ann\ntype: player",
        bob="title: Bob\ntype: player",
    )

    assert told("L26", texts, context) == expected


@pytest.mark.parametrize(
    ("kind", "plausible", "expected"),
    [
        ("generated", 0.24, ["error"]),
        ("written", 0.24, ["info"]),
        ("generated", 0.25, []),
        ("generated", None, []),
    ],
)
def test_a_distractor_is_plausible(
    kind: Kind, plausible: float | None, expected: list[Severity]
) -> None:
    context = Context(
        plausibility=lambda _question, option: plausible if option.id == "wrong-2" else 1
    )
    question = ask(STEM, "Horn", "Tuba", "Drum", kind=kind, context=context)

    assert expected == [
        flaw.severity or RULES["L28"].severity for flaw in flaws(RULES["L28"], question)
    ]


def test_what_is_found_does_not_depend_on_the_order_of_options() -> None:
    texts = ("Raise the limit", "Lower the limit", "It never ends", "All of the above", "A and B")
    there, back = (
        {
            (code, flaw.partition("!")[0].startswith("key"), len(told(code, one)))
            for code in RULES.keys() - {"L07", "L35"}
            for flaw in told(code, one)
        }
        for one in (texts, (texts[0], *texts[:0:-1]))
    )

    assert there == back


@pytest.mark.parametrize(
    "texts",
    [
        ("All of the above", "It never ends", "A and B"),
        ("10-20 GB", "5-10 GB", "7 GiB"),
        ("k" * 90, "A store", "A store with versions"),
    ],
)
def test_a_message_is_one_line_and_names_the_text(texts: Options) -> None:
    question = ask(STEM, *texts, context=EN)

    messages = [flaw.message for rule in RULES.values() for flaw in flaws(rule, question)]

    assert messages
    for message in messages:
        assert "\n" not in message
        assert any(text in message for text in texts)
