"""Public addresses of audits, and the files with which anybody draws a sample again."""

from django.urls import path

from oversight.audits import views_public

app_name = "audits_public"

urlpatterns = [
    path("", views_public.show_list, name="list"),
    path("sortear.py", views_public.download_program, name="program"),
    path("<slug:number>/", views_public.show, name="one"),
    path("<slug:number>/poblacion.csv", views_public.download_population, name="population"),
    path("<slug:number>/sorteo.json", views_public.download_draw, name="draw"),
    path("<slug:number>/resultados.csv", views_public.download_results, name="results"),
]
