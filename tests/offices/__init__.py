"""The registry, its posts, its calendar and its pages."""
