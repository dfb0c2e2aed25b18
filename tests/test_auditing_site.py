"""The site of a collection, opened in a real browser; nothing of a document becomes markup."""

from __future__ import annotations

import html
import html.parser
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from auditing_fixtures import make_collection, short_plan
from test_auditing_runner import cli, run_audit

from planparse.model.collection import DatedDuty, PlanEntry
from planparse.reports.site.calendar import day_of, ics_pieces

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = "<img src=x onerror=\"document.title='HACKED'\">'</script>{{ 7+7 }}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site of 46 plans, one of them hostile; 44 are below one parent."""
    folder = tmp_path_factory.mktemp("site")
    make_collection(folder, 45, children=44)
    hostile = short_plan(name=HOSTILE.upper()).replace("Trồng cây xanh", HOSTILE)
    hostile = hostile.replace("Phòng Kinh tế", "Phòng Kinh tế ../../x<b>")
    (folder / "plans" / "<svg onload=alert(1)>.txt").write_text(hostile, "utf-8")
    run_audit(folder / "plans", folder / "a.sqlite")
    done = cli("audit", "report", folder / "a.sqlite", "-o", folder / "out")
    assert done.returncode == 0, done.stderr
    return folder / "out"


class Page(html.parser.HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.add(name)
            if name in ("href", "src"):
                self.links.append(value or "")


def test_every_link_leads_to_a_page_of_the_site(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 60
    for path in pages:
        for link in Page(path).links:
            assert not re.match(r"[a-z]+:|//", link), f"{path}: {link}"
            target = link.partition("#")[0]
            assert not target or (path.parent / target).resolve().is_file(), f"{path}: {link}"


def test_no_text_of_a_document_is_markup(site: Path) -> None:
    told = 0
    for path in site.rglob("*.html"):
        page, text = Page(path), path.read_text("utf-8")
        assert not page.handlers, path
        assert not page.tags & {"img", "svg", "iframe"}, path
        if "HACKED" in text:
            assert "{{ 7+7 }}" in html.unescape(text), path
            told += 1
    assert told >= 2
    index = (site / "search-index.js").read_text("utf-8")
    rows = json.loads(index.removeprefix("window.PLANPARSE_INDEX = ").replace(",\n]", "]")[:-2])
    assert any("HACKED" in row[1] for row in rows)


def test_pages_stay_in_the_folder(site: Path) -> None:
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert all(re.fullmatch(r"[a-z0-9/.-]+", name) for name in names)
    assert not list(site.parent.glob(".out*"))


def test_a_matrix_is_paged(site: Path) -> None:
    parts = sorted(site.glob("matrix/*-*.html"))
    columns = [path.read_text("utf-8").count('class="child"') for path in parts]
    assert columns[0] == 40
    assert len(columns) >= 2


def test_a_site_among_the_plans_is_not_read(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "plans" / "site")
    (tmp_path / "plans" / "a.txt").write_text(short_plan(), "utf-8")
    assert run_audit(tmp_path / "plans", tmp_path / "a.sqlite").files == 1


def test_site_is_replaced_but_no_other_folder(site: Path, tmp_path: Path) -> None:
    store = site.parent / "a.sqlite"
    assert cli("audit", "report", store, "-o", site).returncode == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    done = cli("audit", "report", store, "-o", tmp_path / "mine")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_calendar_is_one_that_programs_read(site: Path) -> None:
    data = (site / "deadlines.ics").read_bytes()
    text = data.decode("utf-8")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 40
    uids = re.findall(r"UID:(\S+)", text)
    assert len(uids) == len(set(uids))


PLAN = PlanEntry(
    "ab", "a.txt", "text/plain", None, "1/KH", None, "2024-01-02", "T", "2024", "2026", 0
)


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("2025-12-05", date(2025, 12, 5)),
        ("12-05", date(2024, 12, 5)),
        ("02-29", date(2024, 2, 29)),
        ("2025", None),
    ],
)
def test_deadline_has_a_day(end: str, day: date | None) -> None:
    assert day_of(DatedDuty(None, end, None, "việc", "hạn", "ab"), PLAN) == day


def test_text_cannot_add_an_event() -> None:
    duty = DatedDuty(None, "12-05", "yearly", "a\r\nEND:VEVENT;x,y\\", "hạn", "ab")
    text = "".join(ics_pieces([duty], {"ab": PLAN}, "20250101T000000Z"))
    assert text.count("\r\nEND:VEVENT") == 1
    assert "SUMMARY:a END:VEVENT\\;x\\,y\\\\" in text
    assert "RRULE:FREQ=YEARLY;UNTIL=20261231" in text


def browse(page: str, folder: Path, *more: str) -> tuple[str, str]:
    """Return the page as the browser made it, and what it said."""
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=4000", *more, page,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@needs_browser
def test_search_finds_with_and_without_accents(site: Path, tmp_path: Path) -> None:
    for query in ("tr%E1%BA%BB%20em%20x%C3%A3", "tre%20em%20xa"):
        page, said = browse(f"{(site / 'search.html').as_uri()}#{query}", tmp_path, "--dump-dom")
        assert "kết quả" in page
        assert page.count("<li>") > 20
        assert "CONSOLE" not in said
    page, _ = browse(f"{(site / 'search.html').as_uri()}#khongcogi", tmp_path, "--dump-dom")
    assert "0 kết quả" in page


@needs_browser
def test_hostile_plan_does_nothing_in_the_browser(site: Path, tmp_path: Path) -> None:
    page, said = browse(f"{(site / 'search.html').as_uri()}#hacked", tmp_path, "--dump-dom")
    assert "1 kết quả" in page
    assert "&lt;img src=x" in page
    plan = next(p for p in site.glob("plan/*.html") if "HACKED" in p.read_text("utf-8"))
    page, said = browse(plan.as_uri(), tmp_path, "--dump-dom")
    assert "<title>HACKED" not in page
    assert "CONSOLE" not in said


@needs_browser
def test_pages_have_a_look(site: Path, tmp_path: Path) -> None:
    """The style sheet is applied, and no page is wider than the screen of a phone."""
    matrix = next(site.glob("matrix/*-1.html"))
    for page in (site / "index.html", matrix, next(site.glob("plan/*.html"))):
        shot = tmp_path / f"{page.stem}.png"
        browse(page.as_uri(), tmp_path, f"--screenshot={shot}", "--window-size=390,800")
        assert shot.stat().st_size > 10_000
