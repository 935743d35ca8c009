"""The worker's part: recount what changed."""

from celery import shared_task
from django.utils.timezone import now

from stats import rollup


@shared_task(name="stats.rollup")
def roll_up() -> None:
    """Bring the figures up to date; a tick that was lost is made up by the next."""
    rollup.catch_up(at=now())
