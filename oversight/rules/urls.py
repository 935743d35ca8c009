"""Addresses of the rules, below those of the Directorate."""

from django.urls import path

from oversight.rules import views, views_confirmations, views_sets

urlpatterns = [
    path("", views.show_rules, name="rules"),
    path("otras/", views.show_other_rules, name="other_rules"),
    path("comparar/", views.compare_editions, name="compare_rules"),
    path("proponer/", views_sets.propose, name="propose_rules"),
    path("propuestas/<int:pk>/", views_sets.show_set, name="rule_set"),
    path("propuestas/<int:pk>/aprobar/", views_sets.approve, name="approve_rules"),
    path("propuestas/<int:pk>/rechazar/", views_sets.reject, name="reject_rules"),
    path("propuestas/<int:pk>/dejar-sin-efecto/", views_sets.withdraw, name="withdraw_rules"),
    path(
        "confirmaciones/<int:pk>/", views_confirmations.show_confirmation, name="rule_confirmation"
    ),
    path(
        "confirmaciones/<int:pk>/aprobar/",
        views_confirmations.approve,
        name="approve_confirmation",
    ),
    path(
        "confirmaciones/<int:pk>/rechazar/", views_confirmations.reject, name="reject_confirmation"
    ),
    path("confirmaciones/<int:pk>/retirar/", views_confirmations.end, name="end_confirmation"),
    path("<slug:edition>/", views.show_edition, name="edition"),
    path("<slug:edition>/<slug:rule>/", views_confirmations.show_rule, name="rule"),
]
