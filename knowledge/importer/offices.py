"""Reads what documents say about the office itself: name, decree, contacts, region. Nothing is invented; what is missing becomes a doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.importer import furniture, titles
from knowledge.importer.draft import DraftContact, DraftDecree, DraftOffice, DraftService
from knowledge.importer.pages import Document

HEAD = 90
"""So many lines at the beginning of a document may name the office."""
KINDS = r"(?:dinas|badan|kantor|kecamatan|kelurahan|desa|puskesmas|upt\w*|rsud|rumah sakit|satuan polisi pamong praja|perpustakaan|sekretariat|inspektorat|sma|smp|sd|smk|mts|man)"
TEXT = r"(?:[^:;.]|(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\bkab)\.)"
"""A sentence ends a name, an abbreviation does not: RSUD dr. Soedarso."""
NAME = re.compile(rf"(?i)^\W*((?:pemerintah )?{KINDS}\b{TEXT}{{2,140}})$")
ON = re.compile(rf"(?i)standar pelayanan(?: publik)?(?: pada| di lingkungan| di)?\s+({KINDS}\b{TEXT}{{2,140}})$")
OF = re.compile(rf"(?i)keputusan (?:kepala )?((?:camat|lurah|{KINDS})\b{TEXT}{{2,140}})$")
HEAD_OF_OFFICE = re.compile(r"(?i)^(camat|lurah)\s+")
OFFICE_OF_HEAD = {"camat": "Kecamatan ", "lurah": "Kelurahan "}
RUNNING = re.compile(r"(?i)\b(melalui|sebagaimana|tercantum|wajib|dilaksanakan)\b")
"""Words of a sentence about the office, not of its name."""
REGION = re.compile(
    r"(?i)\b(provinsi|kabupaten|kota|kab\.)\s+([A-Z][A-Za-z]+(?:\s+(?!Nomor|Tentang|Tahun|Dan\b|Provinsi|Kabupaten|Kecamatan|Jalan|Dinas)[A-Z][A-Za-z]+){0,2})"
)
MONTHS = ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"]
DATE = re.compile(rf"(?i)\b(\d{{1,2}})\s+({'|'.join(MONTHS)}|nopember|pebruari)\s+(\d{{4}})")
NUMBER = re.compile(r"(?i)^\W*(?:keputusan\b[^:]{0,90}?\s)?(?:nomor|no)\b\s*[.:]?\s*:?\s*(\S.{2,60})$")
SIGNER = re.compile(r"^[^\d:;]{5,60}$")
RANKS = re.compile(r"(?i)pembina|penata|madya|utama|tk\.|nip|\[|iv/|iii/")
ZONES = (
    ("Asia/Jayapura", r"papua|maluku|jayapura|ambon|ternate|sorong|merauke|manokwari"),
    (
        "Asia/Makassar",
        r"bali|nusa tenggara|ntb|ntt|sulawesi|gorontalo|kalimantan (?:selatan|timur|utara)|makassar|manado|palu|kendari|denpasar|mataram|kupang|samarinda|balikpapan|banjarmasin|banjarbaru|tarakan|bulungan|lombok|sumbawa|flores|balangan|buleleng|badung|gianyar|tabanan|bone|gowa|maros",
    ),
    ("Asia/Pontianak", r"kalimantan (?:barat|tengah)|pontianak|landak|sambas|sanggau|sintang|singkawang|palangka"),
)
CONTACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("whatsapp", re.compile(r"(?i)\b(?:whats?s?app|wa)\b[^\d+]{0,12}((?:\+62|0)8[\d\s-]{7,14}\d)")),
    (
        "telepon",
        re.compile(r"(?i)\b(?:telp|tlp|telepon|telpon|phone|hp)\b[^\d(+]{0,12}((?:\(0\d{2,3}\)|\+62|0)\d(?:[\s-]?\d){5,11})(?!\d)"),
    ),
    (
        "situs",
        re.compile(
            r"(?i)(?:(?:website|situs|laman|web|www|https?)\b\W{0,5}(?:https?://)?(?:www\.)?|^\W*)(?<![@\w])((?:[a-z0-9-]+\.)+(?:go|desa|ac|sch|or|co)\.id)\b(?!@)"
        ),
    ),
)


def office_of(documents: Sequence[Document], office_id: str) -> DraftOffice:
    """The office as its documents describe it."""
    texts = [line.text.strip() for document in documents for line in document.lines]
    heads = [line.text.strip() for document in documents for line in document.lines[:HEAD]]
    name = _name(heads)
    decree = _decree(texts)
    doubts = [] if name else ["nama kantor tidak tercetak di dokumen; dipakai id kantor"]
    shown_name = name or office_id.replace("-", " ").title()
    return DraftOffice(
        name=shown_name,
        document=_title(decree, shown_name, documents),
        region=_region(heads),
        address=_address(texts),
        contacts=tuple(_contacts(texts)),
        decree=decree,
        pledge=_pledge(texts),
        doubts=tuple(doubts),
    )


def without_contacts_of_one(office: DraftOffice, services: Sequence[DraftService], documents: Sequence[Document]) -> DraftOffice:
    """The office without contacts that one of its services alone prints, and no head of a document: they are that service's, and a doubt says so."""
    heads = "\n".join(_spaces(line.text) for document in documents for line in document.lines[:HEAD])
    printed = {
        service.title: _spaces("\n".join(map("\n".join, (each.texts for each in service.components.values())))) for service in services
    }
    own = {contact: [title for title, text in printed.items() if contact.value in text] for contact in office.contacts}
    of_one = {contact: titles for contact, titles in own.items() if len(titles) == 1 < len(services) and contact.value not in heads}
    doubts = (
        f"kontak {contact.value} hanya tercetak di {title}; tidak dipakai sebagai kontak kantor" for contact, (title,) in of_one.items()
    )
    return replace(
        office, contacts=tuple(contact for contact in office.contacts if contact not in of_one), doubts=(*office.doubts, *doubts)
    )


