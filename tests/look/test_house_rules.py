"""What no page may carry: inline code, third parties, heavy style sheets."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(ROOT.glob("templates/**/*.html")) + sorted(ROOT.glob("*/templates/**/*.html"))
STATIC = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())

FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "an event attribute": r"<[^>]*\son[a-z]+\s*=",
    "a script address": r"javascript:",
    "something fetched from elsewhere": r"<(?:link|script|img|iframe)\b[^>]*(?:https?:)?//",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_obeys_the_content_security_policy(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for what, pattern in FORBIDDEN.items():
        assert re.findall(pattern, text, re.IGNORECASE) == [], what


def test_no_form_is_included_without_what_protects_it() -> None:
    # `only` leaves the token out, and the browser's answer is then refused.
    forms = {path.name for path in TEMPLATES if "{% csrf_token" in path.read_text("utf-8")}
    alone = re.compile(r'{% include "(?:[^"]*/)?([^"/]+)"[^%]*\bonly %}')
    for path in TEMPLATES:
        assert not forms.intersection(alone.findall(path.read_text("utf-8"))), path


def test_the_style_sheet_is_small_and_asks_nobody_for_anything() -> None:
    style = (ROOT / "static" / "aip.css").read_bytes()
    assert len(gzip.compress(style)) <= 20 * 1024
    assert not re.search(rb"url\(\s*[\"']?(?:https?:)?//", style)
    assert b"@import" not in style


def test_the_script_is_small() -> None:
    script = (ROOT / "static" / "aip.js").read_bytes()
    assert len(gzip.compress(script)) <= 10 * 1024


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_a_static_file_points_at_no_map_and_no_crown(path: Path) -> None:
    content = path.read_bytes()
    assert b"sourceMappingURL" not in content
    assert b"crest" not in content
    assert b"GDS Transport" not in content
