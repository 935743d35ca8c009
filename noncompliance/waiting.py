"""How many files wait for a person of the Directorate."""

from datetime import date

from noncompliance.models import NonComplianceFile
from noncompliance.states import FileStage

# The other open stages wait for the institution.
_OURS = (FileStage.PROPOSED, FileStage.OPENED, FileStage.HEARD, FileStage.OUTCOME)


def for_decision(_on: date) -> int:
    """Count the files whose next step is the Directorate's. One query."""
    return NonComplianceFile.objects.filter(stage__in=_OURS).count()