def _spaces(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text)


def zone_of(region: str | None, texts: Iterable[str]) -> tuple[str, bool]:
    """The time zone, and whether the document determines it: by the office's region, else by the places that it names most often."""
    for zone, form in ZONES:
        if region and re.search(form, region.lower()):
            return zone, True
    joined = " ".join(texts).lower()
    counts = Counter({zone: len(re.findall(form, joined)) for zone, form in ZONES})
    zone, count = counts.most_common(1)[0]
    return (zone, True) if count >= 3 else ("Asia/Jakarta", False)


def _name(heads: Sequence[str]) -> str | None:
    """The office's name: after "Standar Pelayanan pada …", under a letterhead, or in the decree's title."""
    joined = list(_with_next(heads))
    for pattern in (ON, OF, NAME):
        for text in joined:
            match = pattern.match(text) if pattern is NAME else pattern.search(text)
            if match and len(match[1].split()) <= 18 and not furniture.SIGNATURE.match(text) and not RUNNING.search(match[1]):
                return HEAD_OF_OFFICE.sub(lambda head: OFFICE_OF_HEAD[head[1].lower()], _written(match[1]))
    return None


def _with_next(lines: Sequence[str]) -> Iterable[str]:
    """The lines; a line in capitals is also joined with the next ones, because a long name is printed over several lines."""
    for index, line in enumerate(lines):
        text = line
        for after in lines[index + 1 : index + 3]:
            if (
                not (line.isupper() and after.isupper())
                or titles.WORDS.match(after)
                or re.match(
                    r"(?i)\W*(nomor|tentang|no\b|alamat|jalan|jl|dengan|standar|matriks?|komponen|daftar|keputusan|kecamatan|kelurahan|dinas|lampiran|tahun\b)",
                    after,
                )
            ):
                break
            text = f"{text} {after}"
        yield re.sub(r"[*_]+", "", text).strip(" ,.:")


def _written(name: str) -> str:
    small = {"dan", "di", "pada", "untuk", "bagi"}
    words = re.sub(r"\s+", " ", name).strip(" ,.:").split()
    if not name.isupper():
        return " ".join(words)
    return " ".join(
        word.lower()
        if word.lower() in small
        else word
        if (len(word) <= 3 and not re.search("[AIUEO]", word)) or word in ("RSUD", "UPT", "UPTD")
        else word.capitalize()
        for word in words
    )


def _region(heads: Sequence[str]) -> str | None:
    regions = [f"{hit[1].replace('Kab.', 'Kabupaten')} {hit[2]}".title() for text in heads for hit in REGION.finditer(text)]
    return Counter(regions).most_common(1)[0][0] if regions else None


def _title(decree: DraftDecree | None, name: str, documents: Sequence[Document]) -> str:
    if decree and decree.number:
        return f"Keputusan Nomor {decree.number} tentang {decree.subject or f'Standar Pelayanan pada {name}'}"[:1900]
    return f"Standar Pelayanan {name} ({', '.join(document.name for document in documents[:5])})"[:1900]


