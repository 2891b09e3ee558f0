#!/usr/bin/env python
"""Anteroom's command line: `manage.py up` starts the product."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings")
    if sys.argv[1:2] == ["up"]:
        # It makes the settings' environment and the database, so it can't wait for either.
        from recruitment.management.commands.up import Command

        Command().run_from_argv(sys.argv)
        return
    from recruitment.running.attached import attach

    attach(Path(__file__).resolve().parent)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
