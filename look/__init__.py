"""The look: GOV.UK form markup, template tags for legal dates and stages, local formats."""
