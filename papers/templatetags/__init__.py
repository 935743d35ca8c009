"""Tags with which other pages offer papers."""
