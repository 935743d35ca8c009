"""Courses, the days they are given, who came, and the certificates that say so."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models import Institution


class Modality(models.TextChoices):
    """How a session is given."""

    IN_PERSON = "in_person", _("Presencial")
    VIRTUAL = "virtual", _("Virtual")


class Course(models.Model):
    """What is taught. It is never edited: a programme or validity that changes is a new course."""

    title = models.CharField(_("nombre"), max_length=150)
    programme = models.TextField(_("programa"))
    hours = models.PositiveSmallIntegerField(_("horas"))
    valid_months = models.PositiveSmallIntegerField(_("meses de validez"))
    # None: whoever attends passes.
    pass_mark = models.PositiveSmallIntegerField(_("puntaje mínimo"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("curso")
        verbose_name_plural = _("cursos")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=1, valid_months__gte=1), name="a_course_lasts_and_holds"
            ),
            models.CheckConstraint(
                condition=Q(pass_mark=None) | Q(pass_mark__lte=100),
                name="a_pass_mark_is_of_a_hundred",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A course on a day, with so many places; closing its attendance issues the certificates."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("día"))
    starts = models.CharField(_("hora"), max_length=40, blank=True)
    place = models.CharField(_("lugar o enlace"), max_length=200)
    modality = models.CharField(max_length=10, choices=Modality.choices)
    seats = models.PositiveSmallIntegerField(_("lugares"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(_("cerrado"), null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("encuentro")
        verbose_name_plural = _("encuentros")
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_session_has_seats"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("held_on")),
                name="a_session_closes_after_it_is_held",
            ),
        ]
        indexes = [models.Index(fields=["held_on"], name="sessions_by_day")]

    def __str__(self) -> str:
        return f"{self.course} ({self.held_on:%Y-%m-%d})"


class Enrolment(models.Model):
    """One person on the list of a session, with the institution of that day."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="training_enrolments"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()
    left_at = models.DateTimeField(_("se dio de baja"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("inscripción")
        verbose_name_plural = _("inscripciones")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(left_at=None),
                name="a_person_is_on_a_list_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.session_id}"


class AttendanceMark(models.Model):
    """What was noted of one person; a correction is another mark, and the last one counts."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="marks")
    attended = models.BooleanField(_("asistió"))
    score = models.PositiveSmallIntegerField(_("puntaje"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("marca de asistencia")
        verbose_name_plural = _("marcas de asistencia")
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=100, attended=True),
                name="a_score_is_of_who_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.attended}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """How certificates are found; always as of a day."""

    def valid_on(self, on: date) -> Self:
        """Return those that hold on that day."""
        return self.filter(issued_on__lte=on, valid_until__gte=on, revoked_on=None)


class Certificate(models.Model):
    """That a person passed a course, in the words of that day; it outlives the post."""

    key = models.CharField(_("clave"), max_length=20, unique=True)
    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="training_certificates"
    )
    name = models.CharField(_("a nombre de"), max_length=200)
    institution = models.CharField(_("institución"), max_length=200)
    course = models.CharField(_("curso"), max_length=150)
    hours = models.PositiveSmallIntegerField(_("horas"))
    held_on = models.DateField(_("día del curso"))
    issued_on = models.DateField(_("emitido"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    valid_until = models.DateField(_("vale hasta"))
    revoked_on = models.DateField(_("revocado"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_because = models.CharField(_("por qué"), max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("certificado")
        verbose_name_plural = _("certificados")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoked_because="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="a_revoked_certificate_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.key
