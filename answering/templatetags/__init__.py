"""Tags with which other rooms' pages show what is being written."""
