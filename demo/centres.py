"""The service centres of the demonstration: counters in towns, open to ask anybody anything."""

from __future__ import annotations

from demo.roster import DIRECTORATE
from offices.models import Institution, Office, OfficeKind
from offices.names import fold

HOURS = "Lunes a viernes, de 7:00 a 15:00"
# Name, district, department, address: the first is the one that can be tried.
_CENTRES = (
    (
        "Centro de Atención Ciudadana de San Estanislao",
        "San Estanislao",
        "San Pedro",
        "Avenida Mariscal López 120, San Estanislao",
    ),
    (
        "Centro de Atención Ciudadana de Coronel Bogado",
        "Coronel Bogado",
        "Itapúa",
        "Avenida Carlos Antonio López 45, Coronel Bogado",
    ),
)


def open_centres() -> list[Office]:
    """Open the centres that are missing and return all, the one that can be tried first."""
    ministry = Institution.objects.get(code=DIRECTORATE)
    return [
        Office.objects.get_or_create(
            institution=ministry,
            kind=OfficeKind.SERVICE_CENTRE,
            name=name,
            defaults={
                "district": district,
                "department": department,
                "address": address,
                "hours": HOURS,
                "phone": "(0900) 120 120",
                "email": f"centro.{fold(district).replace(' ', '')}@mj.example",
            },
        )[0]
        for name, district, department, address in _CENTRES
    ]
