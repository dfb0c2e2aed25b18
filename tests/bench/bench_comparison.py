"""Measure the comparison on plans made of common words: the size of both, and many children.

Times are of the processor, so that what else the machine does counts less.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from multiprocessing import get_context

from planparse import parse_text
from planparse.comparison import compare, compare_many
from planparse.model import PlanDocument

WHO = (
    "hộ gia đình", "học sinh tiểu học", "cán bộ, công chức", "hội viên phụ nữ", "hợp tác xã",
    "doanh nghiệp nhỏ và vừa", "trẻ em dưới 6 tuổi", "người cao tuổi", "lao động nông thôn",
    "chi bộ", "trường học", "hồ sơ thủ tục hành chính", "hộ nghèo", "đoàn viên thanh niên",
)  # fmt: skip
WHAT = (
    "được tiêm chủng đầy đủ", "sử dụng nước sạch", "tham gia bảo hiểm y tế", "có bình chữa cháy",
    "được tập huấn kỹ năng số", "ký cam kết bảo vệ môi trường", "được khám sức khỏe định kỳ",
    "phân loại rác tại nguồn", "được vay vốn ưu đãi", "dùng nền tảng số", "đạt chuẩn văn hóa",
)  # fmt: skip
DO = ("Tuyên truyền", "Rà soát", "Kiểm tra", "Hướng dẫn", "Lắp đặt biển báo", "Mở lớp tập huấn")
ON = ("phòng dịch", "an toàn giao thông", "chuyển đổi số", "giảm nghèo", "nước sạch", "phòng cháy")
FRAME = """ỦY BAN NHÂN DÂN
{issuer}
Số: {number}/KH-UBND

An Lâm, {day} năm 2024

KẾ HOẠCH
Phát triển văn hóa - xã hội năm 2024

{cites}

I. CHỈ TIÊU
{targets}

II. NHIỆM VỤ
{tasks}
"""


def make_plan(size: int, seed: int, *, is_child: bool) -> PlanDocument:
    """Return a parsed plan of `size` targets and as many tasks; all share a few common words."""
    chance = random.Random(seed)
    pairs = [(who, what) for who in WHO for what in WHAT]
    chance.shuffle(pairs)
    targets = (
        f"- {chance.randrange(50, 101)}% {who} {what} tại khu vực {number % 7 + 1}."
        for number, (who, what) in enumerate((pairs * (size // len(pairs) + 1))[:size])
    )
    tasks = (
        f"{number + 1}. {chance.choice(DO)} về {chance.choice(ON)} cho {chance.choice(WHO)} ở "
        f"điểm số {number % 11}; {chance.choice(DO).lower()} {chance.choice(ON)}."
        for number in range(size)
    )
    text = FRAME.format(
        issuer="XÃ BA LÂM" if is_child else "TỈNH AN LÂM",
        number=seed if is_child else 12,
        day="ngày 10 tháng 02" if is_child else "ngày 05 tháng 01",
        cites="Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh;" if is_child else "",
        targets="\n".join(targets),
        tasks="\n".join(tasks),
    )
    return parse_text(text, name=f"plan-{seed}")


def table() -> str:
    """Return the figures as Markdown."""
    many = list(_many())  # first: the peak of memory is that of the process
    rows = [_size(size) for size in (30, 150, 1000)]
    lines = ["| targets and tasks of each plan | one comparison | per line of the parent |"]
    lines += ["|---|---|---|", *rows]
    return "\n".join([*many, "", *lines])


def _size(size: int) -> str:
    parent, child = make_plan(size, 1, is_child=False), make_plan(size, 2, is_child=True)
    seconds = min(_seconds(child, parent) for _ in range(3 if size < 500 else 1))
    return f"| {size} + {size} | {seconds * 1000:.0f} ms | {seconds / size / 2 * 1e6:.0f} µs |"


def _seconds(child: PlanDocument, parent: PlanDocument) -> float:
    start = time.process_time()
    compare(child, parent)
    return time.process_time() - start


def _many(count: int = 3000, cores: int = 2) -> Iterator[str]:
    """Yield the figures of many children, shared out to as many processes as there are cores.

    The clock also counts what a process needs to begin and to parse its children.
    """
    with get_context("spawn").Pool(cores) as pool:
        start = time.perf_counter()
        shares = pool.map(_share_of_many, [count // cores] * cores, chunksize=1)
        seconds = time.perf_counter() - start
    work = sum(share[0] for share in shares)
    early, late = (max(share[n] for share in shares) for n in (1, 2))
    yield f"| {count} children of 30 + 30 against one parent | on {cores} cores |"
    yield "|---|---|"
    yield f"| whole run, by the clock | {seconds:.0f} s |"
    yield f"| work of all cores | {work:.0f} s |"
    yield f"| one child | {work / count * 1000:.0f} ms |"
    yield f"| memory of a process at a tenth of the run and at its end | {early} MB, {late} MB |"


def _share_of_many(count: int, kinds: int = 60) -> tuple[float, int, int]:
    """Compare so many children of `kinds` texts that come again; return seconds and two peaks."""
    parent = make_plan(30, 1, is_child=False)
    children = [make_plan(30, seed + 2, is_child=True) for seed in range(kinds)]
    start, peaks = time.process_time(), []
    each = (children[n % kinds] for n in range(count))
    for number, _ in enumerate(compare_many(each, parent)):
        if number in (count // 10, count - 1):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return time.process_time() - start, peaks[0], peaks[-1]


if __name__ == "__main__":
    print(table())
