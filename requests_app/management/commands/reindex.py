"""Make the search index again, for operators: after an upgrade or a restored copy."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from requests_app.search import index, tables


class Command(BaseCommand):
    help = "Make the index of the public search again; the site goes on meanwhile."

    def handle(self, **options: Any) -> None:
        """Rebuild, and say how many requests can be found."""
        tables.recount(connection)
        self.stdout.write(f"requests that can be found: {index.rebuild()}")
