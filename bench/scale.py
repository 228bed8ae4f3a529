"""How cost grows with the library: `python -m bench.scale [services ...]`, by default 43, 1,000, 20,000 and 100,000.

Every method is measured in a process of its own, on one core, over the same library; the others only as far as they can still be built.
The library is made from the real one: offices of other places, titles recombined from words of administration; in phrases, items and
texts many of the longer words give way to those of the service and its place, so that hardly two services say the same and posting
lists grow as they would in a country.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from types import MappingProxyType
from typing import Any

import numpy as np

from bench.examples import OTHER_WRITERS, lines
from knowledge.standards.library import Library, load
from knowledge.standards.office import Office
from knowledge.standards.standard import Component, Item, Service
from knowledge.understanding.understander import Understander

SIZES = (43, 1000, 20_000, 100_000)
SERVICES_OF_AN_OFFICE = 40
QUESTIONS_TO_RIVALS = 40
LARGEST = {"tf-idf of characters 2-5, nearest neighbour": 5000, "BM25 (bm25s), Indonesian stemming": 20_000}
MATTERS = """
    izin surat rekomendasi bantuan sertifikat kartu retribusi pajak tanah rumah usaha ternak sawah ikan kapal hutan
    kebun sekolah guru siswa beasiswa buku dokter obat vaksin puskesmas ambulans jalan jembatan lampu parkir angkutan
    terminal pasar kios toko pabrik tenaga kerja magang pelatihan koperasi modal kredit bibit pupuk irigasi air sampah
    limbah taman makam museum tari musik olahraga atlet wisata hotel arsip data statistik peta internet radio warga
    lansia balita remaja pemuda perempuan difabel pengungsi yatim santri jemaah haji wakaf zakat nikah cerai lahir mati
    pindah paspor notaris lelang hibah sewa aset kendaraan senjata
""".split()  # noqa: SIM905 - a list of so many words would fill the page
DEEDS = """
    penerbitan perpanjangan pencabutan penggantian pendaftaran pemeriksaan penyaluran pengesahan pemeliharaan peminjaman
    penilaian pengukuran
""".split()  # noqa: SIM905 - a list of so many words would fill the page
SYLLABLES = [first + second for first in "bcdghjklmnprstw" for second in ("a", "i", "u", "e", "o", "an", "ar", "in", "ung", "ek")]
EXCHANGED = 0.4

Ask = Callable[[str, str | None], object]


def main(sizes: Sequence[int]) -> None:
    from bench.rivals import RIVALS  # loads scikit-learn, which a test that only enlarges a library does not need

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    real = load()
    for size in sizes or SIZES:
        library = real if size <= len(real.services) else enlarged(real, size)
        print(f"\n{len(library.services):,} services of {len(library.offices):,} offices", flush=True)
        gc.collect()
        gc.freeze()
        alone("this bot", lambda: Understander(library).understand, library, questions())  # noqa: B023 - called before the next
        for name, build in RIVALS.items():
            if size <= LARGEST.get(name, size):
                alone(name, lambda: build(library), library, questions()[:QUESTIONS_TO_RIVALS])  # noqa: B023


def questions() -> list[str]:
    """Messages of all writers, none twice: what was read a moment ago would be remembered."""
    texts = dict.fromkeys(line["text"] for name in OTHER_WRITERS for line in lines(name))
    return random.Random(1).sample(list(texts), len(texts))


def alone(name: str, build: Callable[[], Ask], library: Library, asked: Sequence[str]) -> None:
    """Measured in a child of this process, which knows the library already."""
    child = get_context("fork").Process(target=measure, args=(name, build, sorted(library.offices), asked))
    child.start()
    child.join()


def measure(name: str, build: Callable[[], Ask], offices: Sequence[str], asked: Sequence[str]) -> None:
    """In time of the processor, which other work on the machine does not lengthen."""
    before, start = _memory(), time.process_time()
    ask = build()
    built, most = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    gc.collect()
    added, half, chooser = _memory() - before, len(asked) // 2, random.Random(1)
    chosen = _times(ask, [(text, chooser.choice(offices)) for text in asked[:half]])
    open_ = _times(ask, [(text, None) for text in asked[half:]])
    print(
        f"  {name:<44} built in {built:6.1f} s, {added:6.0f} MB ({most - before:.0f} while building);"
        f" office chosen {chosen}; none chosen {open_}",
        flush=True,
    )


def _times(ask: Ask, asked: Sequence[tuple[str, str | None]]) -> str:
    taken = []
    for text, office in asked:
        start = time.process_time()
        ask(text, office)
        taken.append(1000 * (time.process_time() - start))
    return "p50 {:.1f} ms, p99 {:.1f} ms".format(*np.percentile(taken, (50, 99)))


def enlarged(real: Library, size: int, of_an_office: int = SERVICES_OF_AN_OFFICE) -> Library:
    """The real library and as many made services as are missing, so many in each made office."""
    maker = random.Random(size)
    offices, services, calendars = dict(real.offices), dict(real.services), dict(real.calendars)
    models = list(real.services.values())
    while len(services) < size:
        model = maker.choice(list(real.offices.values()))
        office = _office(maker, len(offices), model)
        offices[office.id] = office
        if model.id in real.calendars:
            calendars[office.id] = real.calendars[model.id]
        for number in range(min(of_an_office, size - len(services))):
            made = _service(maker, office, number, maker.choice(models))
            services[made.id] = made
    return Library(
        offices=MappingProxyType(offices),
        services=MappingProxyType(services),
        holidays={},
        mistakes=(),
        calendars=MappingProxyType(calendars),
    )


def _office(maker: random.Random, number: int, model: Office) -> Office:
    place = _word(maker).title()
    return model.model_copy(update={"id": f"kantor-{number}", "name": f"Kantor {place}", "region": place, "names": (place.lower(),)})


def _service(maker: random.Random, office: Office, number: int, model: Service) -> Service:
    deed, matter, other = maker.choice(DEEDS), *maker.sample(MATTERS, 2)
    name = f"{matter} {_word(maker)}"
    own = (matter, other, name, deed, office.names[0])
    update: dict[str, Any] = {
        "id": f"{office.id}/layanan-{number}",
        "title": f"{deed} {matter} {other}".title(),
        "names": (name, f"{deed} {matter}"),
        "phrases": tuple(_exchanged(maker, phrase, own) for phrase in model.phrases),
        "summary": _exchanged(maker, model.summary or "", own) or None,
        "components": {key: _other(maker, component, own) for key, component in model.components.items()},
        "unit": None,
    }
    return model.model_copy(update=update)


def _other(maker: random.Random, model: Component, own: Sequence[str]) -> Component:
    items = tuple(Item.model_construct(text=_exchanged(maker, item.text, own)) for item in model.all_items)
    return model.model_copy(update={"items": items, "groups": ()})


def _exchanged(maker: random.Random, text: str, own: Sequence[str]) -> str:
    """Many of the longer words give way to the service's own."""
    return " ".join(maker.choice(own) if len(word) > 4 and maker.random() < EXCHANGED else word for word in text.split())


def _word(maker: random.Random) -> str:
    return "".join(maker.sample(SYLLABLES, 3))


def _memory() -> float:
    """Resident memory in MB."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123 - not a file on a disk
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
