"""The act that opens a service centre: a counter one institution runs for all of them."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from offices.errors import CentreExists, CentreUnnamed, Dissolved
from offices.models import Institution, Office, OfficeKind


def open_centre(
    institution: Institution,
    name: str,
    *,
    district: str,
    department: str = "",
    address: str = "",
    hours: str = "",
    phone: str = "",
) -> Office:
    """Open a service centre that `institution` runs for all: a counter in a town, with a name.

    `department` is that of the institution unless told. Raises Dissolved, CentreUnnamed,
    CentreExists.
    """
    if not institution.is_active:
        raise Dissolved(institution.code, institution.competent().code)
    if not name.strip():
        raise CentreUnnamed
    try:
        with transaction.atomic(durable=True):
            return Office.objects.create(
                institution=institution,
                kind=OfficeKind.SERVICE_CENTRE,
                name=" ".join(name.split()),
                district=district,
                department=department or institution.department,
                address=address,
                hours=hours,
                phone=phone,
            )
    except IntegrityError as error:
        raise CentreExists from error
