"""Peer: what a careful user writes in an afternoon with nothing but `re`.

Wrapped lines are joined, then one pass over the lines: patterns for the usual wordings, a stack for
the outline. Tables, damaged words, shared subjects and what stands above a line are where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer import Row, answer, deadline, print_answer, record, target

LINES = None  # all of them

MARKER = re.compile(
    r"^[\s*#|>-]{0,6}(?P<marker>(?P<word>Phần|Chương|Mục|Điều|Phụ lục|PHỤ LỤC|Mục tiêu|Chỉ tiêu"
    r"|Nhiệm vụ)\s(?:[IVXLC]+|\d+)\b|(?P<roman>[IVX]+)(?=\s?[.)/-])"
    r"|(?P<digits>\d{1,2}(?:\.\d{1,2})*)(?=[.)/-]|\s+[A-ZĐ])|(?P<letter>[a-zđ])(?=[).]))"
    r"\s?[.):/-]*\s*(?P<title>\S.*)$"
)
ROLES = (
    ("purpose", r"mục đích|yêu cầu|quan điểm"),
    ("background", r"tình hình|kết quả|sự cần thiết"),
    ("objectives", r"mục tiêu|chỉ tiêu"),
    ("budget", r"kinh phí|nguồn lực"),
    ("organisation", r"tổ chức|phân công|trách nhiệm|báo cáo"),
    ("schedule", r"thời gian|tiến độ|lộ trình"),
    ("tasks", r"nhiệm vụ|nội dung|giải pháp|biện pháp"),
)
NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
UNITS = (
    r"lớp|buổi|cuộc|hộ|người|lượt|tin, bài|tin|bài|điểm|mô hình|đợt|lần|xã|thôn|trường|vụ|đơn vị"
    r"|bể|suất|trang|nhà|bến|áo|giáo viên|cán bộ|sản phẩm|hồ sơ|cơ sở|công trình|hội viên|phút|giờ"
    r"|ngày|ha|km|tổ|câu lạc bộ|trẻ|em|tỷ đồng|triệu đồng"
)
QUANTITY = re.compile(
    rf"(?<![\d/.,])(?P<low>{NUMBER})(?:\s?[-–]\s?(?P<high>{NUMBER}))?\s?"
    rf"(?P<unit>%|/1\.?0+ \w+(?: \w+)?|(?:{UNITS})(?!\w))"
)
COMPARE = (
    ("ge", r"ít nhất|tối thiểu|không thấp hơn|không dưới"),
    ("le", r"tối đa|không quá|không vượt"),
    ("gt", r"trên|hơn|vượt"),
    ("lt", r"dưới"),
    ("approx", r"khoảng|gần"),
)
COMMITS = re.compile(
    r"phấn đấu|đạt|100\s?%|ít nhất|tối thiểu|giảm|tăng|không quá|duy trì|bảo đảm|đảm bảo|trở lên"
    r"|^[-+*\s]*(?:có |trên )?\d+(?:,\d+)?\s?%|thành lập|tổ chức",
    re.IGNORECASE,
)
DAY = (
    r"(?:ngày\s)?(?P<d>\d{1,2})\s?(?:/|-|\.|\stháng\s)\s?(?P<m>\d{1,2})"
    r"(?:\s?(?:/|-|\.|\snăm\s)\s?(?P<y>\d{4}))?"
)
EACH = r"(?P<each>\s(?:hằng|hàng) năm)?"
BEFORE = re.compile(
    r"(?:hoàn thành |xong )?(?:trước|chậm nhất(?: là| vào)?|muộn nhất|không quá|đến hết)\s"
    rf"(?:ngày\s)?{DAY}{EACH}",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"(?:(?:hoàn thành |xong )?(?:trong|vào) |(?<=: ))"
    r"(?:tháng (?P<m>\d{1,2})|quý (?P<q>IV|I{1,3})(?!\w))(?:(?:\s?/\s?|\snăm\s)(?P<y>\d{4}))?",
    re.IGNORECASE,
)
RANGE = re.compile(
    r"(?:từ )?(?:ngày )?(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?\s?(?:đến|-|–)\s?(?:hết )?"
    rf"(?:ngày )?(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})(?:/(?P<y2>\d{{4}}))?{EACH}",
    re.IGNORECASE,
)
OFTEN = re.compile(
    r"(?:định kỳ )?(?:(?P<yearly>(?:hằng|hàng|mỗi) năm)|(?P<quarterly>(?:hằng|hàng|mỗi) quý)"
    r"|(?P<monthly>(?:hằng|hàng|mỗi) tháng)|(?P<weekly>(?:hằng|hàng) tuần)|(?P<half>0?6 tháng))",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\d/.,])(?:(?:\(0\d{2,3}\)|0\d{2,4})[ .]?\d{3,4}[ .]?\d{3,4}"
    r"|1[89]00[ .]?\d{2,4}[ .]?\d{2,4}(?:[ .]?\d{2})?"
    r"|(?:(?<=số )|(?<=\()|(?<=đài )|(?<=em )|(?<=: ))1[15][1-6](?![\d/%.]\d|\d|%|/))"
)
DOCUMENT = re.compile(
    r"(?<![\w/])\d{1,5}\s?(?:/\d{4})?\s?[/-]\s?[A-ZĐ][A-ZĐa-z&]{1,9}\d{0,2}"
    r"(?:\s?[-/]\s?[A-ZĐƯ][\w&]{1,11}){0,3}"
)
DATED = re.compile(rf"^\s?,?\s?{DAY}")
SYLLABLE = r"(?:(?!chủ|phối|chịu|tổ|trình|theo|để|tham|thực|và|trên|có|xây|hướng|báo)[a-zà-ỹđ]+)"
BODY = re.compile(
    r"(?:Sở|Phòng|Ban|[ỦU][yỷ] ban nhân dân|Uỷ ban nhân dân|Ủy ban|UBND|Công an|Trung tâm|Văn phòng"
    r"|Hội|Đoàn|Bộ|Đài|Trường|Trạm|Mặt trận|Các|Bưu điện|Huyện đoàn|Thành đoàn|Tỉnh đoàn|Huyện ủy"
    r"|Tỉnh ủy|Đảng ủy|Chi cục|Kho bạc)"
    rf"(?:(?:\s[-–])?(?:\svà)?\s[A-ZĐÀ-Ỹ][\w&]*(?:\s{SYLLABLE}){{0,2}}|,(?=\s(?:Thể|thị|phường))"
    r"|\s(?:các )?(?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố)(?!\w)){1,8}"
)


def read(text: str) -> Row:
    """Return what the patterns find."""
    joined = re.sub(r"(?<=[\w,])\n(?=[a-zà-ỹđ(])", " ", text)
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", joined)]
    first = next((n for n, (_, line) in enumerate(lines) if line.strip(" *#") == "KẾ HOẠCH"), 0)
    last = next((n for n, (_, line) in enumerate(lines) if "Nơi nhận" in line), len(lines))
    metadata = read_head(text, lines, first, last)
    year = int((metadata["issued_on"] or "0000")[:4])
    body = lines[first + 1 : last]
    sections = list(read_outline(body, len(text)))
    found = answer(text, metadata=metadata, sections=sections, contacts=list(contacts(text)))
    for start, line in body:
        above = [s for s in sections if s["span"]["start"] <= start]
        role = above[-1]["role"] if above else "other"
        if role not in ("background", "purpose", "budget") and above:
            if role == "objectives" or COMMITS.search(line):
                found["targets"] += targets(text, start, line, metadata["period_end"] or str(year))
            found["deadlines"] += deadlines(text, start, line, year)
            found["assignments"] += bodies(text, start, line, role)
        found["references"] += references(text, start, line, metadata["number"])
    return found


def read_outline(lines: list[tuple[int, str]], end: int) -> Iterator[Row]:
    """Keep a stack of marker kinds: a kind that is on it already closes what is below."""
    stack: list[tuple[str, Row]] = []
    for number, (start, line) in enumerate(lines):
        match = MARKER.match(line)
        if not match or (match["letter"] and not stack):
            continue
        label = re.sub(r"[*]", "", match["marker"]).strip()
        kind = match["word"] or ("roman" if match["roman"] else "letter" if match["letter"] else "")
        kind = kind or f"digits{label.count('.')}"
        while any(kind == other for other, _ in stack):
            stack.pop()
        parent = stack[-1][1] if stack else None
        title = match["title"].strip(" *")
        role = next((r for r, words in ROLES if re.search(words, title.lower())), "other")
        section = {
            "id": f"s{number}", "parent_id": parent and parent["id"], "label": label,
            "marker": match["marker"], "title": title, "level": len(stack) + 1,
            "role": parent["role"] if parent else role,
            "heading": {"start": start + match.start("marker"), "end": start + len(line)},
            "span": {"start": start, "end": end},
        }  # fmt: skip
        stack.append((kind, section))
        yield section


def number_of(words: str) -> float | int:
    plain = words.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def targets(text: str, start: int, line: str, year: str) -> Iterator[Row]:
    for match in QUANTITY.finditer(line):
        before, after = line[: match.start()], line[match.end() :]
        near = before[-18:].lower()
        comparator = next((name for name, words in COMPARE if re.search(words, near)), "eq")
        comparator = "ge" if after.lstrip().startswith("trở lên") else comparator
        years = re.search(r"năm (\d{4})", after[:30]) or re.search(
            r"năm (\d{4})(?!.*năm \d)", before
        )
        clause = re.split(r"[;:]", before)[-1] + re.split(r"[;,.]", after)[0]
        yield target(
            text, start + match.start(), start + match.end(), value=number_of(match["low"]),
            value_max=number_of(match["high"]) if match["high"] else None, unit=match["unit"],
            comparator="range" if match["high"] else comparator, by=years[1] if years else year,
            indicator=re.sub(r"[-+*]|phấn đấu|đạt|ít nhất|đến năm \d{4}", "", clause).strip(),
        )  # fmt: skip


def deadlines(text: str, start: int, line: str, year: int) -> Iterator[Row]:
    taken: list[range] = []
    for match in BEFORE.finditer(line):
        day = f"{int(match['m']):02}-{int(match['d']):02}"
        end = day if match["each"] else f"{match['y'] or year}-{day}"
        recurrence = "yearly" if match["each"] else None
        taken.append(range(*match.span()))
        yield deadline(
            text, start + match.start(), start + match.end(), end=end, recurrence=recurrence
        )
    for match in RANGE.finditer(line):
        first, last = (
            f"{int(match[m]):02}-{int(match[d]):02}" for m, d in (("m", "d"), ("m2", "d2"))
        )
        of = "" if match["each"] else f"{match['y2'] or match['y'] or year}-"
        taken.append(range(*match.span()))
        yield deadline(
            text, start + match.start(), start + match.end(), start=of + first, end=of + last,
            recurrence="yearly" if match["each"] else None,
        )  # fmt: skip
    for match in MONTH.finditer(line):
        quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get((match["q"] or "").upper(), 0)
        first, last = (quarter * 3 - 2, quarter * 3) if quarter else (int(match["m"]),) * 2
        days = 28 if last == 2 else 30 if last in (4, 6, 9, 11) else 31
        of = match["y"] or year
        yield deadline(
            text, start + match.start(), start + match.end(),
            start=f"{of}-{first:02}-01", end=f"{of}-{last:02}-{days}",
        )  # fmt: skip
    for match in OFTEN.finditer(line):
        if not any(match.start() in other for other in taken):
            name = (match.lastgroup or "").replace("half", "half-yearly")
            yield deadline(text, start + match.start(), start + match.end(), recurrence=name)


def contacts(text: str) -> Iterator[Row]:
    for match in PHONE.finditer(text):
        before = re.split(
            r"[.;,:\n]", text[max(0, match.start() - 80) : match.start()].rstrip(" (:")
        )
        name = re.sub(r"(?:điện thoại|số|theo|qua|gọi|-)\s?", "", before[-1]).strip()
        number = re.sub(r"\D", "", match.group())
        yield record(text, match.start(), match.end(), number=number, service=name)


def references(text: str, start: int, line: str, own: str | None) -> Iterator[Row]:
    opening = line.strip(" -*")
    relation = "basis" if opening.startswith("Căn cứ") else "cites"
    relation = "parent" if opening.startswith(("Thực hiện", "Triển khai")) else relation
    for match in DOCUMENT.finditer(line):
        number = re.sub(r"\s", "", match.group())
        dated = DATED.search(line[match.end() :])
        day = f"{dated['y']}-{int(dated['m']):02}-{int(dated['d']):02}" if dated else None
        if number != own:
            yield record(text, start + match.start(), start + match.end(), number=number, date=day,
                         relation=relation)  # fmt: skip


def bodies(text: str, start: int, line: str, role: str) -> Iterator[Row]:
    for match in BODY.finditer(line):
        before, after = line[max(0, match.start() - 60) : match.start()], line[match.end() :]
        heads = role == "organisation" and len(before.strip(" -*.)0123456789abcdđ")) == 0
        found = "lead" if heads or re.match(r"\s*(?:chủ trì|chịu trách nhiệm)", after) else None
        found = "requested" if re.search(r"[Đđ]ề nghị[^.;]*$", before) else found
        found = "support" if re.search(r"phối hợp(?: với)?[^.;]*$", before) else found
        found = "report_to" if re.search(r"(?:báo cáo|gửi|về)[^.;]{0,40}$", before) else found
        if found:
            name = match.group().replace("UBND", "Ủy ban nhân dân")
            yield record(
                text, start + match.start(), start + match.end(), body=name, role=found, task=""
            )


def read_head(text: str, lines: list[tuple[int, str]], first: int, last: int) -> Row:
    head = "\n".join(line for _, line in lines[:first])
    number = re.search(r"Số\s?:?\s?(\d+\s?[/-]\s?[\w&/-]+)", head)
    day = re.search(r"^\W*([^\n,]+), ngày\s(\d+) tháng\s(\d+) năm (\d{4})", head, re.MULTILINE)
    title = " ".join(line.strip(" *-") for _, line in lines[first + 1 : first + 3])
    title = re.split(r"Căn cứ|Thực hiện Kế", title)[0].strip()
    period = re.search(r"(\d{4})\s?[-–]\s?(\d{4})|năm (\d{4})", title)
    issuer = [
        line.strip(" *-|") for _, line in lines[:4] if "CỘNG" not in line and "Số" not in line
    ]
    signed = [line.strip(" *") for _, line in lines[last:] if line.strip(" *")]
    return answer(text)["metadata"] | {
        "doc_type": "Kế hoạch", "number": number and re.sub(r"\s", "", number[1]),
        "place": day and day[1].strip(" *|"), "title": title, "issuer": " ".join(issuer),
        "issued_on": day and f"{day[4]}-{int(day[3]):02}-{int(day[2]):02}",
        "period_start": period and (period[1] or period[3]),
        "period_end": period and (period[2] or period[3]), "signer": signed[-1] if signed else None,
    }  # fmt: skip


if __name__ == "__main__":
    print_answer(read)
