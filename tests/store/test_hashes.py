"""A kept hash belongs to one thing: nothing proves for another what it proves for this one."""

from __future__ import annotations

from bot.vault import Vault, new_key


def test_a_pin_of_one_case_opens_no_other() -> None:
    vault = Vault(new_key())
    kept = vault.hash("123456", "JUAI-2611-7K3FQ")
    assert vault.same("123456", "JUAI-2611-7K3FQ", kept)
    assert not vault.same("123456", "JUAI-2611-9ABCD", kept)
    assert not vault.same("123457", "JUAI-2611-7K3FQ", kept)
    assert not Vault(new_key()).same("123456", "JUAI-2611-7K3FQ", kept), "another office's key"
