"""Background entry point: it finds the requests that were not sent and has their letters made."""

from celery import shared_task
from django.utils.timezone import now

from notifications.tasks import deliver, wake
from off_system.sending import send_waiting

LETTERS_A_ROUND = 100


@shared_task(name="off_system.send")
def send() -> None:
    """Prepare the letters that wait, then call for their delivery."""
    made = send_waiting(at=now(), most=LETTERS_A_ROUND)
    if made:
        wake(deliver)
    if made == LETTERS_A_ROUND:
        wake(send)
