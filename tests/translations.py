"""Checks the catalogues, or compiles them: `python -m tests.translations [--compile]`.

Spanish is the source language, so its catalogue needs no entries. English and Guaraní may lag:
what has no translation falls back to Spanish. What may not happen is a translation that loses a
placeholder, or a compiled catalogue that is not what its source says: the compiled ones are
committed, because a machine that only runs the system has no gettext tools.
"""

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems(catalogue: Path) -> list[str]:
    """Return what is wrong with one .po file, a line each."""
    source = polib.pofile(str(catalogue))
    compiled = catalogue.with_suffix(".mo")
    found = []
    if not compiled.exists() or compiled.read_bytes() != source.to_binary():
        found.append(f"{compiled.relative_to(ROOT)}: not compiled from its source; see --compile")
    for entry in source:
        if entry.obsolete or not entry.msgstr:
            continue
        if sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)):
            found.append(f"{catalogue.name}:{entry.linenum}: loses a placeholder: {entry.msgid}")
    return found


def main() -> int:
    """Check every catalogue, compiling first if asked; return the exit code."""
    catalogues = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
    if "--compile" in sys.argv:
        for catalogue in catalogues:
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    found = [problem for catalogue in catalogues for problem in problems(catalogue)]
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
