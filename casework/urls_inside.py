"""Addresses of what an office arranges inside itself: units, sub-tasks, notes, people, lead."""

from django.urls import path

from casework.views import head, institution, office, request_work, subtasks, units

patterns = [
    path("encargos/", subtasks.subtasks, name="subtasks"),
    path("encargos/<int:pk>/", subtasks.subtask, name="subtask"),
    path("encargos/<int:pk>/<slug:slug>/", subtasks.take_step, name="subtask_step"),
    path("encargos/<int:pk>/archivo/<uuid:key>/", subtasks.subtask_file, name="subtask_file"),
    path("unidades/", units.units, name="units"),
    path("unidades/<int:pk>/", units.unit, name="unit"),
    path("oficina/", office.office, name="office"),
    path("oficina/ausencia/", office.note_away, name="note_away"),
    path("oficina/ausencia/<int:pk>/terminar/", office.end_away, name="end_away"),
    path("con-la-direccion/", institution.institution, name="institution"),
    path("jefatura/", head.head, name="head"),
    path("jefatura/traspaso/<int:pk>/", head.pass_on, name="hand_over"),
    path("<str:number>/asignar/", request_work.assign, name="assign"),
    path("<str:number>/nota/", request_work.note, name="note"),
    path("<str:number>/encargar/", request_work.ask_unit, name="ask_unit"),
    path("<str:number>/presencia/", request_work.presence, name="presence"),
]
