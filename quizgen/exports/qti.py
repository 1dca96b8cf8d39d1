"""QTI: packages of items as 1EdTech describes them, in the versions 2.2 and 3.0.

Both say the same in other words, so each item is written once, with the names of version 2, and
renamed for version 3: https://www.imsglobal.org/spec/qti/v3p0/impl
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ..markup import to_html, to_text
from .cards import explanation_html, reason_html
from .packing import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .cards import Card, Choice
    from .losses import Feature

KEPT: frozenset[Feature] = frozenset(
    {"id", "several keys", "reasons", "explanation", "markup", "option ids", "tags"}
)

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
#: What every option's reason waits for.
_ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Version:
    """What the versions call the same things."""

    item: str
    item_schema: str
    package: str
    package_schema: str
    resource: str
    schema_version: str
    #: Whether names are as in ``qti-choice-interaction``, or as in ``choiceInteraction``.
    hyphens: bool


QTI_22 = Version(
    item="http://www.imsglobal.org/xsd/imsqti_v2p2",
    item_schema="http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    package="http://www.imsglobal.org/xsd/imscp_v1p1",
    package_schema="http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    resource="imsqti_item_xmlv2p2",
    schema_version="2.2",
    hyphens=False,
)
QTI_30 = Version(
    item="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    item_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    package="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema=(
        "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
    ),
    resource="imsqti_item_xmlv3p0",
    schema_version="3.0.0",
    hyphens=True,
)


def to_qti(cards: Sequence[Card], version: Version, language: str) -> bytes:
    """Write a package: a manifest, and an item for each question."""
    names = _file_names(cards)
    files = [("imsmanifest.xml", _manifest(cards, names, version))]
    files += [(names[card.id], to_item(card, version, language)) for card in cards]
    return packed(files)


def to_item(card: Card, version: Version, language: str) -> bytes:
    """Write a question as one item."""
    item = ET.Element(
        "assessmentItem",
        {
            "xmlns": version.item,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{version.item} {version.item_schema}",
            "identifier": identifier(card.id),
            "title": to_text(card.stem),
            "adaptive": "false",
            "timeDependent": "false",
            "xml:lang": language,
        },
    )
    _declare(item, card)
    _body(item, card)
    _processing(item)
    if explanation := explanation_html(card):
        feedback = ET.SubElement(
            item,
            "modalFeedback",
            outcomeIdentifier="FEEDBACK",
            identifier=_ANSWERED,
            showHide="show",
        )
        _fill(ET.SubElement(feedback, "contentBody") if version.hyphens else feedback, explanation)
    return _bytes(_renamed(item) if version.hyphens else item)


def identifier(name: str) -> str:
    """Make a name that QTI allows, of the id of a question or an option."""
    clean = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    return clean if _NAME.fullmatch(clean) else f"_{clean}"


def _declare(item: ET.Element, card: Card) -> None:
    many = len(card.keys) > 1
    response = ET.SubElement(
        item,
        "responseDeclaration",
        identifier="RESPONSE",
        cardinality="multiple" if many else "single",
        baseType="identifier",
    )
    correct = ET.SubElement(response, "correctResponse")
    for key in card.keys:
        ET.SubElement(correct, "value").text = identifier(key.id)
    share = 1 / len(card.keys)
    mapping = ET.SubElement(
        response, "mapping", lowerBound="0", upperBound="1", defaultValue=f"{-share:.5g}"
    )
    for key in card.keys:
        ET.SubElement(mapping, "mapEntry", mapKey=identifier(key.id), mappedValue=f"{share:.5g}")
    score = ET.SubElement(
        item,
        "outcomeDeclaration",
        identifier="SCORE",
        cardinality="single",
        baseType="float",
        normalMaximum="1",
    )
    ET.SubElement(ET.SubElement(score, "defaultValue"), "value").text = "0"
    ET.SubElement(
        item,
        "outcomeDeclaration",
        identifier="FEEDBACK",
        cardinality="single",
        baseType="identifier",
    )


def _body(item: ET.Element, card: Card) -> None:
    body = ET.SubElement(item, "itemBody")
    interaction = ET.SubElement(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxChoices=str(len(card.keys)),
    )
    _fill(ET.SubElement(interaction, "prompt"), str(to_html(card.stem)))
    for choice in card.choices:
        _add_choice(interaction, choice)


def _add_choice(interaction: ET.Element, choice: Choice) -> None:
    option = ET.SubElement(interaction, "simpleChoice", identifier=identifier(choice.id))
    _fill(option, str(to_html(choice.text)))
    feedback = ET.SubElement(
        option,
        "feedbackInline",
        outcomeIdentifier="FEEDBACK",
        identifier=_ANSWERED,
        showHide="show",
    )
    mark = "✓" if choice.is_key else "✗"
    _fill(feedback, f" {mark} {reason_html(choice)}")


def _processing(item: ET.Element) -> None:
    """Score by the mapping, and show all reasons once there is an answer."""
    processing = ET.SubElement(item, "responseProcessing")
    condition = ET.SubElement(processing, "responseCondition")
    answered = ET.SubElement(condition, "responseIf")
    none = ET.SubElement(ET.SubElement(answered, "not"), "isNull")
    ET.SubElement(none, "variable", identifier="RESPONSE")
    score = ET.SubElement(answered, "setOutcomeValue", identifier="SCORE")
    ET.SubElement(score, "mapResponse", identifier="RESPONSE")
    feedback = ET.SubElement(answered, "setOutcomeValue", identifier="FEEDBACK")
    ET.SubElement(feedback, "baseValue", baseType="identifier").text = _ANSWERED


def _fill(element: ET.Element, html: str) -> None:
    """Put HTML made by us, which is XML as well, into an element."""
    source = ET.fromstring(f"<x>{html}</x>")  # noqa: S314 - our own text, escaped
    element.text = source.text
    element.extend(source)


def _file_names(cards: Iterable[Card]) -> dict[str, str]:
    """Name the files; the number keeps apart ids that become one identifier."""
    return {
        card.id: f"items/{number:05}-{identifier(card.id)}.xml"
        for number, card in enumerate(cards, 1)
    }


def _manifest(cards: Iterable[Card], names: dict[str, str], version: Version) -> bytes:
    manifest = ET.Element(
        "manifest",
        {
            "xmlns": version.package,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{version.package} {version.package_schema}",
            "identifier": "quizgen",
        },
    )
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = (
        "QTI Package" if version.hyphens else f"QTIv{version.schema_version} Package"
    )
    ET.SubElement(metadata, "schemaversion").text = version.schema_version
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    for number, card in enumerate(cards, 1):
        resource = ET.SubElement(
            resources,
            "resource",
            identifier=f"item-{number}",
            type=version.resource,
            href=names[card.id],
        )
        _describe(resource, card)
        ET.SubElement(resource, "file", href=names[card.id])
    return _bytes(manifest)


def _describe(resource: ET.Element, card: Card) -> None:
    """Write the tags as keywords, in the words of IEEE LOM."""
    lom = ET.SubElement(ET.SubElement(resource, "metadata"), "lom", xmlns=_LOM)
    general = ET.SubElement(lom, "general")
    for tag in card.tags:
        ET.SubElement(ET.SubElement(general, "keyword"), "string").text = tag


def _renamed(element: ET.Element) -> ET.Element:
    """Write names as version 3 does: ``qti-simple-choice`` for ``simpleChoice``."""
    for one in element.iter():
        if one.tag not in _HTML:
            one.tag = f"qti-{_hyphened(one.tag)}"
            for name in [name for name in one.attrib if ":" not in name and name != "xmlns"]:
                one.attrib[_hyphened(name)] = one.attrib.pop(name)
    return element


#: Elements that both versions take from HTML.
_HTML = frozenset({"p", "ol", "li", "a", "strong", "em", "code"})


def _hyphened(name: str) -> str:
    return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)


def _bytes(element: ET.Element) -> bytes:
    text: bytes = ET.tostring(element, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
