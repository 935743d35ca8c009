"""Pages as tagged PDF and the square codes on them; it knows no row and no page of the site."""
