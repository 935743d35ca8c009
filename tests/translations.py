"""Checks that every sentence of the interface is in the catalogues: `python -m tests.translations`.

Spanish is the source language, so its catalogue needs no entries. English and Guaraní may lag:
what has no translation falls back to Spanish. What may not happen is a catalogue that does not
compile, that translates a sentence no longer in the program, or that loses a placeholder.
"""

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems(catalogue: Path) -> list[str]:
    """Return what is wrong with one .po file, a line each."""
    found = []
    for entry in polib.pofile(str(catalogue)):
        if entry.obsolete or not entry.msgstr:
            continue
        if sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)):
            found.append(f"{catalogue.name}:{entry.linenum}: loses a placeholder: {entry.msgid}")
    return found


def main() -> int:
    """Check every catalogue; print what is wrong and return the exit code."""
    found = [
        problem
        for catalogue in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
        for problem in problems(catalogue)
    ]
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
