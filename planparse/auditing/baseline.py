"""Known findings: a file of fingerprints, so that only new ones ask for attention."""

import json
from collections.abc import Iterable
from pathlib import Path

from planparse.auditing.writing import write_beside
from planparse.errors import PlanparseError
from planparse.model.collection import AuditFinding

_VERSION = 1


class BaselineError(PlanparseError):
    """The file of known findings cannot be read."""


def load_baseline(path: Path) -> frozenset[str]:
    """Return the fingerprints of a file; raises BaselineError where it is none."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return frozenset(str(known["fingerprint"]) for known in data["findings"])
    except OSError as error:
        raise BaselineError(f"{path}: không mở được tệp ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BaselineError(f"{path}: không phải tệp các điểm đã biết") from error


def write_baseline(path: Path, findings: Iterable[AuditFinding]) -> int:
    """Write the findings down as known, one a line for people to read; return their number."""
    rows = [
        json.dumps(
            {
                "fingerprint": finding.fingerprint,
                "rule": finding.rule,
                "path": finding.path,
                "message": finding.message,
            },
            ensure_ascii=False,
        )
        for finding in findings
    ]
    body = ",\n".join(rows)
    text = f'{{"version": {_VERSION}, "findings": [\n{body}\n]}}\n'
    write_beside(path, [text])
    return len(rows)
