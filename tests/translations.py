"""Checks the catalogues, or compiles them: `python -m tests.translations [--compile]`.

Spanish is the source language, so its catalogue needs no entries. English and Guaraní may lag:
what has no translation falls back to Spanish. What may not happen is a translation that loses a
placeholder or a guess that nobody read, or a compiled catalogue that is not what its source says:
the compiled ones are committed, because a machine that only runs the system has no gettext tools.
"""

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ("locale/*/LC_MESSAGES/django.po", "look/locale/*/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems(catalogue: Path) -> list[str]:
    """Return what is wrong with one .po file, a line each."""
    source = polib.pofile(str(catalogue))
    compiled = catalogue.with_suffix(".mo")
    found = []
    if not compiled.exists() or compiled.read_bytes() != source.to_binary():
        found.append(f"{compiled.relative_to(ROOT)}: not compiled from its source; see --compile")
    for entry in source:
        where = f"{catalogue.relative_to(ROOT)}:{entry.linenum}"
        if entry.fuzzy or entry.obsolete:
            found.append(f"{where}: a guess or a leftover; see --compile: {entry.msgid}")
        elif _loses_a_placeholder(entry):
            found.append(f"{where}: loses a placeholder: {entry.msgid}")
    return found


def _loses_a_placeholder(entry: polib.POEntry) -> bool:
    expected = sorted(PLACEHOLDER.findall(entry.msgid))
    said = (entry.msgstr, *entry.msgstr_plural.values())
    return any(sorted(PLACEHOLDER.findall(text)) != expected for text in said if text)


def _compile(catalogue: Path) -> None:
    """Write the .mo, after dropping what gettext guessed and what the project no longer says."""
    source = polib.pofile(str(catalogue), wrapwidth=0)
    for entry in source.obsolete_entries():
        source.remove(entry)
    for entry in source.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    source.save()
    source.save_as_mofile(str(catalogue.with_suffix(".mo")))


def main() -> int:
    """Check every catalogue, compiling first if asked; return the exit code."""
    catalogues = sorted(path for pattern in CATALOGUES for path in ROOT.glob(pattern))
    if "--compile" in sys.argv:
        for catalogue in catalogues:
            _compile(catalogue)
    found = [problem for catalogue in catalogues for problem in problems(catalogue)]
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
