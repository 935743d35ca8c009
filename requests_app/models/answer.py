"""What an institution replies: the answer, what it withholds, and the resolution that denies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution, Post
from requests_app.models.document import Document
from requests_app.states import ArrivalWay, Outcome


class Answer(models.Model):
    """One reply with an outcome. A later one (late, on appeal, by ruling) is another row."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="answers"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    text = models.TextField(_("respuesta"))
    # Already public (art. 17 style answers): where it is.
    source = models.CharField(_("fuente"), max_length=200, blank=True)
    place = models.CharField(_("lugar o enlace"), max_length=500, blank=True)
    form = models.CharField(_("forma de acceso"), max_length=200, blank=True)
    search_made = models.TextField(_("búsqueda hecha"), blank=True)
    answered_on = models.DateField(_("respondida"))
    notified_on = models.DateField(_("notificada"))
    is_late = models.BooleanField(_("fuera de plazo"))
    # Held by their check when the answer went out, and not delivered since.
    files_to_follow = models.PositiveSmallIntegerField(_("archivos que faltan"), default=0)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("respuesta")
        verbose_name_plural = _("respuestas")
        indexes = [
            # What an office still owes, asked on its list of work.
            models.Index(
                fields=["institution"],
                condition=models.Q(files_to_follow__gt=0),
                name="answers_with_files_to_follow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id}: {self.outcome}"


class WithheldItem(models.Model):
    """One part not delivered, and the ground for keeping it (A4)."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="withheld_items")
    item = models.CharField(_("parte no entregada"), max_length=300)
    ground = models.CharField(_("ley y artículo"), max_length=300)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("parte reservada")
        verbose_name_plural = _("partes reservadas")

    def __str__(self) -> str:
        return self.item


class ReasonedResolution(models.Model):
    """The act of the highest authority without which nothing is denied (art. 19)."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="resolution")
    number = models.CharField(_("resolución N°"), max_length=60)
    signed_on = models.DateField(_("fecha"))
    # Where the institution has nobody in post, the name of who signed stands for the post.
    signatory = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.CharField(_("quién firmó"), max_length=200, blank=True, default="")
    facts = models.TextField(_("fundamentos de hecho"))
    legal_grounds = models.TextField(_("fundamentos de derecho"))
    reserve_law = models.CharField(_("ley que reserva"), max_length=120, blank=True)
    reserve_article = models.CharField(_("artículo"), max_length=60, blank=True)
    other_ground = models.TextField(_("otro motivo"), blank=True)

    class Meta:
        verbose_name = _("resolución fundada")
        verbose_name_plural = _("resoluciones fundadas")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signatory__isnull=False, signed_by="")
                | (models.Q(signatory=None) & ~models.Q(signed_by="")),
                name="a_resolution_has_one_signature",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def signature(self) -> str:
        """Who signed, as a page names them."""
        if self.signatory is None:
            return self.signed_by
        return f"{self.signatory.holder} ({self.signatory.get_duty_display()})"


class AnswerArrival(models.Model):
    """How the answer of an institution with nobody in post came, its proof, who wrote it down."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="arrival")
    way = models.CharField(_("cómo llegó"), max_length=10, choices=ArrivalWay.choices)
    arrived_on = models.DateField(_("llegó"))
    evidence = models.TextField(_("constancia"))
    # The mail that came in, by its key, and the SHA-256 of its bytes.
    mail_key = models.CharField(max_length=64, blank=True)
    mail_digest = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("registrada"))

    class Meta:
        verbose_name = _("llegada de una respuesta")
        verbose_name_plural = _("llegadas de respuestas")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(evidence="")
                & (models.Q(paper__isnull=False) | ~models.Q(mail_key="")),
                name="an_arrival_has_its_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"llegada de la respuesta {self.answer_id}"
