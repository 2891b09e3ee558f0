"""The product's settings with the addresses of the test run."""

import os

from tests import database

os.environ.update(database.environment())

from recruitment import catalogues
from recruitment.settings import *  # noqa: F403
from recruitment.settings import STORAGES

catalogues.compile_all()

# Files under their own names, straight from static/dist: most tests look at words and need no collected copy.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
# Each test's client builds the middleware anew: files are looked for when asked for, not all of them each time.
WHITENOISE_AUTOREFRESH = True
