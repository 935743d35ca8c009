"""Addresses of the mail queue of a desk."""

from django.urls import path

from notifications import views_mail, views_mail_acts

app_name = "mail"
urlpatterns = [
    path("", views_mail.queue, name="queue"),
    path("<int:mail_id>/", views_mail.Detail.as_view(), name="one"),
    path("<int:mail_id>/archivo/<int:place>/", views_mail.Attachment.as_view(), name="file"),
    path("<int:mail_id>/pedido/", views_mail_acts.PutInCase.as_view(), name="enter"),
    path("<int:mail_id>/nuevo/", views_mail_acts.FileAsNew.as_view(), name="file_new"),
    path("<int:mail_id>/enlace/", views_mail_acts.SendLink.as_view(), name="send_link"),
    path("<int:mail_id>/apartar/", views_mail_acts.PutAside.as_view(), name="put_aside"),
    path("<int:mail_id>/deshacer/", views_mail_acts.TakeBack.as_view(), name="take_back"),
    path("<int:mail_id>/institucion/", views_mail_acts.Assign.as_view(), name="assign"),
]
