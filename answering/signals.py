"""What other rooms may hear of a draft's way to the signature, inside its transaction."""

from django.dispatch import Signal

# Sent with `record`, the SigningRecord, and `on`, the local date: for what was asked or returned.
moved = Signal()
