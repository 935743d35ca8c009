"""The Directorate's pieces in other rooms' pages."""
