"""What a file hides from whoever opens it: found, shown with its place, and taken out."""
