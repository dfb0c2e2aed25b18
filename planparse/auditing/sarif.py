"""Findings as SARIF 2.1.0 (OASIS), for tools that show and track findings.

Offsets count code points of the text; only for plain-text files is that the file's own text, so
that only those get a region. The words of others are in `properties.quote`.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from planparse.auditing.explain import load_explanations
from planparse.auditing.work import VERSION
from planparse.model.collection import AuditFinding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_TEXT = ("text/plain", "text/markdown")


def sarif_pieces(
    findings: Iterable[AuditFinding], folder: str, known: Collection[str] | None
) -> Iterator[str]:
    """Yield the pieces of a SARIF file, a finding at a time; `known` are those of the baseline."""
    rules = sorted(load_explanations())
    places = {slug: number for number, slug in enumerate(rules)}
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{\n"tool": '
    yield json.dumps({"driver": _driver(rules)}, ensure_ascii=False)
    base = {"uri": _folder_uri(folder), "description": {"text": "Thư mục đã kiểm tra"}}
    yield f',\n"originalUriBaseIds": {json.dumps({"FOLDER": base}, ensure_ascii=False)}'
    yield ',\n"columnKind": "unicodeCodePoints",\n"results": ['
    for number, finding in enumerate(findings):
        yield ",\n" if number else "\n"
        yield json.dumps(_result(finding, places, known), ensure_ascii=False)
    yield "\n]}]}\n"


def _driver(rules: list[str]) -> dict[str, Any]:
    pages = load_explanations()
    return {
        "name": "planparse",
        "version": VERSION,
        "language": "vi",
        "rules": [
            {
                "id": slug,
                "shortDescription": {"text": pages[slug].title},
                "fullDescription": {"text": pages[slug].summary},
                "help": {"text": pages[slug].text, "markdown": pages[slug].text},
            }
            for slug in rules
        ],
    }


def _folder_uri(folder: str) -> str:
    return Path(folder).as_uri() + "/" if Path(folder).is_absolute() else "file:///"


def _result(
    finding: AuditFinding, places: dict[str, int], known: Collection[str] | None
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding)],
        "partialFingerprints": {"planparse/v1": finding.fingerprint},
    }
    if finding.rule in places:
        result["ruleIndex"] = places[finding.rule]
    if known is not None:
        result["baselineState"] = "unchanged" if finding.fingerprint in known else "new"
    if finding.other_path:
        other = {"artifactLocation": _artifact(finding.other_path)}
        result["relatedLocations"] = [{"id": 1, "physicalLocation": other}]
    if finding.quote:
        result["properties"] = {"quote": finding.quote}
    return result


def _location(finding: AuditFinding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(finding.path)}
    start, end = finding.start, finding.end
    if start is not None and end is not None and finding.media_type in _TEXT:
        place["region"] = {"charOffset": start, "charLength": end - start}
        if finding.line is not None:
            place["region"]["startLine"] = finding.line
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/"), "uriBaseId": "FOLDER"}
