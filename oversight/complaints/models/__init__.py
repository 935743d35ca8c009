"""Complaints, what institutions reported of them, their journal and the mails about them."""

from oversight.complaints.models.complaint import Complaint, ComplaintCounter, ReportRequest
from oversight.complaints.models.journal import ComplaintMail, ComplaintStep

__all__ = [
    "Complaint",
    "ComplaintCounter",
    "ComplaintMail",
    "ComplaintStep",
    "ReportRequest",
]
