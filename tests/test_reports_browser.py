"""HTML reports in a real browser: Chromium, without a network."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pdfplumber
import pytest
from report_fixtures import compared, hostile, large, large_matrix
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from planparse import compare_chain, compare_matrix, write_report
from planparse.reports.view import LACKING, Line, make_view
from planparse.reports.wording import Language

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Chromium and its driver")
# Pictures for people to look at; not kept in the repository.
PICTURES = Path(__file__).parent.parent / "tmp" / "reports"
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-prefers-reduced-motion",
)  # fmt: skip

Browser = webdriver.Chrome


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    with tempfile.TemporaryDirectory() as profile:
        for argument in (*QUIET, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
        yield driver
        driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("pages")
    _, (child, parent) = compared()

    def page(name: str) -> Path:
        path = folder / f"{name}.html"
        results = {
            "coverage": compared, "hostile": hostile, "large": large,
            "english": compared,
            "matrix": lambda: (compare_matrix([child, parent], parent), (parent,)),
            "large-matrix": lambda: (large_matrix(), (parent,)),
            "chain": lambda: (compare_chain([parent, child, child]), (parent, child, child)),
        }  # fmt: skip
        if not path.exists():
            result, documents = results[name]()
            write_report(result, documents, path, lang="en" if name == "english" else "vi")
        return path

    return page


@cache
def lines() -> tuple[Line, ...]:
    """Return the items of the report in the order of the page."""
    report, (child, parent) = compared()
    return make_view(report, child, parent, Language.VI).lines


def answered() -> list[str]:
    """Return the refs of some items that have a counterpart: targets and tasks, far apart."""
    refs = [line.ref for line in lines() if line.child]
    return [refs[0], refs[len(refs) // 2], refs[-1]]


def visit(browser: Browser, page: Path, *, width: int = 1280, height: int = 900) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get_log("browser"), browser.get_log("performance")
    browser.get(page.as_uri())


def find(browser: Browser, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


def shown(browser: Browser, selector: str = "tr.item") -> int:
    script = "return [...document.querySelectorAll(arguments[0])].filter(e => !e.hidden).length"
    return browser.execute_script(script, selector)


def picture(browser: Browser, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1}
    shot = browser.execute_cdp_cmd(
        "Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True}
    )
    (PICTURES / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))


def assert_quiet(browser: Browser) -> None:
    """No message in the console, no request but for the file itself."""
    assert browser.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert {url.partition(":")[0] for url in asked} <= {"file"}
    assert len({url.partition("#")[0] for url in asked}) <= 1


@pytest.mark.parametrize(
    ("name", "width"),
    [
        *product(("coverage", "english", "hostile", "matrix", "chain"), (1280, 390)),
        ("large", 390),
        ("large-matrix", 390),
    ],
)
def test_pages_are_quiet_and_fit_the_width(browser, pages, name: str, width: int) -> None:
    visit(browser, pages(name), width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script("return 'alert' in window && !window.hacked")
    picture(browser, f"{name}-{width}")
    assert_quiet(browser)


def test_a_chosen_item_is_marked_and_seen_on_both_sides(browser, pages) -> None:
    visit(browser, pages("coverage"))
    for ref in answered():
        find(browser, f"#i-{ref} td:nth-of-type(2) a")[0].click()
        for side in ("p", "c"):
            pieces = find(browser, f"#pane-{side} .m.chosen")
            assert pieces, (ref, side)
            assert all(ref in (piece.get_attribute("data-refs") or "").split() for piece in pieces)
            assert is_seen(browser, f"#pane-{side} .m.chosen", f"#pane-{side}")
        assert ref in find(browser, "div.chosen p")[0].text
    assert_quiet(browser)


def is_seen(browser: Browser, selector: str, pane: str) -> bool:
    script = (
        "const a = document.querySelector(arguments[0]).getBoundingClientRect(),"
        " b = document.querySelector(arguments[1]).getBoundingClientRect();"
        "return a.top >= b.top && a.top < b.bottom && b.top < innerHeight && b.bottom > 0"
    )
    return browser.execute_script(script, selector, pane)


def test_a_quote_on_either_side_leads_to_the_other(browser, pages) -> None:
    visit(browser, pages("coverage"))
    first, _, last = answered()
    for here, there, ref in (("p", "c", first), ("c", "p", last)):
        mark = find(browser, f'#pane-{here} a.m[data-choose="{ref}"]')[0]
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        mark.click()
        assert is_seen(browser, f"#pane-{there} .m.chosen", f"#pane-{there}")
        assert browser.switch_to.active_element == mark


def test_links_lead_to_the_other_side_without_script(browser, pages) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        visit(browser, pages("coverage"))
        assert not find(browser, ".controls")[0].is_displayed()
        assert len(find(browser, "tr.item")) == len(lines())
        ref = answered()[0]
        find(browser, f"#i-{ref} td:nth-of-type(3) a")[0].click()
        assert browser.current_url.endswith(f"#c-{ref}")
        find(browser, f"#c-{ref} + a")[0].click()
        assert browser.current_url.endswith(f"#p-{ref}")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_filters_and_search_work_together(browser, pages) -> None:
    visit(browser, pages("coverage"))
    assert shown(browser) == len(lines())
    find(browser, 'input[value="missing"]')[0].click()
    kept = [line for line in lines() if line.status != "missing"]
    assert shown(browser) == len(kept)
    assert not find(browser, "tr.group.s-missing")[0].is_displayed()
    find(browser, 'input[value="task"]')[0].click()
    targets = sum(line.kind == "target" for line in kept)
    assert shown(browser) == targets
    search = find(browser, 'input[name="search"]')[0]
    search.send_keys("duoi nuoc")
    without = shown(browser)
    assert 0 < without < targets
    assert f"{without} trong {len(lines())}" in find(browser, "#items output")[0].text
    search.clear()
    search.send_keys("ĐUỐI NƯỚC")
    assert shown(browser) == without
    search.clear()
    search.send_keys("không có gì như thế")
    assert shown(browser) == 0
    assert_quiet(browser)


def test_items_can_be_put_in_the_parents_order(browser, pages) -> None:
    visit(browser, pages("coverage"))
    find(browser, 'select[name="order"] option[value="parent"]')[0].click()
    refs = [row.text for row in find(browser, "tr.item > th")]
    assert refs[:3] == ["CT1", "CT2", "CT3"]
    find(browser, 'select[name="order"] option[value="worst"]')[0].click()
    assert find(browser, "tr.item > th")[0].text == lines()[0].ref
    assert shown(browser) == len(lines())


def test_the_page_can_be_used_with_the_keyboard(browser, pages) -> None:
    visit(browser, pages("coverage"))
    body = find(browser, "body")[0]
    body.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    ref = answered()[0]
    following = lines()[[line.ref for line in lines()].index(ref) + 1]
    link = find(browser, f"#i-{ref} td:nth-of-type(2) a")[0]
    link.send_keys(Keys.ENTER)
    focused = browser.switch_to.active_element
    assert focused.get_attribute("data-choose") == ref
    next_button = find(browser, 'button[data-step="1"]')[0]
    next_button.send_keys(Keys.ENTER)
    assert find(browser, "div.chosen p a")[0].text == following.ref
    assert is_seen(browser, "#pane-p .m.chosen", "#pane-p")


def test_a_screen_reader_finds_names_and_heads(browser, pages) -> None:
    visit(browser, pages("coverage"))
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = {
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node.get("ignored")
    }
    roles = {role for role, _ in named}
    assert {"main", "banner", "contentinfo", "navigation", "article", "searchbox"} <= roles
    nameless = ("checkbox", "searchbox", "combobox", "button", "link", "article", "image")
    assert not [role for role, name in named if role in nameless and not name.strip()]
    levels = [int(head.tag_name[1]) for head in find(browser, "h1, h2, h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1


def test_a_search_among_three_thousand_children(browser, pages) -> None:
    visit(browser, pages("large-matrix"))
    assert len(find(browser, "tr.child")) == 3000
    assert shown(browser, "tr.child") == 200
    find(browser, "#children .more")[0].click()
    assert shown(browser, "tr.child") == 400
    find(browser, "#children input")[0].send_keys("khong co")
    assert shown(browser, "tr.child") == 0
    assert_quiet(browser)


@pytest.mark.parametrize("name", ["coverage", "english", "matrix", "chain"])
def test_pages_print_on_a4(browser, pages, name: str) -> None:
    visit(browser, pages(name))
    options = {"preferCSSPageSize": True, "printBackground": True}
    data = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", options)["data"])
    PICTURES.mkdir(parents=True, exist_ok=True)
    printed = PICTURES / f"{name}.pdf"
    printed.write_bytes(data)
    with pdfplumber.open(printed) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        for number, page in enumerate(pdf.pages, 1):
            assert (round(page.width), round(page.height)) == (595, 842)
            words = page.extract_words()
            assert min(word["x0"] for word in words) >= 40
            assert max(word["x1"] for word in words) <= 595 - 35
            assert f"{number} / {len(pdf.pages)}" in texts[number - 1]
    assert len(texts) < 20
    if name in ("coverage", "english"):
        lacking = sum(line.status in LACKING for line in lines())
        word = "trong" if name == "coverage" else "of"
        assert f"{lacking} {word} {len(lines())}" in texts[0]
        head = "Cấp dưới nêu" if name == "coverage" else "Child says"
        assert sum(head in text for text in texts) >= len(texts) - 3
        assert "Lọc" not in "".join(texts)


def test_three_thousand_items_can_be_searched(browser, pages) -> None:
    visit(browser, pages("large"))
    assert shown(browser) == 3000
    find(browser, 'input[name="search"]')[0].send_keys("thôn số 2999")
    assert shown(browser) == 1
    assert_quiet(browser)
