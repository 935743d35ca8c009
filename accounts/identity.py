"""The State's electronic identity: OpenID Connect with every check of the identity token made."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

WELL_KNOWN = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library ships no types
    """One sign-in. The library trusts the connection; here the token's signature is checked too."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the discovery document (OpenID Connect Discovery 1.0, section 4.3).

        Raises OAuth2Error for one of another issuer or with an address that is not https.
        """
        config = super().openid_config
        server = self.get_provider().server_url.removesuffix(WELL_KNOWN)
        if str(config.get("issuer", "")).rstrip("/") != server.rstrip("/"):
            raise OAuth2Error("the discovery document is of another issuer")
        if any(_scheme(config[name]) != _scheme(server) for name in ENDPOINTS if name in config):
            raise OAuth2Error("the discovery document names an address that is not https")
        return dict(config)

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        """Exchange the code, and remember which nonce the token must carry."""
        self.nonce = nonce_of(pkce_code_verifier or "")
        return super().get_access_token_data(
            request, app, client, pkce_code_verifier=pkce_code_verifier
        )

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Return who signs in. Raises OAuth2Error when any check fails (OIDC Core 3.1.3.7)."""
        try:
            claims = self._claims(app, kwargs["response"]["id_token"])
            person = self._person(claims, token.token)
        except (AttributeError, KeyError, TypeError, ValueError) as malformed:
            raise OAuth2Error("the provider's answer is malformed") from malformed
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": person})
        # The address and the name are on the account; nothing else about the person is kept.
        login.account.extra_data = {}
        return login

    def _claims(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if claims["nonce"] != self.nonce or not claims["exp"] or not claims["sub"]:
            raise OAuth2Error("the identity token is not of this sign-in")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the identity token was made for somebody else")
        return claims

    def _person(self, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
        said = claims
        if "userinfo_endpoint" in self.openid_config:
            said = self._fetch_user_info(access_token)
        if said["sub"] != claims["sub"]:
            raise OAuth2Error("the token and the user information are of different people")
        # An address and whether it was verified count only when the same source says both.
        source = said if said.get("email") else claims
        return {
            "sub": str(claims["sub"]),
            "name": str(said.get("name") or claims.get("name") or ""),
            "email": source.get("email"),
            "email_verified": source.get("email_verified") is True,
        }


class ElectronicIdentity(OpenIDConnectProvider):  # type: ignore[misc]  # the library ships no types
    """The provider, with PKCE and a nonce always, and nothing of the request taken by it."""

    pkce_enabled_default = True
    oauth2_adapter_class = Conversation

    def get_pkce_params(self) -> dict[str, str]:
        """Return the challenge (RFC 7636) and the nonce made from the same secret."""
        params = super().get_pkce_params()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Take no parameters from the address."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Take no scopes from the address."""
        return list(self.get_scope())


def nonce_of(secret: str) -> str:
    """Return a nonce bound to a secret only the session holds (OIDC Core 15.5.2)."""
    return hashlib.sha256(f"nonce {secret}".encode()).hexdigest()


def _scheme(url: str) -> str:
    return urlsplit(url).scheme
