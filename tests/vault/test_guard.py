"""Where a request to a typed address may go, and what may come back."""

import datetime
import http.server
import ipaddress
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vault import guard
from vault.refusals import OutgoingRefused


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, f"answer_{self.path.strip('/').partition('?')[0]}", self.answer_plain)()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, body))
        self.answer_plain()

    def answer_plain(self):
        self.send_response(200)
        self.send_header("X-Thing", "1")
        self.end_headers()
        self.wfile.write(b"hello")

    def answer_redirect(self):
        self.send_response(302)
        self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
        self.end_headers()

    def answer_endless(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(bytes(64 * 1024))

    def answer_drip(self):
        for letter in "HTTP/1.0 200 OK\r\nX: " + "y" * 1000:
            self.wfile.write(letter.encode())
            time.sleep(0.1)

    def answer_short(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"cut")

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def hooks(server, monkeypatch, settings):
    """http://hooks.example, which an administrator allowed to lie on this machine."""
    settings.OUTGOING_ALLOW = ["127.0.0.0/8"]
    monkeypatch.setattr(guard, "resolve", lambda host, port: ["127.0.0.1"])
    return f"http://hooks.example:{server.server_address[1]}"


def refused(*args, **kwargs):
    with pytest.raises(OutgoingRefused) as refusal:
        guard.fetch(*args, **kwargs)
    assert refusal.value.sentence.endswith(".")
    return refusal.value.code


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_reached(address, settings):
    settings.OUTGOING_ALLOW = []

    assert not guard.is_public(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    assert refused("GET", f"http://{host}/") == "blocked"


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_in_the_world_are_reached(address):
    assert guard.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_other_spellings_of_this_machine_are_not_reached(host):
    assert refused("GET", f"http://{host}/") in {"blocked", "unreachable"}


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "//a.example", "http://", "http://u:p@a.example/",
     "http://a.example:99999/", "http://[::1", "javascript:alert(1)", ""],
)  # fmt: skip
def test_only_http_addresses_with_a_host_are_asked(url):
    assert refused("GET", url) == "url"


def test_one_bad_address_among_good_ones_refuses_all(monkeypatch):
    monkeypatch.setattr(guard, "resolve", lambda host, port: ["1.1.1.1", "10.0.0.1"])

    assert refused("GET", "http://mixed.example/") == "blocked"


def test_a_name_that_changes_its_answer_gains_nothing(server, monkeypatch, settings):
    settings.OUTGOING_ALLOW = ["127.0.0.1/32"]
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    monkeypatch.setattr(guard, "resolve", lambda host, port: next(answers))
    asked = []
    connect = guard.socket.create_connection
    monkeypatch.setattr(
        guard.socket, "create_connection", lambda at, **more: asked.append(at[0]) or connect(at, **more)
    )

    assert guard.fetch("GET", f"http://rebinding.example:{server.server_address[1]}/").is_ok
    assert asked == ["127.0.0.1"]
    assert next(answers) == ["169.254.169.254"]


def test_the_name_stays_in_the_request(hooks, server):
    answer = guard.fetch("GET", f"{hooks}/a?b=c", headers={"X-Sign": "s", "Host": "evil.example"})

    (path, headers) = server.asked[0]
    assert (answer.status, answer.body, answer.headers["X-Thing"]) == (200, b"hello", "1")
    assert (path, headers["Host"], headers["X-Sign"]) == ("/a?b=c", hooks.removeprefix("http://"), "s")


def test_a_body_is_sent_as_it_is(hooks, server):
    guard.fetch("POST", f"{hooks}/in", body=b'{"a":1}')

    assert server.asked == [("/in", b'{"a":1}')]


def test_a_host_that_an_administrator_named_may_lie_inside(server, settings):
    settings.OUTGOING_ALLOW = ["localhost"]

    assert guard.fetch("GET", f"http://localhost:{server.server_address[1]}/").is_ok
    assert refused("GET", f"http://127.0.0.1:{server.server_address[1]}/") == "blocked"


def test_a_redirect_is_not_followed(hooks, server):
    answer = guard.fetch("GET", f"{hooks}/redirect")

    assert (answer.status, answer.is_ok, len(server.asked)) == (302, False, 1)


def test_an_endless_answer_is_cut(hooks):
    assert refused("GET", f"{hooks}/endless", limit=100_000) == "too_large"


def test_a_dripping_answer_is_ended(hooks):
    began = time.monotonic()

    assert refused("GET", f"{hooks}/drip", timeout=0.7) == "timeout"
    assert time.monotonic() - began < 3


def test_half_an_answer_is_none(hooks):
    assert refused("GET", f"{hooks}/short") == "unreachable"


def test_a_closed_door_is_said_so(hooks, server):
    server.server_close()
    server.socket.close()

    assert refused("GET", hooks.rpartition(":")[0] + ":1/") == "unreachable"


@pytest.mark.parametrize("headers", [{"X-A": "b\r\nX-C: d"}, {"X\r\nA": "b"}])
def test_a_header_brings_no_second_one(hooks, headers):
    assert refused("GET", f"{hooks}/", headers=headers) == "url"


@pytest.fixture
def certificate(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@pytest.fixture
def secure(server, certificate, hooks):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.names = []
    context.sni_callback = lambda link, name, _: server.names.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return hooks.replace("http:", "https:")


def test_tls_is_for_the_name_though_the_address_is_pinned(secure, server, certificate, monkeypatch):
    make = ssl.create_default_context
    monkeypatch.setattr(guard.ssl, "create_default_context", lambda: make(cafile=certificate))

    assert guard.fetch("GET", f"{secure}/").body == b"hello"
    assert server.names == ["hooks.example"]
    assert server.asked[0][1]["Host"] == secure.removeprefix("https://")
    assert refused("GET", secure.replace("hooks.example", "other.example") + "/") == "unreachable"


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, server):
    assert refused("GET", f"{secure}/") == "unreachable"
    assert server.asked == []
