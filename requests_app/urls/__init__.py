"""The addresses of the procedure: the public's and the desk's."""
