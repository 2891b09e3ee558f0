"""The bytes of a mail. The preview and the sender both come here: what is shown is what is sent.

The same message gives the same bytes each time: Message-ID, date and boundary are the message's own.
"""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

import css_inline
from django.template.loader import render_to_string
from django.utils import translation

from communications import markup, placeholders
from communications.characters import clean_line, clean_text
from communications.folding import MAIL
from communications.models import Message
from communications.placeholders import Placeholder

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


@dataclass(frozen=True)
class Content:
    """What the reader sees, all links made."""

    subject: str
    text: str
    html: str


def content(message: Message, *, is_sample: bool = False) -> Content:
    """With `is_sample` the secret links are samples: nobody but the addressee may hold a real one."""
    body = clean_text(_with_links(message, is_sample=is_sample))
    signature = clean_text(message.brand.signature) if message.brand else ""
    text = markup.to_text(body) + (f"\n-- \n{markup.to_text(signature)}" if signature else "")
    context = {
        "message": message,
        "brand": message.brand,
        "body": markup.to_html(body),
        "signature": markup.to_html(signature),
    }
    with translation.override(message.language):
        html = render_to_string("communications/mail.html", context)
    return Content(clean_line(message.subject), text, _inliner.inline(html))


def build(message: Message, shown: Content) -> bytes:
    mail = EmailMessage(policy=MAIL)
    mail["Message-ID"] = message.message_id
    mail["Date"] = format_datetime(message.created_at.replace(microsecond=0))
    mail["From"] = _address(message.from_name, message.from_address)
    mail["To"] = _address(message.to_name, message.to_address)
    if message.reply_to:
        mail["Reply-To"] = _address("", message.reply_to)
    mail["Subject"] = shown.subject
    if message.author_id is None:
        mail["Auto-Submitted"] = "auto-generated"
    # Quoted-printable passes every server unchanged, whatever it says of 8BITMIME and line lengths.
    mail.set_content(shown.text, cte="quoted-printable")
    mail.add_alternative(shown.html, subtype="html", cte="quoted-printable")
    # The parts take all Content- headers that stand before them with them.
    mail["Content-Language"] = message.language
    mail.set_boundary(_boundary(message))
    return mail.as_bytes()


def has_secret(message: Message) -> bool:
    return bool(placeholders.names_in(message.body))


def _with_links(message: Message, *, is_sample: bool) -> str:
    about = None if is_sample else message.find_about()

    def link(placeholder: Placeholder) -> str:
        if is_sample:
            return placeholders.sample_of(placeholder)
        return placeholders.value_of(placeholder, about, message.about_kind, message)

    return placeholders.fill_body(message.body, link)


def _address(name: str, address: str) -> Address:
    return Address(clean_line(name), addr_spec=ascii_address(address))


def ascii_address(address: str) -> str:
    """Domains beyond ASCII travel in their IDNA form; local parts beyond it are refused when the mail is written."""
    local, _at, domain = clean_line(address).rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def _boundary(message: Message) -> str:
    return "=-" + sha256(message.message_id.encode()).hexdigest()[:40]
