"""The labelled messages that the models are trained on, and the sets they are measured on."""

from __future__ import annotations

import json
import random
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.language.segments import Segmenter
from knowledge.language.words import read
from knowledge.standards.library import Library

HERE = Path(__file__).parent
SETS = HERE / "sets"
OTHER_WRITERS = tuple(sorted(path.stem for kind in ("bare", "courteous") for path in SETS.glob(f"questions_{kind}_*.jsonl")))
COURTEOUS = tuple(name for name in OTHER_WRITERS if name.startswith("questions_courteous_"))
WRITERS = tuple(name.rpartition("_")[2] for name in OTHER_WRITERS)
COMPLAINTS = tuple(sorted(path.stem for path in SETS.glob("complaints_*.jsonl")))
COURTEOUS_COMPLAINTS = tuple(name for name in COMPLAINTS if name.startswith("complaints_courteous_"))
UNREAD = tuple(  # to measure on; nobody reads them, no model learns
    sorted(f"unread/{path.stem}" for kind in ("questions", "complaints") for path in (SETS / "unread").glob(f"{kind}_*.jsonl"))
)
FOR_PARTS = ("questions_details_juai", "questions_details_others")  # only answers, the parts evenly: not how often people ask for what
STORIES = 3000
LONGER = 1200
GREETINGS = (
    "selamat pagi pak,",
    "selamat siang bu, mohon maaf mengganggu.",
    "assalamualaikum",
    "min mau tanya.",
    "permisi kak",
    "maaf banyak tanya ya.",
    "halo min,",
    "pak",
    "bu",
    "izin bertanya,",
    "tolong bantu ya.",
    "jadi begini ceritanya.",
)

# What people tell of their lives on the way to what they want; it says nothing about which of the things they do.
DETAILS = (
    "saya buruh harian, jarang pegang surat-surat",
    "cucu saya yang bantu pegang hp ini",
    "sekali jalan ke kota dua jam naik perahu",
    "saya baru sebulan diserahi urusan ini",
    "di rumah cuma ada saya sama ibu mertua",
    "musim hujan begini jalan kami becek",
    "saya sudah coba cari di internet tidak ketemu",
    "dagangan lagi sepi, anak mau masuk sekolah",
    "suami merantau, pulangnya setahun sekali",
    "kakak saya dulu pernah urus yang mirip tapi lain kabupaten",
    "emak sudah tua, jalannya pelan",
    "keluarga besar sudah rembukan semalam",
    "teman kerja bilang bisa, yang lain bilang tidak",
    "bu RT yang menyuruh saya tanya ke sini",
    "maaf kalau panjang, bingung mulai dari mana",
    "panen kemarin gagal kena hama",
    "ayah meninggal waktu saya masih kecil",
    "kami bertujuh bersaudara, saya yang bungsu",
    "hp saya sering hilang sinyal",
    "saya jaga warung jadi baru sempat malam ini",
    "tiang wawu mawali saking carik",
    "ulun bagawi di kabun, jarang ka kota",
    "kulo sampun sepuh, mripate mboten cetho",
    "kamek tinggal di hulu, jauh dari kantor",
)


@dataclass(frozen=True)
class Example:
    """A message with the kind and the services a good clerk would see in it. `source` says which data it comes from."""

    text: str
    kind: str
    services: tuple[str, ...] = ()
    source: str = ""
    office: str | None = None
    component: str | None = None
    group: str = ""

    @property
    def matter(self) -> str:
        """The text without courtesy, as witnesses hear it; empty where it is courtesy only."""
        return matter(self.text)


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


@lru_cache(maxsize=50_000)
def matter(text: str) -> str:
    """The text without courtesy, identity and wishes about the talk."""
    return _segmenter().split(text).matter


# How a name becomes a message: the same frames around names that offices cover and names that they do not.
FRAMES = (
    "{}",
    "{} syaratnya apa",
    "mau urus {}",
    "cara bikin {} gmn ya",
    "{} bayar berapa",
    "min mau tanya {} dong",
    "kalo mau {} ke mana ya",
    "berapa lama proses {}",
    "Mohon informasi mengenai {}.",
    "{} di kecamatan bisa ga",
    "handak {} kayapa caranya",
    "saya butuh {}, berkas apa yang dibawa",
)


# How somebody asks for what was handed in, whatever it is about.
FILE_FRAMES = (
    "{} saya sudah jadi belum",
    "berkas {} saya sudah sampai mana ya",
    "{} kami sudah keluar belum ya pak",
    "permohonan {} saya kapan selesainya, sudah masuk minggu lalu",
    "mau cek {} saya sudah ditandatangani apa belum",
    "yang kemarin urus {} sudah bisa diambil belum",
    "{} atas nama Rahman sudah beres belum",
    "pengajuan {} dari desa kami sudah diproses belum",
    "{} ulun sudah jadi kah balum",
    "{} kulo sampun dados dereng nggih",
    "sdh sampe mana ya {} yg sy ajukan tgl 3 kmrn",
    "{} saya lolos apa tidak, belum ada kabar",
)


