"""Collections for the tests of audits, and work that misbehaves."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType

from planparse.auditing.rows import DocumentRows
from planparse.auditing.store import Store
from planparse.auditing.work import ReadTask, read_plan

ROOT = Path(__file__).parent.parent
SHORT = """ỦY BAN NHÂN DÂN
XÃ {name}

Số: {number}/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{name}, ngày {day} tháng {month} năm 2025

KẾ HOẠCH
Trồng cây xanh năm 2025

{basis}

I. MỤC TIÊU

- 80% hộ dân trồng ít nhất 02 cây trong năm 2025.

II. NHIỆM VỤ

1. Phòng Kinh tế chủ trì cấp cây giống trước ngày 30/11/2025.

III. TỔ CHỨC THỰC HIỆN

1. Các thôn báo cáo về Ủy ban nhân dân xã trước ngày 15/12/2025./.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Bảy
"""


def short_plan(name: str = "AN HÒA", number: str = "12", **more: str) -> str:
    """Return a short plan; `basis`, `day` and `month` can be given."""
    given = {"basis": "Căn cứ tình hình thực tế;", "day": "05", "month": "9", **more}
    return SHORT.format(name=name, number=number, **given)


def collection_module() -> ModuleType:
    """Return corpora/collection.py."""
    spec = importlib.util.spec_from_file_location("collection", ROOT / "corpora" / "collection.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["collection"] = module
    spec.loader.exec_module(module)
    return module


def make_collection(folder: Path, plans: int, children: int = 12) -> list[dict[str, object]]:
    """Make a collection and return what was planted in it."""
    collection_module().make(folder, plans, children, 7)
    lines = (folder / "truth.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def content_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that a store holds of documents, in an order of its own."""
    tables = {
        "documents": "sha256, version, status, number, title, payload",
        "records": "document, kind, id, start, end, quote, text, fields",
        "sections": "document, id, path, start, end",
        "citations": "document, seq, number",
        "signatures": "band, value, document",
        "links": "child, kind, parent, state, number, date",
        "pairs": "child, parent, citation, targets, targets_met, tasks, tasks_met, copied",
        "coverage": "child, parent, seq, kind, status, parent_start, child_start, explanation",
        "findings": "scope, document, other, path, rule, severity, message, start, end, quote",
    }
    with Store(path, create=False) as store:
        return {
            table: sorted(store.rows(f"SELECT {columns} FROM {table}"), key=repr)
            for table, columns in tables.items()
        }


def hostile_read(task: ReadTask) -> DocumentRows:
    """Read a plan, but for names that ask for trouble."""
    if "crash" in task.name:
        os._exit(3)
    if "hang" in task.name:
        time.sleep(600)
    if "memory" in task.name:
        hoard = [bytearray(64 * 1024 * 1024) for _ in range(64)]
        return read_plan(ReadTask(task.path, task.name, str(len(hoard))))
    if "error" in task.name:
        raise RuntimeError("lỗi <b>giả</b>")
    return read_plan(task)
