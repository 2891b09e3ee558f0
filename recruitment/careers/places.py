"""Places of work as candidates read them: the name stays, how one works there is in their language."""

from django.utils import translation

from company.models import PlaceOfWork


def in_words(place: PlaceOfWork) -> str:
    """ "Hamburg, on site" is "Hamburg (Vor Ort)"; a name that says nothing of how stays whole before it."""
    with translation.override("en"):
        in_english = place.get_mode_display()
    name = place.name
    town, comma, how = name.rpartition(",")
    if comma and how.strip().casefold() == in_english.casefold():
        name = town.strip()
    how_one_works = place.get_mode_display()
    says_it = how_one_works.casefold() in name.casefold()
    return name if says_it else f"{name} ({how_one_works})"
