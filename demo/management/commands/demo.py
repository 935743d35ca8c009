"""`manage.py demo`: fill a demonstration with people, offices and fictional requests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate, now

from demo import (
    at_counters,
    audits,
    by_mail,
    complaints,
    courses,
    decree,
    drafting,
    files,
    hidden_data,
    inside,
    loading,
    mergers,
    people,
    portions,
    progress,
    rules,
    unasked,
    yearly,
)
from demo.models import LoadState
from offices.models import CalendarVersion, Institution


class Command(BaseCommand):
    help = "Carga datos ficticios para probar el sistema. Solo con DEMO=true."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many requests, from which seed and up to which day."""
        parser.add_argument("--requests", type=int, default=3000, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-DD")
        parser.add_argument(
            "--jobs",
            type=int,
            default=1,
            metavar="N",
            help="procesos que cargan a la vez, para volúmenes grandes",
        )
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="solo instituciones, días no laborables y personas: se puede ingresar enseguida",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the offices and load the requests; exit code 1 outside a demonstration."""
        if not settings.DEMO:
            raise CommandError("Los datos de demostración solo se cargan con DEMO=true.")
        if options["requests"] < 0 or options["jobs"] < 1:
            raise CommandError("--requests no puede ser negativo y --jobs debe ser 1 o más.")
        self._prepare()
        if not options["prepare"]:
            self._load(options)

    def _prepare(self) -> None:
        # Only what is missing: an operator may have changed the rest since.
        if not Institution.objects.exists():
            call_command("load_registry", stdout=self.stdout)
        if not CalendarVersion.objects.exists():
            call_command("load_closed_days", stdout=self.stdout)
        people.staff_offices()

    def _load(self, options: dict[str, Any]) -> None:
        state = loading.begin(
            requests=options["requests"],
            seed=options["seed"],
            today=options["today"] or localdate(),
            at=now(),
        )
        if state.is_complete:
            self.stdout.write(f"Los datos ya están: {state.loaded} pedidos. No se hizo nada.")
            return
        self._show(state)
        try:
            if options["jobs"] == 1:
                loading.load(state, told=self._show)
            else:
                loading.load_in_parallel(state, jobs=options["jobs"], told=self._show)
        except portions.LoadingElsewhere as error:
            raise CommandError("Otro proceso ya está cargando los datos.") from error
        loading.finish(state, at=now())
        self._work_on(on=state.today)
        progress.withdraw()
        self._say_how_to_try(state)

    def _work_on(self, *, on: date) -> None:
        """Leave on each desk what only people leave: drafts, files, sub-tasks, a decree,
        complaints, audits."""
        drafting.prepare(on=on, at=now())
        hidden_data.fill(at=now())
        inside.fill(on=on, at=now())
        at_counters.fill(on=on, at=now())
        decree.propose(on=on, at=now())
        by_mail.fill(at=now())
        rules.propose(at=now())
        courses.fill(on=on)
        files.fill(on=on)
        unasked.fill(on=on)
        mergers.fill(on=on, at=now())
        yearly.publish(on=on, at=now())
        complaints.fill(on=on)
        audits.fill(on=on)

    def _show(self, state: LoadState) -> None:
        progress.draw(self.stderr, done=state.loaded, total=state.requests)
        progress.publish(state.loaded, state.requests)

    def _say_how_to_try(self, state: LoadState) -> None:
        self.stdout.write(
            f"{state.loaded} pedidos cargados. Ingreso: "
            f"{', '.join(user.email for user in people.users_to_try())}; "
            f"contraseña «{people.PASSWORD}».\n"
            f"Todo pedido ficticio se sigue con el código {portions.TRACKING_CODE}. Por ejemplo:"
        )
        for info_request in loading.examples():
            self.stdout.write(f"  {info_request.number}  {info_request.get_stage_display()}")
