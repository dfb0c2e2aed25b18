"""The form that Nghị định 30/2020/NĐ-CP (state) and Hướng dẫn 36-HD/VPTW (Party) ask for.

Components of a paper: Nghị định 30/2020/NĐ-CP, Điều 8; codes of kinds: its Phụ lục III.
"""

from collections.abc import Iterator

import regex

from planparse.auditing.annexes import find_annex_note
from planparse.auditing.checks.base import Place, PlanCheck, is_plan
from planparse.auditing.names import key_of_number
from planparse.model import PlanDocument, Span
from planparse.text.fold import fold, skeleton
from planparse.text.patterns import lazy_pattern

_HEAD, _OPENING = 1_500, 4_000
"""Characters in which the components of the head and the grounds stand."""

# "ĐẢNG ỦY XÃ BÌNH HÒA", "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH", "Huyện ủy Tân Lộc"; not "Thanh tra Đảng"
_PARTY = lazy_pattern(
    r"(?:đảng|tỉnh|thành|huyện|quận|thị|xã|phường) ủy(?!\p{L})|đảng bộ|chi bộ|trung ương đảng"
    r"|bộ chính trị|ban bí thư|ban chấp hành trung ương",
    regex.IGNORECASE,
)
# "Ủy ban nhân dân xã", "Sở Y tế": surely of the state; unions and fronts write either way
_STATE = lazy_pattern(
    r"(?:ủy ban|hội đồng) nhân dân|(?<!\p{L})(?:sở|chi cục) \p{L}|chính phủ", regex.IGNORECASE
)
# "05-KH/HU": number, hyphen, kind, slash, issuer
_PARTY_SYMBOL = lazy_pattern(r"^\s*\d{1,5}\s?[-–]\s?\p{Lu}\p{L}{1,5}\s?/")
# "75/KH-UBND": number, slash, kind, hyphen, issuer
_STATE_SYMBOL = lazy_pattern(r"^\s*\d{1,5}\p{L}?\s?/\s?(?:\d{4}\s?/\s?)?\p{Lu}\p{L}{1,5}\s?[-–]")
# The code of the kind: "KH" of both
_CODE = lazy_pattern(r"^\s*\d{1,5}\p{L}?\s?[/\-–]\s?(?:\d{4}\s?/\s?)?(\p{Lu}\p{L}{0,5})")
# "Căn cứ tình hình thực tế", "Thực hiện chỉ đạo của": grounds without a number
_GROUNDS = lazy_pattern(r"(?m)^\W{0,4}(?:Căn cứ|Thực hiện|Triển khai|Theo) ")
# "./.", "./", ".//.", ". /.": how a paper ends
_ENDING = lazy_pattern(r"\.\s?/{1,2}\s?\.?")
# Codes of Phụ lục III for the kinds that plans come in.
_CODES = {
    "kế hoạch": ("KH", "KHPH", "KHLT", "KHLN"),
    "chương trình": ("CTr", "CTR", "CT", "CTPH", "CTrPH", "CTHĐ", "CTrHĐ"),
    "đề án": ("ĐA", "ĐAn"),
    "phương án": ("PA",),
}


def _is_party(plan: PlanDocument) -> bool:
    return bool(_PARTY.search(_issuers(plan)))


def _issuers(plan: PlanDocument) -> str:
    says = plan.metadata
    return fold(" ".join(filter(None, (says.superior, says.issuer))))


def _find_no_motto(plan: PlanDocument) -> Iterator[Place]:
    head = skeleton(" ".join(plan.text[:_HEAD].split()))
    if "cong hoa xa hoi" in head or "dang cong san" in head:
        return
    wanted = "dòng “ĐẢNG CỘNG SẢN VIỆT NAM”" if _is_party(plan) else "Quốc hiệu và Tiêu ngữ"
    yield None, f"Đầu văn bản không có {wanted}."


