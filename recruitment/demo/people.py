"""The people of the demo company, made from a seed."""

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from recruitment.demo.names import ELSEWHERE_GIVEN, ELSEWHERE_SURNAMES, Country

TITLES = {
    "Platform": ("Software engineer", "Backend developer", "Systems engineer", "Web developer"),
    "Data": ("Data analyst", "Business analyst", "Reporting specialist"),
    "Fleet": ("Dispatcher", "Fleet coordinator", "Vehicle technician", "Mechanic"),
    "Terminals": ("Shift lead", "Crane operator", "Warehouse supervisor"),
    "Sales": ("Account executive", "Sales representative", "Key account manager"),
    "Customer care": ("Customer care agent", "Support specialist"),
    "Operations": ("Terminal director", "Head of fleet", "Country manager"),
    "Finance": ("Accountant", "Payroll specialist", "Bookkeeper"),
}


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    email: str
    phone: str
    city: str
    country: Country
    employer: str
    title: str
    school: str


def ascii_of(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ı", "i")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", plain.lower()).strip(".") or "person"


def digits(pattern: str, chance: Random) -> str:
    return "".join(str(chance.randint(0, 9)) if sign == "#" else sign for sign in pattern)


def make_person(number: int, country: Country, department: str, chance: Random) -> Person:
    given, surnames = country.given, country.surnames
    if chance.random() < 0.12:
        given, surnames = ELSEWHERE_GIVEN, ELSEWHERE_SURNAMES
    first, last = chance.choice(given), chance.choice(surnames)
    if chance.random() < 0.06:
        last = f"{last}-{chance.choice(country.surnames)}"
    return Person(
        first,
        last,
        f"{ascii_of(first)}.{ascii_of(last)}{number}@mail.example",
        digits(country.phone, chance),
        chance.choice(country.cities),
        country,
        chance.choice(country.employers),
        chance.choice(TITLES[department]),
        chance.choice(country.schools),
    )
