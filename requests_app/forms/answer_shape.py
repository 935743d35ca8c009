"""What the forms of a decision share: their limit, and where an act's refusal is shown."""

from django import forms

ANSWER_LENGTH = 50_000


class RefusableForm(forms.Form):
    """A form that shows an act's refusal beside the field it is about."""

    # The name the act gives a part → the field where it is typed, when they differ.
    shown_at: dict[str, str] = {}

    def show_refusal(self, fields: dict[str, str]) -> None:
        """Put each sentence beside its field, or on top when it has none."""
        for part, message in fields.items():
            name = self.shown_at.get(part, part)
            self.add_error(name if name in self.fields else None, message)