def lines(name: str) -> list[dict[str, Any]]:
    """The labelled lines of one set."""
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def questions(name: str) -> list[Example]:
    """A set of questions_*.jsonl; of a courteous set each line twice, as it was sent and without its courtesy, held back together."""
    return [
        Example(text, d["kind"], tuple(d["services"]), name, d["office"], d["component"], f"{name} {d['id']}" if "bare" in d else "")
        for d in lines(name)
        for text in dict.fromkeys((d["text"], d.get("bare", d["text"])))
    ]


def without(library: Library, texts: Container[str]) -> Library:
    """The library with services that do not know these phrases."""
    services = {
        name: service.model_copy(update={"phrases": tuple(phrase for phrase in service.phrases if phrase not in texts)})
        for name, service in library.services.items()
    }
    return replace(library, services=services)


def without_words(library: Library) -> Library:
    """The library as an importer gives it: services with titles and standards, and no words of citizens."""
    services = {name: service.model_copy(update={"names": (), "phrases": ()}) for name, service in library.services.items()}
    return replace(library, services=services)


def training_examples(library: Library) -> list[Example]:
    """Everything the language data and the services' own words say about kinds and services."""
    plain = [*_own_words(library), *_by_kind(), *_elsewhere(), *_complaints(), *_ambiguous(library)]
    return [*plain, *_asking(), *_long(plain)]


def _asking() -> Iterator[Example]:
    """Bare questions for a part of a standard, as they follow an answer; those for a contact may as well be complaints."""
    yield from (Example(text, "answer", (), "asking") for text, component in _labelled("asking") if component != "pengaduan")


def _long(plain: Sequence[Example]) -> Iterator[Example]:
    """The same messages as people write them who begin with a greeting or tell their story before they ask."""
    chooser = random.Random(2)
    questions = [text for text, component in _labelled("asking") if component not in ("pengaduan", "ringkasan")]
    for example in chooser.sample([e for e in plain if e.source in ("phrase", "kinds", "triage")], LONGER):
        text = ". ".join((chooser.choice(GREETINGS), *chooser.sample(DETAILS, chooser.randrange(4)), example.text))
        if example.kind == "answer" and example.services:
            text = f"{text}. {chooser.choice(questions)}"
        yield replace(example, text=text, source="long", group=example.group or example.text)


def parts() -> Iterator[tuple[str, str]]:
    """Messages with the component they ask for: ways of asking, the labelled phrases of the services, and one after the other."""
    asking = list(ways_of_asking())
    phrases = [(text, label) for text, label in _labelled("components") if label != "complaint"]
    yield from (*asking, *phrases)
    yield from stories_with_question(asking, [text for text, label in phrases if label == "ringkasan"])


def ways_of_asking() -> Iterator[tuple[str, str]]:
    """(text, component) of questions that fit any service."""
    yield from ((cue, component) for component, cues in read("components").items() for cue in cues)
    yield from _labelled("asking")


def stories_with_question(asking: Sequence[tuple[str, str]], stories: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Situations in citizens' words with a question of any service after them: however long the story, the question names the part."""
    chooser = random.Random(1)
    for _ in range(STORIES):
        (question, component), story = chooser.choice(asking), chooser.choice(stories)
        yield f"{story} {question}", component


def _labelled(name: str) -> Iterator[tuple[str, str]]:
    """(text, label) of a table whose lines are `label<TAB>text`."""
    for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        label, text = line.split("\t", 1)
        yield text, label


def _own_words(library: Library) -> Iterator[Example]:
    labels = dict(_labelled("components"))
    for service in library.services.values():
        for name in (service.title, *service.names):
            yield Example(name, "answer", (service.id,), "name")
            yield Example(framed(name), "answer", (service.id,), "framed name")
            yield Example(random.Random(name).choice(FILE_FRAMES).format(name), "file", (service.id,), "framed file")
        for phrase in service.phrases:
            kind = "complaint" if labels.get(phrase) == "complaint" else "answer"
            yield Example(phrase, kind, (service.id,), "phrase")


def framed(name: str) -> str:
    """The name as a question, always the same for the same name."""
    return random.Random(name).choice(FRAMES[1:]).format(name)


def _by_kind() -> Iterator[Example]:
    for kind, messages in read("kinds").items():
        yield from (Example(text, "office" if kind == "office_questions" else kind, (), "kinds") for text in messages)


def _elsewhere() -> Iterator[Example]:
    for entry in read("elsewhere"):
        for name in entry["sebutan"]:
            yield Example(name, "none", (), "elsewhere", group=entry["id"])
            yield Example(framed(name), "none", (), "framed elsewhere", group=entry["id"])


def _complaints() -> Iterator[Example]:
    """Complaints of triage.yaml; urgent ones are left out, since some of them are emergencies."""
    for entry in read("triage")["contoh"]:
        if entry.get("darurat") != "true":
            yield Example(entry["teks"], "complaint", (entry["layanan"],) if "layanan" in entry else (), "triage")


def _ambiguous(library: Library) -> Iterator[Example]:
    for entry in read("ambiguous"):
        services = tuple(service for service in entry["layanan"] if service in library.services)
        yield from (Example(text, "clarify", services, "ambiguous") for text in entry["ungkapan"])
