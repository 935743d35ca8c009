"""The offices' guide shows pictures of pages that exist, small ones, and nothing of a machine."""

from __future__ import annotations

import re
from pathlib import Path

from tests.guide_walk import STOPS

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guia"
MANUAL = (GUIDE / "oficina.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"!\[([^\]]+)\]\(img/([a-z-]+)\.png\)", MANUAL)
LARGEST = 60 * 1024
# What no page shows: where the guide speaks of the whole.
WITHOUT_PICTURE = {"Lo que conviene saber siempre"}


def test_every_picture_of_the_guide_is_taken_on_the_walk_and_kept() -> None:
    pictures = [picture for _words, picture in SHOWN]
    assert sorted(pictures) == sorted(stop.picture for stop in STOPS)
    assert {path.stem for path in (GUIDE / "img").glob("*")} == set(pictures)
    assert all(len(words) > len("Una página") for words, _picture in SHOWN)


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (GUIDE / "img").glob("*.png")}
    assert not {name: size for name, size in sizes.items() if size > LARGEST}


def test_every_section_shows_a_page_of_the_walk() -> None:
    sections = re.split(r"^## ", MANUAL, flags=re.MULTILINE)[1:]
    for section in sections:
        title = section.splitlines()[0]
        assert "](img/" in section or title in WITHOUT_PICTURE, title
