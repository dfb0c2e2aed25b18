"""Sentences for people, made from the reasons of a judgement and both documents' numbers."""

from collections.abc import Mapping, Sequence

from planparse.comparison.judge import Verdict
from planparse.comparison.measures import Measure
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
    "unit-changed": ("Cấp dưới đổi cách tính: {child} thay cho {parent}", "khác cách tính"),
    "direction-reversed": (
        "Cấp dưới đặt {child} theo hướng ngược với {parent} của cấp trên",
        "ngược hướng",
    ),
    "group-narrower": (
        "Cấp dưới áp dụng cho nhóm đối tượng hẹp hơn: {below} ({child}), "
        "cấp trên: {above} ({parent})",
        "nhóm đối tượng hẹp hơn",
    ),
    "group-wider": ("Nhóm đối tượng rộng hơn cấp trên", "nhóm đối tượng rộng hơn cấp trên"),
    "reference-dropped": ("Không nhắc lại mốc so sánh", "không nhắc lại mốc so sánh của cấp trên"),
    "reference-year-differs": ("Khác năm gốc", "năm gốc để so sánh khác cấp trên"),
    "frequency-converted": ("Đã quy về cùng kỳ", "đã quy về cùng kỳ để so"),
    "frequency-assumed": (
        "Một bên không nêu kỳ",
        "một bên không nêu kỳ, tính theo cả thời gian của kế hoạch",
    ),
    "unclear-match": ("Hai bên ít từ ngữ chung", "hai bên ít từ ngữ chung, cần người xem lại"),
    "merged": ("Cấp dưới gộp chỉ tiêu", "cấp dưới gộp nhiều chỉ tiêu của cấp trên"),
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


def explain_target(parent: Target, child: Target, verdict: Verdict) -> str:
    """Return the sentence of a matched target: the deciding reason first."""
    with_year = any(reason.startswith("horizon") for reason in verdict.reasons)
    words = {
        "parent": f'"{say_value(parent, with_year=with_year)}"',
        "child": f'"{say_value(child, with_year=with_year)}"',
        "above": f'"{_short(parent.indicator)}"',
        "below": f'"{_short(child.indicator)}"',
    }
    first, *rest = verdict.reasons
    texts = [_REASONS[first][0], *(_REASONS[reason][1] for reason in rest)]
    return "; ".join(text.format(**words) for text in texts) + "."


def explain_missing_target(parent: Target) -> str:
    """Return the sentence of a target that the child does not set in numbers."""
    value = say_value(parent)
    return f'Cấp dưới không có chỉ tiêu bằng số cho nội dung này; cấp trên giao "{value}".'


def explain_local_target(child: Target) -> str:
    """Return the sentence of a target that only the child sets."""
    return f'Chỉ tiêu riêng của cấp dưới: "{say_value(child)}".'


def _say_date(iso: str) -> str:
    return f"năm {iso}" if len(iso) == len("2024") else "/".join(reversed(iso.split("-")))


def explain_task(counterpart: Counterpart) -> str:
    """Return the sentence of a task: what of it the child takes over, what it lacks."""
    total, lacking = len(counterpart.measures), len(counterpart.lacking)
    if counterpart.status == "covered":
        return (
            "Cấp dưới có nhiệm vụ tương ứng."
            if total == 1
            else f"Cấp dưới có đủ {total} việc của nhiệm vụ này."
        )
    if counterpart.status == "missing":
        return "Không thấy nhiệm vụ tương ứng ở cấp dưới."
    return f"Cấp dưới có {total - lacking}/{total} việc; chưa thấy: {_quoted(counterpart.lacking)}."


def explain_local_task() -> str:
    """Return the sentence of a task that only the child sets."""
    return "Nhiệm vụ riêng của cấp dưới."


def _quoted(measures: Sequence[Measure]) -> str:
    return "; ".join(f'"{_short(measure.text)}"' for measure in measures)


def _short(text: str) -> str:
    text = " ".join(text.rstrip(" .").split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
