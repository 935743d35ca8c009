"""Tags with which other rooms' pages speak of complaints."""
