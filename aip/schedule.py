"""When the worker looks for work, and why so often."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.schedules import crontab


def _every(task: str, when: timedelta | crontab, *, expires: int) -> dict[str, Any]:
    # A tick that waited longer than `expires` seconds is dropped: the next one does its work.
    return {"task": task, "schedule": when, "options": {"expires": expires}}


BEAT: dict[str, dict[str, Any]] = {
    # Terms end at 24:00 local. The sweep asks "due before today", so the hour is only courtesy:
    # every ten minutes means a restart at any hour loses nothing.
    "sweep": _every("requests_app.sweep", timedelta(minutes=10), expires=540),
    # Woken when a change of the calendar is approved; this goes on where a worker was killed.
    "recount": _every("requests_app.recount", timedelta(minutes=1), expires=55),
    # Woken when a dissolution is approved; this goes on where a worker was killed.
    "succession": _every("requests_app.succeed", timedelta(minutes=1), expires=55),
    # Reminders go out in working hours; a missed morning is made up within the hour.
    "ladder": _every("requests_app.ladder", crontab(minute="5", hour="7-18"), expires=3000),
    # Sub-terms of units, as the ladder: in working hours, and once each whoever looks.
    "units": _every("casework.remind_units", crontab(minute="10", hour="7-18"), expires=3000),
    # Files are proposed with the day their rule was met: the hour is only courtesy.
    "files": _every("noncompliance.propose", crontab(minute="20", hour="5-18"), expires=3000),
    "file-mails": _every("noncompliance.deliver", timedelta(minutes=1), expires=55),
    # The wake-up call after a commit usually comes first; this finds what it missed.
    "fan-out": _every("notifications.fan_out", timedelta(seconds=15), expires=14),
    "deliver": _every("notifications.deliver", timedelta(seconds=15), expires=14),
    # Requests to institutions nobody attends here leave by e-mail.
    "outside": _every("off_system.send", timedelta(minutes=1), expires=55),
    # Who follows a request hears within the minute; digests wait for their hour.
    "followers": _every("openness.tell_followers", timedelta(minutes=1), expires=55),
    # Who complained to the Directorate hears within the minute that there is something to read.
    "complaints": _every("complaints.tell", timedelta(minutes=1), expires=55),
    # The server of incoming mail takes it in at once; this finds what it had to put off.
    "mail-in": _every("notifications.take_in_mail", timedelta(minutes=1), expires=55),
    # Figures are recounted for the cells that changed; a minute is what a reader accepts.
    "figures": _every("stats.rollup", timedelta(minutes=1), expires=55),
    # On the first business day of a month; the other ticks find nothing, or what was missed.
    "freeze": _every("reports.freeze", crontab(minute="20", hour="6-18"), expires=3000),
    # What a page began with many requests is gone on with; the wake-up call usually comes first.
    "bulk": _every("casework.go_on_in_bulk", timedelta(seconds=30), expires=25),
    "labels": _every("casework.label_by_words", timedelta(minutes=1), expires=55),
    # Each office has an hour of its own; once prepared, the other ticks of the day only send.
    "digests": _every("casework.digests", timedelta(minutes=5), expires=290),
    # The originals of old mail are erased at night; those that wait for a person are kept.
    "forget-mail": _every(
        "notifications.forget_mail", crontab(minute="40", hour="3"), expires=3600
    ),
    # What nobody filed in thirty days is erased once a day, when few people write.
    "drafts": _every("requests_app.drafts", crontab(minute="30", hour="3"), expires=3600),
    # Pictures of pages that were drawn on, and files of answers that lost their row.
    "answer-files": _every("answering.sweep_files", crontab(minute="40", hour="3"), expires=3600),
}


def celery_settings(broker_url: str, folder: Path) -> dict[str, Any]:
    """Return the worker's settings for a Redis broker or the embedded file-system one."""
    return {
        # Without a host, kombu warns at each connection of the embedded broker.
        "broker_url": f"{broker_url}localhost" if broker_url.endswith("://") else broker_url,
        "broker_connection_retry_on_startup": True,
        # Workers and the clock wait for a broker however long it is away.
        "broker_connection_max_retries": None,
        "broker_transport_options": _transport(broker_url, folder),
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_publish_retry": False,
        "worker_hijack_root_logger": False,
        "timezone": "America/Asuncion",
        "beat_schedule": BEAT,
        "beat_schedule_filename": str(folder.parent / "beat-schedule"),
    }


def _transport(broker_url: str, folder: Path) -> dict[str, Any]:
    if not broker_url.startswith("filesystem:"):
        return {
            "visibility_timeout": 600,
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            # A filing never waits for a broker that is down or silent: one look, a second at most.
            "max_retries": 0,
            "socket_connect_timeout": 1,
            "socket_timeout": 1,
        }
    folders = {name: folder / name for name in ("queue", "processed", "control")}
    for path in folders.values():
        path.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folders["queue"]),
        "data_folder_out": str(folders["queue"]),
        "processed_folder": str(folders["processed"]),
        "control_folder": str(folders["control"]),
        "store_processed": False,
    }
