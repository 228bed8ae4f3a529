"""What a passkey is asked and what it answers (WebAuthn, by the library `webauthn`, which only who wants it installs).

The question is a keyed hash of when it was asked, of a random part, and of the browser or session that was asked: nothing of it is stored.
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
    """`told` goes with the form; `secret` is what the device signs."""

    told: str
    secret: bytes
    asked_at: datetime


def why_not(request: Request) -> str:
    """Why no passkey can be used here, in a sentence for the clerk; empty where one can."""
    if find_spec("webauthn") is None:
        return plain("passkey.missing")
    return "" if _can(request) else plain("passkey.address", host=request.url.hostname or "")


def _can(request: Request) -> bool:
    """Browsers bind passkeys to a name, and want https for all but the own machine."""
    host = request.url.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == _LOCAL or request.url.scheme == "https"
    return False


def challenge(vault: Vault, asked: str, now: datetime) -> Challenge:
    """A new question. `asked`: the browser or session that may answer it."""
    return _challenge(vault, asked, f"{now.astimezone(UTC).isoformat()}~{new_token()}")


def challenge_told(vault: Vault, asked: str, told: str, now: datetime) -> Challenge:
    """The question that this form answers. Raises BadRequest where it was asked too long ago."""
    try:
        found = _challenge(vault, asked, told)
    except ValueError as error:
        raise BadRequest(plain("passkey.refused")) from error
    if not now - VALID <= found.asked_at <= now:
        raise BadRequest(plain("passkey.late"))
    return found


def _challenge(vault: Vault, asked: str, told: str) -> Challenge:
    asked_at = datetime.fromisoformat(told.partition("~")[0])
    if asked_at.tzinfo is None:
        raise ValueError(told)
    return Challenge(told=told, secret=bytes.fromhex(vault.hash(f"{asked}~{told}", "passkey")), asked_at=asked_at)


def to_register(request: Request, member: StaffMember, asked: Challenge, known: Iterable[Passkey], user: str) -> str:
    """What the browser is to be asked for a new key, as JSON. `user`: a mark of the person that tells nothing."""
    import webauthn
    from webauthn.helpers import structs

    made = webauthn.generate_registration_options(
        rp_id=_host(request),
        rp_name="LayanWarga",
        user_name=member.name,
        user_id=bytes.fromhex(user),
        challenge=asked.secret,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=_bytes(one.id)) for one in known],
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=structs.UserVerificationRequirement.REQUIRED
        ),
    )
    return webauthn.options_to_json(made)


def registered(request: Request, answer: str, asked: Challenge, person: int, name: str) -> Passkey:
    """The new key. Raises BadRequest where the answer is not one to this question at this address."""
    import webauthn

    with _refused():
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked.secret,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
    return Passkey(
        id=_text(found.credential_id),
        person=person,
        name=name,
        public_key=_text(found.credential_public_key),
        sign_count=found.sign_count,
        created_at=asked.asked_at,
        challenged_at=asked.asked_at,
    )


def to_sign_in(request: Request, asked: Challenge) -> str:
    """What the browser is to be asked for a known key, as JSON: whose it is the device says."""
    import webauthn
    from webauthn.helpers import structs

    verified = structs.UserVerificationRequirement.REQUIRED
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(rp_id=_host(request), challenge=asked.secret, user_verification=verified)
    )


def key_of(answer: str) -> str:
    """Which key answers."""
    try:
        return str(json.loads(answer)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(plain("passkey.refused")) from error


def signed(request: Request, answer: str, asked: Challenge, known: Passkey) -> Passkey:
    """The key after this use. Raises BadRequest where it did not sign this question at this address."""
    import webauthn

    with _refused():
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=asked.secret,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    return replace(known, sign_count=found.new_sign_count, challenged_at=asked.asked_at)


@contextmanager
def _refused() -> Iterator[None]:
    """Whatever the library finds wrong is refused in our words."""
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
