"""What a PDF hides and says, what takes it out, and redaction; runs inside the limited process."""
