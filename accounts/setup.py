"""The first run of an installation without a demo: company, office and administrator, made once by whoever has the
token from the terminal."""

import secrets
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

import audit
from accounts.models import Role, SetupToken, User
from accounts.refusals import AlreadySetUp
from company.models import Brand, LegalEntity, Office, PlaceOfWork


def token() -> str:
    """A new token, the only one that counts; "" once somebody is here."""
    if User.objects.exists():
        return ""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        SetupToken.objects.all().delete()
        SetupToken.objects.create(secret_hash=_hash(secret))
    return secret


def opens(secret: str) -> bool:
    return not User.objects.exists() and SetupToken.objects.filter(secret_hash=_hash(secret)).exists()


def begin(secret: str, *, company: dict[str, Any], person: dict[str, Any], password: str) -> User:
    """Makes all of it, and uses the token up. Of two who send the form at once the second is refused."""
    with transaction.atomic():
        if not SetupToken.objects.filter(secret_hash=_hash(secret)).delete()[0] or User.objects.exists():
            raise AlreadySetUp(_("This installation is set up already. Please sign in."))
        office = _company(**company)
        user = User(office=office, time_zone=office.time_zone, **person)
        user.set_password(password)
        user.insert_once()
        audit.record("user.joined", user, by=audit.SYSTEM)
        for role in (Role.ADMINISTRATOR, Role.RECRUITER):
            user.grant(role, by=audit.SYSTEM)
    return user


def _company(*, name: str, country: str, city: str, time_zone: str, mail: str) -> Office:
    entity = LegalEntity.objects.add(
        name=name, registered_name=name, country=country, privacy_contact=mail, by=audit.SYSTEM
    )  # fmt: skip
    Brand.objects.add(
        entity=entity,
        name=name,
        slug=slugify(name)[:50] or "company",
        sender_name=name,
        sender_address=mail,
        by=audit.SYSTEM,
    )
    office: Office = Office.objects.add(
        name=city, entity=entity, city=city, country=country, time_zone=time_zone, by=audit.SYSTEM
    )
    PlaceOfWork.objects.add(name=city, office=office, city=city, country=country, by=audit.SYSTEM)
    return office


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
