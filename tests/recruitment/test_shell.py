import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from accounts.models import User
from recruitment import shell
from recruitment.templatetags.shell import icon, initials, when


def reader(*rights):
    """Somebody with just these rights, kept nowhere."""
    user = User(theme="dark")
    user.may = lambda right, job=None: right in rights
    return user


@pytest.fixture
def asked_by(monkeypatch):
    monkeypatch.setattr(shell, "_exists", lambda address: address != "/mailbox/")

    def ask(user, path="/", **cookies):
        request = RequestFactory().get(path)
        request.user = user
        request.COOKIES = cookies
        return request

    return ask


def addresses(request):
    return [line.address for group in shell.nav(request) for line in group.lines]


def settings_of(user):
    return [line.address for group in shell.settings_groups(user) for line in group.lines]


def test_everyone_reaches_the_desk_and_only_the_right_ones_the_log(asked_by):
    assert addresses(asked_by(reader()))[:3] == ["/", "/jobs/", "/candidates/"]
    assert "/audit/" not in addresses(asked_by(reader()))
    assert "/audit/" in addresses(asked_by(reader("audit.view")))


def test_the_settings_offer_what_one_may_set(asked_by):
    assert "/me/" in settings_of(reader()) and "/people/" not in settings_of(reader())
    assert "/people/" in settings_of(reader("users.manage"))


def test_a_page_that_does_not_exist_has_no_entry(asked_by):
    assert "/mailbox/" not in settings_of(reader("mailbox.read"))


def test_a_setting_leads_back_to_all_of_them(rosa, as_user):
    assert b'class="page-crumb" href="/settings/"' in as_user(rosa).get("/me/").content
    assert b"page-crumb" not in as_user(rosa).get("/settings/").content


def test_a_group_that_was_folded_away_stays_so(asked_by):
    overview = shell.nav(asked_by(reader("audit.view"), folded="overview.nonsense"))[1]

    assert overview.is_folded and "/audit/" in [line.address for line in overview.lines]


def test_the_settings_show_each_with_what_it_is(admin, as_user):
    page = as_user(admin).get("/settings/").content.decode()

    assert "Who signs in, what they may do" in page and 'href="/people/"' in page


def test_letters_that_lead_somewhere_can_be_switched_off(rosa, as_user):
    client = as_user(rosa)
    facts = {"name": "Rosa", "language": "en", "time_zone": "UTC", "theme": "auto"}
    assert b'data-shortcuts="on"' in client.get("/me/").content

    client.post("/me/", facts)

    page = client.get("/me/").content.decode()
    assert 'data-shortcuts="off"' in page and "<kbd>g</kbd>" not in page


def test_strangers_have_no_sidebar(asked_by):
    assert shell.nav(asked_by(AnonymousUser())) == []


def test_the_entry_of_the_open_page_is_marked(asked_by):
    lines = shell.nav(asked_by(reader(), "/jobs/7/"))[0].lines

    assert [line.address for line in lines if line.is_here] == ["/jobs/"]


def test_this_browsers_theme_goes_before_the_persons(asked_by):
    assert shell.theme(asked_by(reader())) == "dark"
    assert shell.theme(asked_by(reader(), theme="light")) == "light"
    assert shell.theme(asked_by(reader(), theme='"><script>')) == "dark"


@pytest.mark.parametrize(
    ("person", "letters"),
    [
        (SimpleNamespace(first_name="Ada", last_name="Lovelace"), "AL"),
        ("María José Fernández", "MF"),
        ("Plato", "P"),
        ("ada@example.test", "A"),
        ("", ""),
    ],
)
def test_initials_are_at_most_two(person, letters):
    assert initials(person) == letters


def test_no_moment_shows_nothing():
    assert when(None) == ""


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in icon("briefcase")
    assert re.search(r'role="img" aria-label="&lt;Jobs&gt;"', icon("briefcase", label="<Jobs>"))


def test_a_missing_icon_is_a_mistake_of_the_page():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load shell %}{% icon "no-such-icon" %}').render(Context())
