"""Wires everything: settings, addresses, the worker. Imported by nobody."""

import zoneinfo

import django_stubs_ext

# zoneinfo prefers the machine's own files, which may predate Paraguay's permanent -03:00;
# with an empty path it reads the pinned tzdata wheel.
zoneinfo.reset_tzpath(())

# Lets Django's generic classes be written with their types at run time.
django_stubs_ext.monkeypatch()
