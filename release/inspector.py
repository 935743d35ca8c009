"""What runs inside the limited process: one task, asked on standard input, answered on output.

Never imported by the rest of the system: `release.limited.run` starts it.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from release.confinement import confine
from release.limited import TaskFailed
from release.reach import leave_only
from release.report import FindingKind

# A task's name and who does it, loaded only when asked: an image needs no PDF library.
TASKS = {
    "inspect": "release.look_inside:inspect_file",
    "fix": "release.fix_inside:fix_file",
    "pdf_pages": "release.pdf.to_draw_on:page_sizes",
    "pdf_picture": "release.pdf.to_draw_on:picture",
    "pdf_spots": "release.pdf.to_draw_on:spots",
    "redact": "release.pdf.redaction:redact",
}


def main() -> int:
    """Answer the task; a file that cannot be read is an answer too, never a traceback."""
    order = json.load(sys.stdin)
    confine(cpu_seconds=int(order["cpu_seconds"]))
    leave_only(reads=order["reads"], writes=order["writes"])
    json.dump(answer(str(order["task"]), order["arguments"]), sys.stdout)
    return 0


def answer(task: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return {"answer": …}, or {"failed": kind, "reason": …} whatever the file did to us."""
    module, _, function = TASKS[task].partition(":")
    try:
        return {"answer": getattr(importlib.import_module(module), function)(**arguments)}
    except TaskFailed as failure:
        return {"failed": failure.kind.value, "reason": str(failure)}
    except MemoryError:
        return _failed(FindingKind.TOO_LARGE, "Necesita más memoria que la permitida.")
    except Exception as error:
        return _failed(
            FindingKind.NOT_READABLE, f"No se pudo leer por dentro ({type(error).__name__})."
        )


def _failed(kind: FindingKind, reason: str) -> dict[str, Any]:
    return {"failed": kind.value, "reason": reason}


if __name__ == "__main__":
    sys.exit(main())