def _find_no_number(plan: PlanDocument) -> Iterator[Place]:
    if not key_of_number(plan.metadata.number) and find_annex_note(plan.text) is None:
        yield None, "Văn bản chưa có số (có thể là dự thảo hoặc trang đầu bị thiếu)."


def _find_no_date(plan: PlanDocument) -> Iterator[Place]:
    if plan.metadata.issued_on is None:
        yield None, "Văn bản không ghi đủ ngày, tháng, năm ban hành."


def _find_no_issuer(plan: PlanDocument) -> Iterator[Place]:
    if plan.metadata.issuer is None or "issuer" in plan.metadata.inferred:
        yield None, "Đầu văn bản không ghi tên cơ quan ban hành."


def _find_no_signer(plan: PlanDocument) -> Iterator[Place]:
    if plan.metadata.signer is None:
        yield None, "Không tìm thấy họ tên người ký."


def _find_no_recipients(plan: PlanDocument) -> Iterator[Place]:
    if not plan.metadata.recipients:
        yield None, "Văn bản không có mục Nơi nhận."


def _find_no_basis(plan: PlanDocument) -> Iterator[Place]:
    cited = any(reference.relation in ("basis", "parent") for reference in plan.references)
    if is_plan(plan) and not cited and not _GROUNDS.search(plan.text, 0, _OPENING):
        yield None, "Kế hoạch không nêu căn cứ và không nêu văn bản cấp trên được thực hiện."


def _find_no_ending(plan: PlanDocument) -> Iterator[Place]:
    if not _ENDING.search(plan.text, max(0, len(plan.text) // 2)):
        yield None, "Phần lời văn không kết thúc bằng dấu “./.”."


def _find_wrong_symbol(plan: PlanDocument) -> Iterator[Place]:
    number = plan.metadata.number
    if not number or not key_of_number(number) or plan.metadata.issuer is None:
        return
    is_party = _is_party(plan)
    if is_party and _STATE_SYMBOL.match(number):
        message = (
            f"Số, ký hiệu {number} viết theo lối của cơ quan nhà nước; văn bản của Đảng viết dạng "
            "“05-KH/ĐU”."
        )
        yield _place(plan, number), message
    elif not is_party and _STATE.search(_issuers(plan)) and _PARTY_SYMBOL.match(number):
        message = (
            f"Số, ký hiệu {number} viết theo lối văn bản của Đảng; cơ quan nhà nước viết dạng "
            "“75/KH-UBND”."
        )
        yield _place(plan, number), message


def _find_wrong_code(plan: PlanDocument) -> Iterator[Place]:
    number, kind = plan.metadata.number or "", (plan.metadata.doc_type or "").lower()
    known = next((codes for name, codes in _CODES.items() if kind.startswith(name)), None)
    code = _CODE.match(number)
    if known and code and code.group(1) not in known:
        message = (
            f"Ký hiệu {number} không có chữ viết tắt của tên loại “{plan.metadata.doc_type}” "
            f"({known[0]})."
        )
        yield _place(plan, number), message


def _place(plan: PlanDocument, words: str) -> Span | None:
    """Return where the head prints some words."""
    start = plan.text.find(words, 0, _HEAD)
    return Span(start, start + len(words)) if start >= 0 else None


FORM_CHECKS = (
    PlanCheck("form-motto-missing", "info", _find_no_motto),
    PlanCheck("form-number-missing", "warning", _find_no_number),
    PlanCheck("form-date-missing", "warning", _find_no_date),
    PlanCheck("form-issuer-missing", "warning", _find_no_issuer),
    PlanCheck("form-signer-missing", "warning", _find_no_signer),
    PlanCheck("form-recipients-missing", "info", _find_no_recipients),
    PlanCheck("form-basis-missing", "warning", _find_no_basis),
    PlanCheck("form-ending-missing", "info", _find_no_ending),
    PlanCheck("form-symbol-style", "warning", _find_wrong_symbol),
    PlanCheck("form-symbol-kind", "warning", _find_wrong_code),
)
