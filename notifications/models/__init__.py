"""The tables of notices and of the mail that comes in."""

from notifications.models.mail import IncomingMail, MailStep
from notifications.models.notice import Delivery, Notification

__all__ = ["Delivery", "IncomingMail", "MailStep", "Notification"]
