"""A real browser for every test in this folder, on a computer's screen and on a telephone's.

Each test here is marked `browser` and gets a database the server's thread can see. Without
Chromium the tests are skipped, except in continuous integration, where they must run.
AIP_SCREENSHOTS names a folder that keeps what `screenshot` sees.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

# The synchronous browser keeps an event loop in this thread, where Django then suspects danger.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = Path("/usr/bin/chromium")
COMPUTER = {"width": 1280, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
HERE = Path(__file__).parent
PATIENCE_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lives here, so that no test can forget it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once for this folder."""
    if not CHROMIUM.exists():
        _without_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page 1280 pixels wide; addresses such as "/plazos/" are the test server's."""
    yield from _open(browser, base_url=live_server.url, viewport=COMPUTER)


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page as on a telephone, 390 pixels wide."""
    yield from _open(browser, base_url=live_server.url, viewport=TELEPHONE)


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a browser that runs no scripts, nor axe: its promises would never end there."""
    yield from _open(
        browser, base_url=live_server.url, viewport=COMPUTER, java_script_enabled=False
    )


def assert_accessible(page: Page) -> None:
    """Fail with every rule of axe the page breaks, and where; nor may it scroll sideways."""
    # A page that a click has asked for may not be there yet.
    page.locator("h1").first.wait_for(state="attached")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    wider_by = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider_by <= 0, f"{page.url} is {wider_by} pixels wider than its window"


def screenshot(page: Page, name: str) -> None:
    """Keep the whole page as NAME.png in the folder AIP_SCREENSHOTS names, if it does."""
    if folder := os.environ.get("AIP_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sign_in(page: Page, user: User) -> None:
    """Open the browser's session for `user`, as after the sign-in page."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}]
    )


def _open(browser: Browser, **options: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(locale="es-PY", **options)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def _without_chromium() -> None:
    reason = f"there is no Chromium at {CHROMIUM}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
