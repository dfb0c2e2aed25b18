"""Sentences for people, made from the reasons of a judgement and both documents' numbers."""

from collections.abc import Mapping, Sequence

from planparse.comparison.commitments import CHANGE
from planparse.comparison.indicators import qualifier_changes
from planparse.comparison.judge import Verdict
from planparse.comparison.measures import Measure
from planparse.comparison.sides import Side
from planparse.comparison.tasks import Counterpart
from planparse.model import Target
from planparse.model.records import Comparator

_BOUNDS: Mapping[Comparator, str] = {
    "ge": "ít nhất ",
    "gt": "trên ",
    "le": "không quá ",
    "lt": "dưới ",
    "approx": "khoảng ",
    "eq": "",
    "range": "",
}
_PERIODS: Mapping[str, str] = {
    "day": "mỗi ngày",
    "week": "mỗi tuần",
    "month": "mỗi tháng",
    "quarter": "mỗi quý",
    "half-year": "mỗi 6 tháng",
    "year": "mỗi năm",
}
# What a reason says when it decides, and when it only adds to the one that does; {parent} and
# {child} are the values as a person says them, {above} and {below} what is measured.
_REASONS: Mapping[str, tuple[str, str]] = {
    "value-weaker": (
        "Cấp dưới đặt {child}, chưa tới mức {parent} của cấp trên",
        "số liệu kém mức của cấp trên",
    ),
    "value-stronger": (
        "Cấp dưới đặt {child}, vượt yêu cầu {parent} của cấp trên",
        "số liệu vượt mức của cấp trên",
    ),
    "value-equal": ("Cấp dưới đặt {child}, bằng mức của cấp trên", "số liệu bằng nhau"),
    "inside-range": (
        "Cấp dưới đặt {child}, nằm trong khoảng {parent} của cấp trên",
        "số liệu nằm trong khoảng của cấp trên",
    ),
    "bound-dropped": (
        "Cùng số liệu nhưng cấp trên yêu cầu {parent}, cấp dưới chỉ ghi {child}",
        "cấp dưới bỏ mức chặn của cấp trên",
    ),
    "bound-added": (
        "Cùng số liệu nhưng cấp dưới ghi {child}, chặt hơn {parent} của cấp trên",
        "cấp dưới thêm mức chặn",
    ),
    "made-approximate": (
        "Cấp trên ghi {parent}, cấp dưới chỉ ghi {child}",
        "cấp dưới chỉ ghi số ước chừng",
    ),
    "horizon-later": (
        "Cấp dưới đặt {child}, muộn hơn mốc của cấp trên ({parent})",
        "mốc thời gian muộn hơn cấp trên",
    ),
    "horizon-earlier": ("Cấp dưới đặt mốc sớm hơn cấp trên", "mốc thời gian sớm hơn cấp trên"),
    "unit-changed": (
        "Cấp dưới đổi cách tính: {below_unit} {child} thay cho {above_unit} {parent}",
        "khác cách tính",
    ),
    "split": (
        "Cấp dưới chia thành nhiều chỉ tiêu, cùng với: {others}",
        "cấp dưới chia thành nhiều chỉ tiêu, cùng với: {others}",
    ),
    "direction-reversed": (
        "Cấp dưới đặt {child} theo hướng ngược với {parent} của cấp trên",
        "ngược hướng",
    ),
    "group-narrower": (
        "Cấp dưới áp dụng cho nhóm đối tượng hẹp hơn: {below} ({child}), "
        "cấp trên: {above} ({parent})",
        "nhóm đối tượng hẹp hơn",
    ),
    "base-changed": (
        "Cấp dưới đặt {child} cho đơn vị lớn hơn, cấp trên đặt {parent} cho từng đơn vị nhỏ hơn",
        "tính trên đơn vị lớn hơn",
    ),
    "share-of-total": (
        "Cấp trên tính cho toàn địa bàn ({parent}), cấp dưới cho phần của mình ({child}); "
        "không có số giao riêng để so",
        "số của cấp trên tính cho toàn địa bàn, cấp dưới tính phần của mình",
    ),
    "group-differs": (
        "Cấp dưới tính theo đối tượng khác: {below} ({child}), cấp trên: {above} ({parent})",
        "khác đối tượng tính",
    ),
    "group-wider": ("Nhóm đối tượng rộng hơn cấp trên", "nhóm đối tượng rộng hơn cấp trên"),
    "reference-dropped": ("Không nhắc lại mốc so sánh", "không nhắc lại mốc so sánh của cấp trên"),
    "reference-year-differs": ("Khác năm gốc", "năm gốc để so sánh khác cấp trên"),
    "frequency-converted": ("Đã quy về cùng kỳ", "đã quy về cùng kỳ để so"),
    "frequency-assumed": (
        "Một bên không nêu kỳ",
        "một bên không nêu kỳ, tính theo cả thời gian của kế hoạch",
    ),
    "qualifier-dropped": (
        "Cấp dưới không ghi {dropped}",
        "cấp dưới không ghi {dropped} như cấp trên, cần xem có cùng phạm vi",
    ),
    "qualifier-added": (
        "Cấp dưới ghi thêm {added}",
        "cấp dưới ghi thêm {added}, cần xem có cùng phạm vi",
    ),
    "frequency-higher": (
        "Cùng mức {parent} nhưng cấp dưới làm thường xuyên hơn",
        "cấp dưới làm thường xuyên hơn",
    ),
    "frequency-lower": (
        "Cùng mức {parent} nhưng cấp dưới làm thưa hơn cấp trên yêu cầu",
        "cấp dưới làm thưa hơn",
    ),
    "unclear-match": ("Hai bên ít từ ngữ chung", "hai bên ít từ ngữ chung, cần người xem lại"),
    "merged": ("Cấp dưới gộp chỉ tiêu", "cấp dưới gộp nhiều chỉ tiêu của cấp trên"),
}
_CHANGES: Mapping[str | None, str] = {"increase": "tăng", "decrease": "giảm"}
# What is counted, where two sides count in two ways.
_FAMILIES: Mapping[str, str] = {
    "percent": "tỷ lệ",
    "change": "mức tăng, giảm",
    "count": "số lượng",
    "rate": "tỷ suất",
    "multiple": "số lần",
    "money": "số tiền",
    "rank": "thứ hạng",
    "duration": "thời gian",
    "points": "điểm phần trăm",
}
# Longer than this a measure is cut in a sentence.
_LONGEST = 90


