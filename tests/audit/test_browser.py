"""The HTML report in a headless browser: filters, keys, printing, and hostile text as text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iku.audit.html import write_html
from iku.audit.language import Language
from tests.audit.reports import SCRIPT, hostile_report

_BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_DRIVER = shutil.which("chromedriver")
_ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1300,1000")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    if _BROWSER is None or _DRIVER is None:
        pytest.skip("no Chromium with its driver is installed")
    options = webdriver.ChromeOptions()
    options.binary_location = _BROWSER
    for argument in _ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(_DRIVER))
    path = tmp_path_factory.mktemp("report") / "audit.html"
    write_html(hostile_report(), Path(path), Language.ENGLISH)
    driver.get(path.as_uri())
    yield driver
    driver.quit()


def shown(page: Any) -> list[str]:
    return page.execute_script(
        "return [...document.querySelectorAll('#f-table tbody tr')]"
        ".filter(r => r.offsetParent).map(r => r.dataset.rule)"
    )


def choose(page: Any, field: str, value: str) -> None:
    page.execute_script(
        "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
        "f.dispatchEvent(new Event('input', {bubbles: true}))", field, value,
    )  # fmt: skip


def press(page: Any, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(page).send_keys(keys).perform()


def clear(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    press(page, Keys.ESCAPE)


def test_no_script_error_and_no_script_of_a_document(page: Any) -> None:
    assert page.title == "IKU audit"
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert SCRIPT in page.execute_script("return document.body.innerText").replace("\n", "")


def test_filters(page: Any) -> None:
    clear(page)
    every = shown(page)
    assert len(set(every)) > 2
    choose(page, "f-rule", "IKU013")
    assert set(shown(page)) == {"IKU013"}
    clear(page)
    choose(page, "f-severity", "error")
    assert len(shown(page)) < len(every)
    clear(page)
    choose(page, "f-text", "LAPORAN kasus")
    assert 0 <= len(shown(page)) < len(every)
    clear(page)
    choose(page, "f-body", "b2")
    partial = len(shown(page))
    assert 0 < partial < len(every)
    assert page.execute_script("return document.getElementById('f-count').textContent").startswith(f"{partial} / ")
    clear(page)
    assert shown(page) == every


def test_keys(page: Any) -> None:
    clear(page)
    press(page, "j")
    first = page.execute_script("return document.activeElement.rowIndex")
    press(page, "j")
    assert page.execute_script("return document.activeElement.rowIndex") == first + 1
    press(page, "k")
    assert page.execute_script("return document.activeElement.rowIndex") == first
    press(page, "/")
    assert page.execute_script("return document.activeElement.id") == "f-text"
    press(page, "jk")
    assert page.execute_script("return document.activeElement.value") == "jk"
    clear(page)


def test_formulas_are_typeset_and_charts_drawn(page: Any) -> None:
    heights = page.execute_script(
        "return [...document.querySelectorAll('math mfrac')].map(f => f.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) > 20
    wide = page.execute_script(
        "return [...document.querySelectorAll('td')].filter(c => c.scrollWidth > c.clientWidth + 1).length"
    )
    assert wide == 0


def test_printing_shows_all_and_hides_the_controls(page: Any) -> None:
    page.execute_script(
        "document.querySelectorAll('details').forEach(d => d.open = false);"
        "window.dispatchEvent(new Event('beforeprint'))"
    )
    assert page.execute_script("return [...document.querySelectorAll('details')].every(d => d.open)")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert page.execute_script("return getComputedStyle(document.querySelector('.filters')).display") == "none"
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
