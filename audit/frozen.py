"""The tables that are only ever added to. `manage.py database` takes the right to change them from the application."""

TABLES = ("audit_event", "audit_eventthing", "audit_leaf", "audit_root", "audit_signingkey")
