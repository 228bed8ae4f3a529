"""`layanwarga whatsapp templates`: the message templates in the form for submission to Meta."""

from __future__ import annotations

import argparse
import json

from bot.commands import Commands


def add_to(commands: Commands) -> None:
    whatsapp = commands.add_parser("whatsapp", help="WhatsApp").add_subparsers(dest="what", required=True, metavar="apa")
    templates = whatsapp.add_parser("templates", help="templat pesan, siap diajukan ke Meta")
    templates.set_defaults(run=_templates)


def _templates(_: argparse.Namespace) -> int:
    """Prints each template as the body of `POST /<business account>/message_templates`, or to be typed into WhatsApp Manager."""
    from bot.channels.whatsapp.templates import submissions

    print(json.dumps(submissions(), ensure_ascii=False, indent=2))
    return 0
