"""What people, towns and employers are called, country by country. Everything is made up; addresses end in .example."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    code: str
    language: str
    zone: str
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    cities: tuple[str, ...]
    employers: tuple[str, ...]
    schools: tuple[str, ...]
    phone: str  # '#' stands for a digit


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split(",") if line.strip())


GERMANY = Country(
    "DE",
    "de",
    "Europe/Berlin",
    words(
        "Anna Lukas Marie Jonas Sophie Felix Lea Maximilian Clara Paul Johanna Emil Greta Moritz Hannah Leon Ida Anton "
        "Frieda Karl Mathilda Oskar Elif Mehmet Aylin Jürgen Käthe Björn Renate Günther Sabine Wolfgang Annika Torben"
    ),
    words(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch "
        "Bauer Richter Klein Wolf Neumann "
        "Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler Herrmann König Yılmaz Kaya"
    ),
    lines("Hamburg, Bremen, Lübeck, Kiel, Hannover, Berlin, Leipzig, Köln, München, Rostock"),
    lines("Hafenkontor Brandt, Elbwerk, Kühne Spedition, Alster Software, Nordwerft, Stadtwerke Lüneburg, Fuhrwerk24"),
    lines("Universität Hamburg, TU Braunschweig, Hochschule Bremen, Uni Kiel, FH Lübeck, TU Dresden"),
    "+49 151 ########",
)
UNITED_STATES = Country(
    "US",
    "en",
    "America/New_York",
    words(
        "Emma Liam Olivia Noah Ava Ethan Sophia Mason Isabella Logan Mia Jacob Amelia Lucas Harper Aiden Evelyn James "
        "Maria Jose Guadalupe Luis DeShawn Aaliyah Malik Imani Wei Priya Arjun Mei Kwame Thuy Rachel Daniel Megan Tyler"
    ),
    words(
        "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez "
        "Hernandez Lopez Wilson Anderson Thomas "
        "Taylor Moore Jackson Martin Lee Perez Thompson White Harris Clark Nguyen Patel Kim Washington O'Brien Okafor"
    ),
    lines("Boston, Newark, Brooklyn, Providence, Hartford, Jersey City, Queens, Albany, Stamford, Philadelphia"),
    lines("Harbor Freight Lines, Pinewood Analytics, Tri-State Movers, Bluebird Health, Keystone Foods, Lumen & Sons"),
    lines("Rutgers University, Boston College, CUNY, University of Connecticut, Temple University, SUNY Albany"),
    "+1 212 555 01##",
)
UNITED_KINGDOM = Country(
    "GB",
    "en",
    "Europe/London",
    words(
        "Oliver Amelia George Isla Arthur Ava Muhammad Freya Harry Lily Oscar Poppy "
        "Archie Aisha Rhys Niamh Callum Eilidh "
        "Sanjay Zara Gareth Siobhán Fiona Hamish Chloe Alfie Yusuf Grace Owen Ffion"
    ),
    words(
        "Smith Jones Taylor Williams Brown Davies Evans Wilson Thomas Roberts Johnson "
        "Lewis Walker Robinson Wood Thompson "
        "Wright Khan Patel Hughes Edwards Campbell Stewart McDonald O'Neill Singh Begum Clarke Fraser"
    ),
    lines("London, Bristol, Leeds, Manchester, Glasgow, Cardiff, Southampton, Felixstowe, Norwich, York"),
    lines("Severn Haulage, Thistle Systems, Pennine Foods, Albion Freight, Kestrel Digital, Mersey Docks Supply"),
    lines("University of Leeds, Cardiff University, University of Bristol, University of Glasgow, UEA"),
    "+44 7700 900###",
)
SPAIN = Country(
    "ES",
    "es",
    "Europe/Madrid",
    words(
        "Lucía Hugo Sofía Martín Paula Mateo Julia Leo Alba Pablo Carmen Álvaro Noa "
        "Adrián Marta Diego Ainhoa Iker Nerea "
        "Jordi Montserrat Iñaki Begoña José Ramón Concepción Íñigo Núria"
    ),
    words(
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín "
        "Jiménez Ruiz Hernández Díaz Moreno "
        "Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Ibáñez Etxeberria Puig Ferrer"
    ),
    lines("Valencia, Barcelona, Madrid, Bilbao, Sevilla, Zaragoza, Málaga, Castellón, Alicante, Vigo"),
    lines("Transportes Levante, Puerto Norte, Azahar Tech, Logística Ebro, Cantera Digital, Mercado Central"),
    lines("Universitat de València, Universidad de Zaragoza, UPV/EHU, Universidad de Sevilla, UPC"),
    "+34 6## ### ###",
)
COUNTRIES = {country.code: country for country in (GERMANY, UNITED_STATES, UNITED_KINGDOM, SPAIN)}

# Not everybody who applies in a country grew up there.
ELSEWHERE_GIVEN = words(
    "Olena Ahmed Fatima Ioana Katarzyna Thiago Oleksandr Chidi Yuki Amina Piotr Leila Rohan Mei-Ling"
)
ELSEWHERE_SURNAMES = words(
    "Kovalenko El-Sayed Benali Popescu Wiśniewska Albuquerque Nwosu Tanaka Rahimi Nowak Haddad Iyer"
)
