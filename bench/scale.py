"""How cost grows with the library: `python -m bench.scale [services ...]`, by default 43, 1,000, 20,000 and 100,000.

The library is made from the real one: offices of other places, titles recombined from words of administration, texts and phrases
taken over with the words that tell services apart exchanged, so that posting lists grow as they would in a country.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import time
from collections.abc import Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np

from bench.examples import lines
from knowledge.library import Library, Office, load
from knowledge.standard import Service
from knowledge.understanding import Understander

SERVICES_OF_AN_OFFICE = 40
QUESTIONS = 300
MATTERS = [
    "izin",
    "surat",
    "rekomendasi",
    "bantuan",
    "sertifikat",
    "kartu",
    "retribusi",
    "pajak",
    "tanah",
    "rumah",
    "usaha",
    "ternak",
    "sawah",
    "ikan",
    "kapal",
    "hutan",
    "kebun",
    "sekolah",
    "guru",
    "siswa",
    "beasiswa",
    "buku",
    "dokter",
    "obat",
    "vaksin",
    "puskesmas",
    "ambulans",
    "jalan",
    "jembatan",
    "lampu",
    "parkir",
    "angkutan",
    "terminal",
    "pasar",
    "kios",
    "toko",
    "pabrik",
    "tenaga",
    "kerja",
    "magang",
    "pelatihan",
    "koperasi",
    "modal",
    "kredit",
    "bibit",
    "pupuk",
    "irigasi",
    "air",
    "sampah",
    "limbah",
    "taman",
    "makam",
    "museum",
    "tari",
    "musik",
    "olahraga",
    "atlet",
    "wisata",
    "hotel",
    "arsip",
    "data",
    "statistik",
    "peta",
    "internet",
    "radio",
    "warga",
    "lansia",
    "balita",
    "remaja",
    "pemuda",
    "perempuan",
    "difabel",
    "pengungsi",
    "yatim",
    "santri",
    "jemaah",
    "haji",
    "wakaf",
    "zakat",
    "nikah",
    "cerai",
    "lahir",
    "mati",
    "pindah",
    "paspor",
    "notaris",
    "lelang",
    "hibah",
    "sewa",
    "aset",
    "kendaraan",
    "senjata",
]
DEEDS = [
    "penerbitan",
    "perpanjangan",
    "pencabutan",
    "penggantian",
    "pendaftaran",
    "pemeriksaan",
    "penyaluran",
    "pengesahan",
    "pemeliharaan",
    "peminjaman",
    "penilaian",
    "pengukuran",
]
SYLLABLES = [first + second for first in "bcdghjklmnprstw" for second in ("a", "i", "u", "e", "o", "an", "ar", "in", "ung", "ek")]


def main(sizes: Sequence[int]) -> None:
    real = load()
    for size in sizes:
        measure(size, real)


def measure(size: int, real: Library) -> None:
    library = real if size <= len(real.services) else enlarged(real, size)
    gc.collect()
    before, start = _memory(), time.perf_counter()
    understander = Understander(library)
    built, added = time.perf_counter() - start, _memory() - before
    offices = sorted(library.offices)
    asked = [line["text"] for line in islice(lines("questions_dev") * 3, QUESTIONS)]
    chooser = random.Random(1)
    chosen = _times(understander, [(text, chooser.choice(offices)) for text in asked])
    open_ = _times(understander, [(text, None) for text in asked])
    print(f"{size:>8,} services: built in {built:.1f} s, {added:.0f} MB; office chosen {chosen}; none chosen {open_}", flush=True)


def _times(understander: Understander, asked: Sequence[tuple[str, str | None]]) -> str:
    taken = []
    for text, office in asked:
        start = time.perf_counter()
        understander.understand(text, office)
        taken.append(1000 * (time.perf_counter() - start))
    return "p50 {:.1f} ms, p99 {:.1f} ms".format(*np.percentile(taken, (50, 99)))


def enlarged(real: Library, size: int) -> Library:
    """The real library and as many made services as are missing."""
    maker = random.Random(size)
    offices, services = dict(real.offices), dict(real.services)
    models = list(real.services.values())
    while len(services) < size:
        office = _office(maker, len(offices), maker.choice(list(real.offices.values())))
        offices[office.id] = office
        for number in range(min(SERVICES_OF_AN_OFFICE, size - len(services))):
            made = _service(maker, office, number, maker.choice(models))
            services[made.id] = made
    return Library(offices=MappingProxyType(offices), services=MappingProxyType(services), holidays={}, mistakes=())


def _office(maker: random.Random, number: int, model: Office) -> Office:
    place = _word(maker).title()
    return model.model_copy(update={"id": f"kantor-{number}", "name": f"Kantor {place}", "region": place, "names": (place.lower(),)})


def _service(maker: random.Random, office: Office, number: int, model: Service) -> Service:
    deed, matter, other = maker.choice(DEEDS), *maker.sample(MATTERS, 2)
    name = f"{matter} {_word(maker)}"
    phrases = tuple(_exchanged(maker, phrase, (matter, other, name)) for phrase in model.phrases)
    update: dict[str, Any] = {
        "id": f"{office.id}/layanan-{number}",
        "title": f"{deed} {matter} {other}".title(),
        "names": (name, f"{deed} {matter}"),
        "phrases": phrases,
        "unit": None,
    }
    return model.model_copy(update=update)


def _exchanged(maker: random.Random, phrase: str, words: Sequence[str]) -> str:
    """Every third longer word gives way to one of the service's own."""
    return " ".join(maker.choice(words) if len(word) > 4 and maker.random() < 0.4 else word for word in phrase.split())


def _word(maker: random.Random) -> str:
    return "".join(maker.sample(SYLLABLES, 3))


def _memory() -> float:
    """Resident memory in MB."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123 - not a file on a disk
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [43, 1000, 20_000, 100_000])
