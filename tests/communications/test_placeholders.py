import pytest
from hypothesis import given
from hypothesis import strategies as st

from communications import placeholders
from communications.characters import clean_line, clean_text
from communications.markup import escape, to_html, to_text
from communications.models import MessageTemplate
from communications.refusals import MissingValue, UnfitPlaceholder, UnknownPlaceholder

ANYTHING = st.text(max_size=80)


@given(ANYTHING)
def test_a_value_reads_as_itself_and_never_as_markup(value):
    value = clean_line(value)
    shown = to_text(f"Dear {escape(value)},")

    assert shown == f"Dear {value},\n" if value.strip() == value else True


@given(ANYTHING)
def test_no_value_makes_a_tag_a_link_or_a_placeholder(value):
    body = placeholders.fill_body("Hello {{ brand.name }}!", lambda _one: clean_text(value))

    html = to_html(body)
    assert "<a " not in html and "<script" not in html.lower() and "<img" not in html.lower()
    assert not placeholders.names_in(body)


@given(st.text(alphabet="{}%|.a b\n[]()*\\:/-<>&;", max_size=60))
def test_any_text_is_rendered_without_a_crash_and_without_foreign_tags(text):
    html = to_html(text)

    assert "<" not in html.replace("<p", "").replace("</p>", "").replace("<br>", "").replace("<ul", "").replace(
        "</ul>", ""
    ).replace("<li", "").replace("</li>", "").replace("<strong>", "").replace("</strong>", "").replace(
        "<a ", ""
    ).replace("</a>", "").replace("<ol", "").replace("</ol>", "")


@given(ANYTHING)
def test_a_line_has_no_break_and_no_sign_that_turns_the_reading_direction(value):
    line = clean_line(value)

    assert not set(line) & {"\r", "\n", "\x00", "\u202e", "\u2066", "\u2028"}


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc"])
def test_a_link_to_anything_but_web_and_mail_stays_text(target):
    assert "<a " not in to_html(f"[press]({target})")


def test_lists_links_and_bold_are_understood():
    html = to_html("Dear **Ada**,\n\n- one\n- two\n\n[Look](https://norden.example/x)")

    assert html.count("<li") == 2 and html.count("<ul") == 1 and "<strong>Ada</strong>" in html
    assert 'class="button"' in html and 'href="https://norden.example/x"' in html
    assert to_text("[Look](https://norden.example/x)") == "Look: https://norden.example/x\n"


@pytest.mark.parametrize(
    ("field", "text", "refusal"),
    [
        ("body", "{{ candidate.nickname }}", UnknownPlaceholder),
        ("body", "{{ candidate.first_name|upper }}", UnknownPlaceholder),
        ("body", "{{ candidate.first_name", UnknownPlaceholder),
        ("body", "{{ user.invitation_link }}", UnfitPlaceholder),
        ("subject", "{{ user.name }}", UnfitPlaceholder),
    ],
)
def test_a_template_that_could_not_be_filled_is_refused_beside_its_field(rosa, field, text, refusal):
    words = {"subject": "Hello", "body": "Hello", field: text}

    with pytest.raises(refusal) as refused:
        MessageTemplate.objects.write(name="Bad", **words, by=rosa)

    assert refused.value.field == field


def test_a_gap_is_never_sent_as_a_gap(mail, ada):
    ada.first_name = ada.preferred_name = ""

    with pytest.raises(MissingValue):
        mail(about=ada)


def test_django_template_code_is_text(mail):
    message = mail(body="{% load static %} {# hidden #}")

    assert message.body == "{% load static %} {# hidden #}"


def test_a_candidate_named_like_a_placeholder_gets_no_link(mail, ada):
    ada.first_name = "{{ user.reset_link }}"

    message = mail(about=ada)

    assert not placeholders.names_in(message.body)
