"""Background entry points: they find what waits and hand it on, one by one."""

import logging

from celery import shared_task
from celery.app.task import Task
from celery.exceptions import OperationalError
from django.conf import settings
from django.utils.timezone import now

from mailing.attempts import Attempt
from notifications.deliver import deliver_next
from notifications.fan_out import fan_out_next
from notifications.mail_in.forgetting import forget
from notifications.mail_in.intake import take_in_next

logger = logging.getLogger(__name__)

# A round ends well before the broker would hand its message to another worker; the next goes on.
FACTS_A_ROUND = 500
SENDINGS_A_ROUND = 100
MAILS_A_ROUND = 100


@shared_task(name="notifications.fan_out")
def fan_out() -> None:
    """Make the notices of every fact that waits, then call for their delivery."""
    made = 0
    for _turn in range(FACTS_A_ROUND):
        notices = fan_out_next(at=now())
        if notices is None:
            break
        made += notices
    else:
        wake(fan_out)
    if made:
        wake(deliver)


@shared_task(name="notifications.deliver")
def deliver() -> None:
    """Send every delivery that is due; stop when the mail server is not there."""
    for _turn in range(SENDINGS_A_ROUND):
        if deliver_next(at=now()) in {None, Attempt.SERVER_DOWN}:
            return
    wake(deliver)


@shared_task(name="notifications.forget_mail")
def forget_mail() -> None:
    """Erase the originals of old mail, once a night."""
    forget(days=settings.MAIL_IN_DAYS, at=now())


@shared_task(name="notifications.take_in_mail")
def take_in_mail() -> None:
    """Take in the mail whose pause is over."""
    for _turn in range(MAILS_A_ROUND):
        if take_in_next(at=now()) is None:
            return


def wake(task: Task) -> None:
    """Call the worker now; without a broker, the clock calls it a few seconds later."""
    try:
        task.apply_async(retry=False, expires=60)
    except OperationalError:
        logger.warning("%s waits for its next tick: the broker does not answer", task.name)
