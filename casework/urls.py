"""Addresses of the office's own work, all below the desk's."""

from casework import urls_guide, urls_inside, urls_lists

app_name = "casework"

urlpatterns = [*urls_guide.patterns, *urls_lists.patterns, *urls_inside.patterns]
