"""Adds polite words to bare messages, as often as 32,000 real messages have them; the same message always gets the same words."""

from __future__ import annotations

import random

GREETING, THANKS, BOTH, PLEA, BLOCK, FORM = 0.13, 0.16, 0.12, 0.17, 0.04, 0.04
GREETINGS = (
    "Assalamualaikum wr wb.",
    "Asslamualaikum pak,",
    "selamat pagi bu",
    "Selamat siang Bapak/Ibu,",
    "slmt sore min,",
    "malam kak,",
    "halo min",
    "Permisi, mau tanya.",
    "Om swastyastu,",
    "sugeng enjang pak.",
    "Salam sejahtera bagi kita semua.",
    "Yth. Bapak Camat,",
    "mohon maaf mengganggu waktunya bu,",
    "pagiii kak, ijin bertanya ya.",
    "perkenalkan saya Rahman warga Desa Bata.",
)
THANKING = (
    "Terima kasih.",
    "makasih ya min",
    "trimakasih sebelumnya 🙏",
    "Atas perhatiannya saya ucapkan terima kasih.",
    "suwun",
    "hatur nuhun",
    "matur suksma",
    "tks",
    "terima kasih atas bantuan dan waktunya",
    "makasiiih 🙏🙏",
    "wassalam",
    "tarima kasih pak lah",
)
PLEAS = (
    "tolong pak, {}",
    "mohon bantuannya, {}",
    "{} mohon bantuannya",
    "tolong ya min {}",
    "{}, mohon segera dijawab",
    "minta tolong bu, {}",
)
BLOCKS = (
    "Nama: Rahman\nNIK: 6311040107700003\n{}",
    "{}\nAlamat: RT 02 Desa Bata, HP 081351204477",
    "{} (Nama: Yuliana, HP: 0852 1111 2222)",
)
FORMS = ("Kabupaten/Kota: Balangan Kecamatan: Juai Isi laporan: {}", "Kecamatan: Ngabang\nKategori: Pelayanan\nIsi aduan: {}")


def courteous(text: str) -> str:
    """The message with what is put around it."""
    chooser = random.Random(text)
    if chooser.random() < PLEA:
        text = chooser.choice(PLEAS).format(text)
    place = chooser.random()
    if place < BLOCK:
        text = chooser.choice(BLOCKS).format(text)
    elif place < BLOCK + FORM:
        text = chooser.choice(FORMS).format(text)
    kind = chooser.random()
    before = chooser.choice(GREETINGS) + " " if kind < GREETING or GREETING + THANKS <= kind < GREETING + THANKS + BOTH else ""
    behind = " " + chooser.choice(THANKING) if GREETING <= kind < GREETING + THANKS + BOTH else ""
    return before + text + behind
