"""A small OpenID Connect provider on this machine, with a key of its own and a fault on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT_ID = "aip"
CLIENT_SECRET = "secreto del cliente"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """Signs in one person, `person`; `claims` and `discovery` replace what it would say."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = {
            "sub": "4123456",
            "name": "Ana Benítez",
            "email": "Ana@Correo.example",
            "email_verified": True,
        }
        self.claims: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.signing_key = KEY
        self.algorithm = "RS256"
        self.sends_token = True
        self.userinfo: dict[str, Any] = {}
        self.asked: dict[str, str] = {}

    def settings(self) -> dict[str, Any]:
        """Return SOCIALACCOUNT_PROVIDERS for a site that trusts this provider."""
        app = {
            "provider_id": "identidad",
            "name": "Identidad Electrónica",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": self.url},
        }
        return {"openid_connect": {"APPS": [app]}}

    def document(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def keys(self) -> dict[str, Any]:
        """Return the public key (RFC 7517)."""
        public = KEY.public_key().public_numbers()
        size = (public.n.bit_length() + 7) // 8
        return {
            "keys": [
                {
                    "kty": "RSA",
                    "kid": "1",
                    "alg": "RS256",
                    "use": "sig",
                    "n": _encoded(public.n.to_bytes(size, "big")),
                    "e": _encoded(public.e.to_bytes(3, "big")),
                }
            ]
        }

    def token(self, posted: dict[str, str]) -> dict[str, Any]:
        """Return the tokens for a code. The PKCE verifier must match (RFC 7636, 4.6)."""
        hashed = hashlib.sha256(posted["code_verifier"].encode()).digest()
        if (
            _encoded(hashed) != self.asked["code_challenge"]
            or posted["client_secret"] != CLIENT_SECRET
        ):
            return {"error": "invalid_grant"}
        if not self.sends_token:
            return {"access_token": "llave", "token_type": "Bearer"}
        return {"access_token": "llave", "token_type": "Bearer", "id_token": self._signed()}

    def _signed(self) -> str:
        seconds = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "iat": seconds,
            "exp": seconds + 300,
            "nonce": self.asked["nonce"],
            "sub": self.person["sub"],
            **self.claims,
        }
        head = {"alg": self.algorithm, "kid": "1", "typ": "JWT"}
        text = ".".join(_encoded(json.dumps(part).encode()) for part in (head, claims))
        if self.algorithm == "none":
            return f"{text}."
        signature = self.signing_key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{_encoded(signature)}"


class Pages(BaseHTTPRequestHandler):
    """What the provider answers."""

    server: Provider

    def do_GET(self) -> None:
        """Answer the four addresses that are read."""
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            self._authorize(parts.query)
            return
        answers = {
            "/.well-known/openid-configuration": self.server.document(),
            "/jwks": self.server.keys(),
            "/userinfo": {**self.server.person, **self.server.userinfo},
        }
        self._say(answers[parts.path])

    def do_POST(self) -> None:
        """Exchange a code for tokens."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(self.server.token({name: values[0] for name, values in parse_qs(body).items()}))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def _authorize(self, query: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        self.server.asked = asked
        back = urlencode({"code": "una-vez", "state": asked["state"]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def _say(self, answer: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())


@contextmanager
def running() -> Iterator[Provider]:
    """Yield a provider that answers until the end of the block."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
