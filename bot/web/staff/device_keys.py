"""The challenge for a passkey and its answer (WebAuthn, by the optional library `webauthn`).

The challenge is a keyed hash of its time, a random part, and the browser or session that asked, so that nothing is stored.
"""

from __future__ import annotations

import base64
import ipaddress
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

from starlette.requests import Request

from bot.errors import BadRequest
from bot.store.people.passkeys import Passkey
from bot.vault import Vault, new_token
from handlers.casework.access import StaffMember
from handlers.talking.wording import plain

VALID = timedelta(minutes=10)
_LOCAL = "localhost"


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """`told` is part of the form; the device signs `secret`."""

    told: str
    secret: bytes
    asked_at: datetime


def why_not(request: Request) -> str:
    """Why no passkey can be used here, in a sentence for the clerk; empty where one can."""
    if find_spec("webauthn") is None:
        return plain("passkey.missing")
    return "" if _can(request) else plain("passkey.address", host=request.url.hostname or "")


def _can(request: Request) -> bool:
    """Whether browsers allow passkeys here: they bind them to a name, and need https except on the own machine."""
    host = request.url.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == _LOCAL or request.url.scheme == "https"
    return False


def challenge(vault: Vault, asked: str, now: datetime) -> Challenge:
    """A new challenge. `asked`: the browser or session that may answer it."""
    return _challenge(vault, asked, f"{now.astimezone(UTC).isoformat()}~{new_token()}")


def challenge_told(vault: Vault, asked: str, form_part: str, now: datetime) -> Challenge:
    """The challenge that this form answers. Raises BadRequest where it is too old."""
    try:
        answered = _challenge(vault, asked, form_part)
    except ValueError as error:
        raise BadRequest(plain("passkey.refused")) from error
    if not now - VALID <= answered.asked_at <= now:
        raise BadRequest(plain("passkey.late"))
    return answered


def _challenge(vault: Vault, asked: str, form_part: str) -> Challenge:
    asked_at = datetime.fromisoformat(form_part.partition("~")[0])
    if asked_at.tzinfo is None:
        raise ValueError(form_part)
    return Challenge(told=form_part, secret=bytes.fromhex(vault.hash(f"{asked}~{form_part}", "passkey")), asked_at=asked_at)


def to_register(request: Request, member: StaffMember, asked: Challenge, own_keys: Iterable[Passkey], user: str) -> str:
    """The request for a new key, as JSON for the browser. `user`: an opaque id of the person."""
    import webauthn
    from webauthn.helpers import structs

    made = webauthn.generate_registration_options(
        rp_id=_host(request),
        rp_name="LayanWarga",
        user_name=member.name,
        user_id=bytes.fromhex(user),
        challenge=asked.secret,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=_bytes(passkey.id)) for passkey in own_keys],
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=structs.UserVerificationRequirement.REQUIRED
        ),
    )
    return webauthn.options_to_json(made)


def registered(request: Request, answer: str, asked: Challenge, person: int, name: str) -> Passkey:
    """The new key. Raises BadRequest where the answer does not fit this challenge at this address."""
    import webauthn

    with _refused():
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked.secret,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
    return Passkey(
        id=_text(verified.credential_id),
        person=person,
        name=name,
        public_key=_text(verified.credential_public_key),
        sign_count=verified.sign_count,
        created_at=asked.asked_at,
        challenged_at=asked.asked_at,
    )


def to_sign_in(request: Request, asked: Challenge) -> str:
    """The request for an existing key, as JSON for the browser; the device tells whose it is."""
    import webauthn
    from webauthn.helpers import structs

    verified = structs.UserVerificationRequirement.REQUIRED
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(rp_id=_host(request), challenge=asked.secret, user_verification=verified)
    )


def key_of(answer: str) -> str:
    """The id of the key that answers."""
    try:
        return str(json.loads(answer)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(plain("passkey.refused")) from error


def signed(request: Request, answer: str, asked: Challenge, passkey: Passkey) -> Passkey:
    """The key after this use. Raises BadRequest where it did not sign this challenge at this address."""
    import webauthn

    with _refused():
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=asked.secret,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    return replace(passkey, sign_count=verified.new_sign_count, challenged_at=asked.asked_at)


@contextmanager
def _refused() -> Iterator[None]:
    """Turns any error of the library into a refusal in our words."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        yield
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise BadRequest(plain("passkey.refused")) from error


def _host(request: Request) -> str:
    return request.url.hostname or ""


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