def describe(target: Target) -> str:
    """Return a target as a person would read it: what is measured, and the value."""
    return f"{target.indicator.strip()}: {say_value(target)}"


def say_value(target: Target, *, with_year: bool = True) -> str:
    """Return a target's value as printed, with its bound, period and year."""
    number = " ".join(target.quote.replace("*", "").replace("|", " ").split())
    if target.unit.lower() not in number.lower():
        number = f"{number} {target.unit}".strip()
    value = _BOUNDS[target.comparator] + number
    if target.per:
        value += f" {_PERIODS.get(target.per, f'mỗi {target.per}')}"
    return f"{value}, {_say_date(target.by)}" if target.by and with_year else value


def explain_target(
    parent: Side, child: Side, verdict: Verdict, others: Sequence[Target] = ()
) -> str:
    """Return the sentence of a matched target: the deciding reason first.

    `others` are further targets of the child that answer it together with this one.
    """
    with_year = any(reason.startswith("horizon") for reason in verdict.reasons)
    dropped, added = qualifier_changes(parent.subject, child.subject)
    words = {
        "parent": f'"{_say(parent, with_year=with_year)}"',
        "child": f'"{_say(child, with_year=with_year)}"',
        "above": f'"{_short(parent.target.indicator)}"',
        "below": f'"{_short(child.target.indicator)}"',
        "above_unit": _FAMILIES.get(parent.commitment.family, parent.target.unit),
        "below_unit": _FAMILIES.get(child.commitment.family, child.target.unit),
        "dropped": ", ".join(f'"{word}"' for word in dropped),
        "added": ", ".join(f'"{word}"' for word in added),
        "others": "; ".join(f'"{_short(describe(target))}"' for target in others),
    }
    first, *rest = verdict.reasons
    texts = [_REASONS[first][0], *(_REASONS[reason][1] for reason in rest)]
    return "; ".join(text.format(**words) for text in texts) + "."


def _say(side: Side, *, with_year: bool) -> str:
    value = say_value(side.target, with_year=with_year)
    if side.commitment.family != CHANGE or side.target.direction not in _CHANGES:
        return value
    return f"{_CHANGES[side.target.direction]} {value}"


def explain_local_target(child: Target) -> str:
    """Return the sentence of a target that only the child sets."""
    return f'Chỉ tiêu riêng của cấp dưới: "{say_value(child)}".'


def _say_date(iso: str) -> str:
    return f"năm {iso}" if len(iso) == len("2024") else "/".join(reversed(iso.split("-")))


def explain_task(counterpart: Counterpart) -> str:
    """Return the sentence of a task: what of it the child takes over, what it lacks."""
    total = len(counterpart.measures)
    if counterpart.status == "covered":
        return (
            "Cấp dưới có nhiệm vụ tương ứng."
            if total == 1
            else f"Cấp dưới có đủ {total} việc của nhiệm vụ này."
        )
    if counterpart.status == "missing":
        return "Không thấy nhiệm vụ tương ứng ở cấp dưới."
    whole = [measure for measure in counterpart.measures if measure in counterpart.lacking]
    if len(whole) == total:
        return f"Cấp dưới có việc gần giống, nhưng chưa thấy: {_quoted(counterpart.lacking)}."
    found = f"{total - len(whole)}/{total} việc" if whole else "việc này nhưng không đủ"
    return f"Cấp dưới có {found}; chưa thấy: {_quoted(counterpart.lacking)}."


def explain_local_task() -> str:
    """Return the sentence of a task that only the child sets."""
    return "Nhiệm vụ riêng của cấp dưới."


def _quoted(measures: Sequence[Measure]) -> str:
    return "; ".join(f'"{_short(measure.text)}"' for measure in measures)


def _short(text: str) -> str:
    text = " ".join(text.rstrip(" .").split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
