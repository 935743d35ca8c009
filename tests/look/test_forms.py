"""Forms give GOV.UK markup whose parts are tied together by ids."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from look.forms import DateInputField, GovukBoundField, HintedRadios, LongTextField

PRIVACY = [("private", "Privado"), ("public", "Público")]


class Everything(forms.Form):
    subject = forms.CharField(label="Asunto", help_text="En pocas palabras.", max_length=200)
    text = LongTextField(label="Qué pide", max_length=20)
    presented_on = DateInputField(label="Día", help_text="Por ejemplo 23 7 2026.")
    privacy = forms.ChoiceField(
        label="Su nombre", choices=PRIVACY, widget=HintedRadios(hints={"private": "Lo habitual."})
    )
    formats = forms.MultipleChoiceField(
        label="Formato",
        choices=[("Texto", [("pdf", "PDF")]), ("csv", "Planilla")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    department = forms.ChoiceField(label="Departamento", choices=[("c", "Central")], required=False)
    evidence = forms.FileField(label="Archivo", help_text="PDF.", required=False)
    agrees = forms.BooleanField(label="Acepto", help_text="Por correo.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Ya presentó <este> pedido.")


def wrong(**typed: str) -> Everything:
    return Everything({"text": "x" * 30, **typed})


def group(form: forms.Form, name: str) -> str:
    return str(form[name].as_field_group())


def test_label_hint_error_and_input_point_at_each_other() -> None:
    written = group(wrong(), "subject")
    assert '<label class="govuk-label govuk-label--s" for="id_subject">Asunto</label>' in written
    assert 'id="id_subject_helptext">En pocas palabras.' in written
    assert 'id="id_subject_error"' in written
    assert 'aria-describedby="id_subject_helptext id_subject_error"' in written
    assert 'aria-invalid="true"' in written
    assert "govuk-form-group--error" in written


def test_a_field_without_errors_shows_none() -> None:
    written = group(Everything(), "subject")
    assert "error" not in written
    assert 'aria-describedby="id_subject_helptext"' in written


def test_a_long_text_is_counted_and_never_cut() -> None:
    written = group(wrong(), "text")
    assert 'data-maxlength="20"' in written
    assert " maxlength=" not in written
    assert 'aria-describedby="id_text_error id_text-info"' in written
    assert "Puede escribir hasta 20 caracteres." in written
    assert "Le quedan %{count} caracteres" in written


def test_a_line_break_counts_as_one_character() -> None:
    field = LongTextField(max_length=5)
    assert field.clean("ab\r\ncd") == "ab\ncd"
    with pytest.raises(forms.ValidationError):
        field.clean("ab\r\ncde")


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    written = group(wrong(), "privacy")
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_privacy_error">' in written
    assert "<legend" in written
    assert 'aria-describedby="id_privacy_0_hint"' in written
    assert 'id="id_privacy_0_hint">Lo habitual.' in written
    assert "id_privacy_1_hint" not in written


def test_grouped_checkboxes_keep_their_group_title() -> None:
    written = group(Everything(), "formats")
    assert "govuk-checkboxes__input" in written
    assert "Texto</p>" in written
    assert "(opcional)</span></legend>" in written


def test_a_file_input_is_one_control_with_a_label() -> None:
    written = group(Everything(), "evidence")
    assert "<fieldset" not in written
    assert 'class="govuk-file-upload" aria-describedby="id_evidence_helptext"' in written


def test_a_file_already_there_is_named() -> None:
    upload = SimpleUploadedFile("acta.pdf", b"%PDF")
    upload.url = "/archivos/1"  # type: ignore[attr-defined]
    form = Everything(initial={"evidence": upload})
    assert 'href="/archivos/1">acta.pdf</a>' in group(form, "evidence")


def test_a_single_checkbox_puts_its_label_beside_the_box() -> None:
    written = group(wrong(), "agrees")
    assert written.index("<input") < written.index("<label")
    assert "govuk-checkboxes__hint" in written


def test_optional_is_said_except_in_a_form_of_filters() -> None:
    class Filters(Everything):
        hides_optional = True

    assert "(opcional)" in group(Everything(), "department")
    assert "(opcional)" not in group(Filters(), "department")


def test_a_question_alone_on_its_page_is_the_title() -> None:
    form = Everything()
    written = render_to_string("look/question.html", {"field": form["subject"]})
    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"' in written
    written = render_to_string("look/question.html", {"field": form["privacy"]})
    assert '<h1 class="govuk-fieldset__heading">Su nombre</h1>' in written


def test_the_whole_form_keeps_hidden_fields_and_general_errors() -> None:
    written = wrong().as_div()
    assert '<input type="hidden" name="token"' in written
    assert "Ya presentó &lt;este&gt; pedido." in written


def test_every_link_of_the_error_summary_lands_on_a_control() -> None:
    form = wrong()
    summary = render_to_string("look/error_summary.html", {"form": form})
    page = form.as_div()
    targets = [part.split('"')[0] for part in summary.split('href="#')[1:]]
    assert targets == [
        "id_subject", "id_text", "id_presented_on_0", "id_privacy_0", "id_agrees",
    ]  # fmt: skip
    for target in targets:
        assert f'id="{target}"' in page
    assert "Hay un problema" in summary
    assert "Asunto – " in summary
    assert "Ya presentó &lt;este&gt; pedido." in summary


def test_the_error_summary_is_not_there_without_errors() -> None:
    assert render_to_string("look/error_summary.html", {"form": Everything()}).strip() == ""
    assert render_to_string("look/error_summary.html", {}).strip() == ""


def test_what_was_typed_comes_back_escaped() -> None:
    written = wrong(subject='"><script>', presented_on_day='"><script>').as_div()
    assert "<script>" not in written
    assert "&quot;&gt;&lt;script&gt;" in written


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["31", "2", "2026"], "no_such_day"),
        (["310", "2", "2026"], "no_such_day"),
        (["0", "1", "2026"], "no_such_day"),
        (["23", "7", ""], "incomplete"),
        (["23", "julio", "2026"], "not_numbers"),
        (["-1", "7", "2026"], "not_numbers"),
        (["²", "7", "2026"], "not_numbers"),
        (["23", "7", "26"], "short_year"),
        (["23", "7", "0000"], "no_such_day"),
        (["", " ", None], "required"),
        (None, "required"),
    ],
)
def test_a_wrong_date_is_told_plainly(typed: Any, code: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        DateInputField().clean(typed)
    assert refused.value.code == code


def test_a_date_is_read_from_its_three_boxes() -> None:
    assert DateInputField().clean([" 23", "07", "2026"]) == date(2026, 7, 23)
    assert DateInputField(required=False).clean(["", "", ""]) is None


def test_a_date_keeps_what_was_typed_and_shows_what_was_stored() -> None:
    class Day(forms.Form):
        on = DateInputField(label="Día")

    typed = Day({"on_day": "31", "on_month": "2", "on_year": "2026"})
    assert 'name="on_day" value="31"' in group(typed, "on")
    stored = Day(initial={"on": date(2026, 7, 23)})
    assert 'name="on_month" value="7"' in group(stored, "on")
    assert "value" not in group(Day(), "on")
    assert 'role="group"' in group(stored, "on")


def test_a_date_nobody_may_edit_keeps_its_value() -> None:
    class Day(forms.Form):
        on = DateInputField(label="Día", disabled=True)

    form = Day({}, initial={"on": date(2026, 7, 23)})
    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2026, 7, 23)}


def test_a_date_changes_only_when_another_is_typed() -> None:
    field = DateInputField()
    assert not field.has_changed(date(2026, 7, 23), ["23", "7", "2026"])
    assert field.has_changed(date(2026, 7, 23), ["24", "7", "2026"])


def test_every_form_of_the_project_uses_these_bound_fields() -> None:
    assert isinstance(Everything()["subject"], GovukBoundField)


def test_a_form_posts_safely_and_only_once() -> None:
    written = render_to_string("look/form.html", {"form": Everything(), "submit": "Presentar"})
    assert 'enctype="multipart/form-data"' in written
    assert 'data-prevent-double-click="true"' in written
    assert "novalidate" in written
