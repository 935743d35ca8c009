"""What is typed while an answer is prepared."""