def _decree(texts: Sequence[str]) -> DraftDecree | None:
    at = next((index for index, text in enumerate(texts[:200]) if re.match(r"(?i)^\W*(surat )?keputusan\b", text)), None)
    if at is None:
        return None
    head = texts[at : at + 14]
    number = next((match[1].strip() for text in head if (match := NUMBER.match(text))), None)
    place, issued, position, signer = _signed(texts)
    return DraftDecree(number=_spaced(number), issued=issued, subject=_subject(head), signed_by=signer, position=position, place=place)


def _spaced(number: str | None) -> str | None:
    return re.sub(r"\s*/\s*", "/", number).strip(" .") if number else None


def _subject(head: Sequence[str]) -> str | None:
    """The text below TENTANG, until another part begins."""
    at = next((index for index, text in enumerate(head) if re.fullmatch(r"\W*t\s?e\s?n\s?t\s?a\s?n\s?g\W*", text, re.IGNORECASE)), None)
    if at is None:
        return None
    lines: list[str] = []
    for text in head[at + 1 :]:
        if re.match(r"(?i)\W*(dengan rahmat|menimbang|camat|lurah|kepala|t e n t a n g|tentang)", text) or len(lines) >= 4:
            break
        lines.append(re.sub(r"[*_]+", "", text))
    return _written(" ".join(lines))[:1900] or None


def _signed(texts: Sequence[str]) -> tuple[str | None, date | None, str | None, str | None]:
    """Where, when and by whom the decree was signed."""
    at = next((index for index, text in enumerate(texts) if re.match(r"(?i)^\W*ditetapkan di", text)), None)
    if at is None:
        return None, next((day for text in texts[:200] if (day := _day(text))), None), None, None
    place = re.sub(r"(?i)^\W*ditetapkan di\s*:?\s*|\s+(pada|tanggal).*$|,\s*\d.*$", "", texts[at]).strip(" ,.") or None
    after = texts[at : at + 14]
    issued = next((day for text in after if (day := _day(text))), None)
    end = next((index for index, text in enumerate(after) if re.match(r"(?i)^\W*nip\b", text)), None)
    position = next((text.strip(" ,") for text in after if furniture.SIGNATURE_POST.match(text)), None)
    names = [
        text
        for text in after[1 : end or 0]
        if SIGNER.match(text) and not RANKS.search(text) and not furniture.SIGNATURE_POST.match(text) and not _day(text)
    ]
    return place, issued, position, names[-1].strip() if names else None


def _day(text: str) -> date | None:
    match = DATE.search(text)
    if not match:
        return None
    month = match[2].lower().replace("nopember", "november").replace("pebruari", "februari")
    try:
        return date(int(match[3]), MONTHS.index(month) + 1, int(match[1]))
    except ValueError:
        return None


def _address(texts: Sequence[str]) -> str | None:
    for text in texts[:HEAD]:
        if match := re.match(r"(?i)^\W*(?:alamat\s*:?\s*)?((?:jalan|jln|jl)\b\.?\s.{5,160})$", text):
            return re.split(r"(?i)\s+(?:telp|telepon|email|e-mail|website|fax)\b", match[1])[0].strip(" ,;-–")
    return None


def _contacts(texts: Sequence[str]) -> Iterable[DraftContact]:
    """The contacts that are printed most often, at most two of a kind."""
    for kind, pattern in CONTACTS:
        occurrences = Counter(
            re.sub(r"\s+", " ", hit[1] if pattern.groups else hit[0]).strip() for text in texts for hit in pattern.finditer(text)
        )
        contact_values = [
            value for value, _ in occurrences.most_common() if not re.search(r"(?i)sipp\.menpan|lapor\.go\.id|menpan\.go\.id", value)
        ]
        yield from (DraftContact(kind=kind, value=value) for value in contact_values[:2])
    if any(re.search(r"(?i)sp4n|lapor\.go\.id|\be-?lapor\b", text) for text in texts):
        yield DraftContact(kind="lapor", value="SP4N-LAPOR!")


def _pledge(texts: Sequence[str]) -> str | None:
    at = next((index for index, text in enumerate(texts) if furniture.PLEDGE.match(text)), None)
    pledge_text = " ".join(texts[at + 1 : at + 5]) if at is not None else ""
    match = re.search(r"(?i)[\"“]?\s*((?:dengan ini|kami)\b.{40,800}?berlaku)", pledge_text)
    return match[1].strip().capitalize() if match else None
