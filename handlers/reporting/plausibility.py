"""Whether words look like the answer to a question of a dialogue: a time, a place, a name, a contact, a story. A greeting is none of these."""

from __future__ import annotations

import re
from itertools import pairwise

from handlers.asking import cue_words, smalltalk
from handlers.reporting import report_wishes
from handlers.talking.dialogue import Answers
from handlers.talking.turn import Turn, saying
from handlers.talking.wording import words
from knowledge.language.wishes import WishKind
from knowledge.understanding.understander import Understanding

CERTAIN = 0.9  # probability from which words without a sign of a question count as one
FEW = 6  # words; a question without a sign of one
SHORT = 12  # words; in a longer message "apa" and "mana" belong to a story
LONGEST_NAME = 6  # words
LONGEST_AGREEMENT = 8  # words; an answer to "mau melapor?"
FEW_TAKING_BACK = 10  # words
FEW_DECLINING = 3  # words: "ga mau ngadu"
LONGEST_FIRST_NAME = 3  # words of a name that was not asked for
_PHONE = re.compile(r"\+?\d[\d .-]{7,}\d")
_NIK = re.compile(r"(?i)(?:\bnik(?:nya)?(?: saya| aku| ulun)?[ :]*)?(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
"""A NIK or the number of a family card, with the word before it: no contact."""
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_OWN_NAME = re.compile(
    r"(?:(?i:\b(?:nama (?:saya|aku|ulun|kulo|abdi|kakek|nenek|bapak|ibu|orang tua)|namaku|perkenalkan,?(?: nama)? saya))[ :]*(?:(?i:adalah) )?"
    r"|\b[Ss]aya (?=[A-Z]\w+(?: [A-Z]\w+)*,? (?:dari|warga|tinggal)\b))"
    r"([A-Z][\w.'’]*(?: (?:bin|binti|[A-Z][\w.'’]*)){0,3})"
)
"""A name begins with a capital: "nama saya Siti Aminah", "saya Siti dari desa Mihu"; not "nama saya belum masuk"."""
_RELATIVE = re.compile(r"(?i)\bnama (?:kakek|nenek|bapak|ibu|orang tua)\b")
_OWN_NUMBER = re.compile(
    r"(?i)\b(?:no(?:mor)?\.? ?)?(?:hp|wa|whatsapp|telepon|telpon|telp|kontak|nik|ktp|email)(?: saya|ku| aku| ulun)\b|\bnomor(?: saya|ku)\b"
)
_CAPITAL = re.compile(r"[A-Z][\w'’.]*")
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.)+[A-Z]?[A-Za-z]{0,4}|S[HEP]|M[MH]|SKM")
"""Behind a name: "S.Pd", "M.Si.", "SH"."""
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?i)\b(?:dari|dr|sejak|tahun|thn|mulai) (?:tahun |thn )?(?:19|20)\d\d\b")
_ASKING = {"answer", "clarify", "status"}


def understood(turn: Turn) -> Understanding:
    return turn.knowledge.understander.understand(turn.text, turn.office_id)


def wishes_to_forget(turn: Turn) -> bool:
    """ "hapus", "hapus cerita tadi"."""
    return any(wish.kind is WishKind.FORGET for wish in understood(turn).wishes)


def is_courtesy(turn: Turn) -> bool:
    """Whether the message is only a greeting, thanks, "baik pak", or an emoji."""
    meant = understood(turn)
    is_nothing_else = (not meant.matter and not meant.wishes) or (smalltalk.is_thanks(turn) and smalltalk.is_closing(turn, meant))
    return bool(turn.text) and (smalltalk.is_courtesy(turn) or is_nothing_else)


def tells_who(turn: Turn) -> bool:
    """Whether the message is only a name and a number, or a number: "nama saya Hendra, 0812…"."""
    contact = contact_in(turn.text)
    if contact is None or cue_words.interrogates(turn):
        return False
    return turn.text.strip(" .,") == contact or (name_in(turn) is not None and cue_words.says(turn, "my_name"))


def is_question(turn: Turn) -> bool:
    """Whether the words ask about a service, the office, or an own report; "di mana lagi" asks nothing."""
    if cue_words.says(turn, "asks_nothing") and "?" not in turn.text and not cue_words.given(turn, "in_order"):
        return False
    if _tells_when(turn):
        return False
    meant, length = understood(turn), len(turn.text.split())
    asks = cue_words.asks(turn) or cue_words.interrogates(turn)
    if meant.office_matter:
        return asks
    if length <= SHORT and cue_words.interrogates(turn) and cue_words.says(turn, "of_the_rule"):
        return True
    if meant.kind in _ASKING:
        return asks or cue_words.says(turn, "wants_to_ask") or (meant.score >= CERTAIN and length <= FEW)
    if meant.kind == "complaint":
        return meant.score < CERTAIN and length <= FEW and cue_words.interrogates(turn)
    return turn.text.endswith("?") or (length <= SHORT and cue_words.interrogates(turn))


def _tells_when(turn: Turn) -> bool:
    """Whether the words tell at what something happened: "waktu ngurus ktp", "pas antri di loket"; not "waktu pelayanannya berapa lama"."""
    spoken = cue_words.spoken(turn.text)
    begins = len(spoken) > 1 and spoken[0] in words("cues.while_it") and not turn.knowledge.understander.calls_part(" ".join(spoken[1:]))
    return begins and not cue_words.interrogates(turn)


def bare_words(turn: Turn) -> str:
    """The words in lower case, without punctuation."""
    return turn.text.lower().strip(".!, ")


def says_yes(turn: Turn) -> bool:
    """Whether the words are a yes, with or without "pak", "deh" or "lapor lah" after it."""
    first, *rest = bare_words(turn).split() or [""]
    if smalltalk.is_thanks(turn):
        return False
    return first in words("cues.yes") and all(
        any(word in words(f"cues.{key}") for key in ("courtesy", "yes", "behind_yes")) for word in rest
    )


def wants_to_report(turn: Turn) -> bool:
    """Whether the words wish to report: "mau lapor …", but not "kalau saya lapor, diapakan?"."""
    is_meant = cue_words.says(turn, "report") and not declines_to_report(turn)
    return is_meant and not _only_supposes(turn) and not turn.text.endswith("?")


def _only_supposes(turn: Turn) -> bool:
    """Whether "kalau" or a question word stands in the words; "kalau begitu saya lapor" supposes nothing."""
    return cue_words.says(turn, "only_supposed", cue_words.without_phrases(turn, "so_be_it"))


def agrees_to_report(turn: Turn) -> bool:
    """Whether the words are a yes, or a few words with "lapor" that ask, deny and recall nothing: "iye saye nak lapor lah", "ya udah laporin aja"."""
    says = (
        says_yes(turn)
        or wants_to_report(turn)
        or _speaks_of_reporting(turn)
        or report_wishes.opens_report(turn)
        or report_wishes.asks_to_note(turn)
    )
    return says and not declines_to_report(turn)


def _speaks_of_reporting(turn: Turn) -> bool:
    recalls = cue_words.says(turn, "reported_before") and not cue_words.says(turn, "so_be_it")
    is_other = recalls or cue_words.interrogates(turn) or _only_supposes(turn) or cue_words.says(turn, "no")
    return len(turn.text.split()) <= LONGEST_AGREEMENT and cue_words.says(turn, "reporting") and not is_other


def declines_to_report(turn: Turn) -> bool:
    """Whether the words decline to report: "belum mau ngadu kok, cuma nanya", "ga usah dilaporin, curhat aja"."""
    is_short = len(turn.text.split()) <= SHORT
    return is_short and (cue_words.denied(turn, "reporting") or report_wishes.denies_behind(turn) or cue_words.says(turn, "only_telling"))


def wants_no_report(turn: Turn) -> bool:
    """Whether the writers say of themselves that they do not want to report, at whatever question: "saya ga mau ngadu, cuma nanya"; not
    "korban tidak mau lapor", "saya belum lapor ke polisi".
    """
    return any(_declines_for_oneself(turn, clause) for clause in cue_words.clauses(turn.text.lower()))


def _declines_for_oneself(turn: Turn, clause: str) -> bool:
    """Whether the clause is only a no to reporting and a wish, or only "cuma nanya", beside polite words and the speaker."""
    no, wish, report = (cue_words.single_tokens(turn, key) for key in ("denial", "wishing", "reporting"))
    beside = cue_words.single_tokens(turn, "courtesy", "speaker", "reaction", "beside_declining") - no - wish - report
    left = [token for token in cue_words.tokens(turn, clause) if token not in beside]
    if cue_words.says(turn, "only_telling", clause):
        return len(left) <= FEW_DECLINING
    return len(left) == FEW_DECLINING and left[0] in no and left[1] in wish and left[2] in report


def perhaps_withdraws(turn: Turn) -> bool:
    """Whether few words hold one for taking back, in a tongue of which the others are not known: it is asked, never put into the story."""
    is_short = len(turn.text.split()) <= FEW_TAKING_BACK
    return is_short and cue_words.says(turn, "takes_back") and not cue_words.interrogates(turn) and not cue_words.denied(turn, "takes_back")


def goes_on_telling(turn: Turn, answers: Answers) -> bool:
    """Whether the words, after the invitation to report, tell where or when, or what it did: "di kantor desa, loket nang kiri", "ban saya pecah 2x".

    They do not count where it is unsure that anything is complained of.
    """
    asks = cue_words.asks(turn) or cue_words.says(turn, "requests") or _asks_how_long(turn)
    if answers.get("unsure") or cue_words.reacts(turn) or asks:
        return False
    return is_place(turn) or is_time(turn) or cue_words.says(turn, "suffered")


def _asks_how_long(turn: Turn) -> bool:
    """Whether the words ask for a waiting time without telling one: "lama tidak nunggunya"."""
    if cue_words.says(turn, "amount"):
        return True
    tells = cue_words.has_number(turn.text) or cue_words.says(turn, "numbers") or cue_words.says(turn, "days")
    return turn.knowledge.understander.component(turn.text) == "waktu" and not tells


def is_told(turn: Turn) -> bool:
    """Whether the words can be part of a story."""
    return not (is_courtesy(turn) or is_question(turn) or says_enough(turn))


def says_enough(turn: Turn) -> bool:
    """Whether it is said that all is told: "udah itu aja pak"."""
    return " ".join(cue_words.without_courtesy(turn.text)) in words("cues.enough")


def is_time(turn: Turn) -> bool:
    return has_time(turn) and is_told(turn)


def is_place(turn: Turn) -> bool:
    return has_place(turn) and is_told(turn)


def has_time(turn: Turn, text: str | None = None) -> bool:
    """Whether the words name a time: "kemarin", "dari 2024"."""
    return cue_words.says(turn, "time_words", text) or _YEAR.search(turn.text if text is None else text) is not None


def has_place(turn: Turn, text: str | None = None) -> bool:
    """Whether the words name a place; "minggu depan" does not."""
    spoken = f" {' '.join(cue_words.spoken(turn.text if text is None else text))} "
    for phrase in words("cues.coming_times"):
        spoken = spoken.replace(f" {phrase} ", " ")
    return cue_words.says(turn, "place_words", spoken)


def tells_place(turn: Turn) -> bool:
    """Whether the words say where, and do not only name a thing: "loket", "di simpang tiga", "desa sirap"; not "lampu jalan mati"."""
    spoken, things = cue_words.spoken(turn.text), set(words("cues.things_of_places"))
    if not has_place(turn):
        return False
    begins = set(words("cues.begins_place")) - things
    is_name = turn.knowledge.understander.language.is_name
    is_named = any(first in things and is_name(second) for first, second in pairwise(spoken))
    beside = " ".join(word for word in spoken if word not in things)
    return is_named or cue_words.has_number(turn.text) or not begins.isdisjoint(spoken) or cue_words.says(turn, "place_words", beside)


def contact_in(text: str) -> str | None:
    """The telephone number or e-mail address in the text; a NIK is neither."""
    text = without_nik(text)
    match = _EMAIL.search(text) or _PHONE.search(text)
    return match[0].strip(" .,-") if match else None


def tells_nik(text: str) -> bool:
    return _NIK.search(text) is not None


def without_nik(text: str) -> str:
    """The text without a NIK and the word before it."""
    return " ".join(_NIK.sub(" ", text).split()) if tells_nik(text) else text


def name_in(turn: Turn) -> str | None:
    """The name in an answer such as "nama saya Siti Aminah, hp 0812…"; None where the words are no name."""
    left = turn.text
    for pattern in (_EMAIL, _PHONE):
        left = pattern.sub(" ", left)
    aside = {*words("cues.before_name")}
    name_words = [word for word in left.replace(":", " ").replace(",", " ").split() if word.lower().strip(".") not in aside]
    spoken = [word for word in _WORD.findall(" ".join(name_words).lower()) if word not in words("cues.courtesy")]
    is_name = spoken and len(name_words) <= LONGEST_NAME and not cue_words.asks(turn) and not cue_words.says(turn, "wants_to_ask")
    unrepeated = [word for word, before in zip(name_words, ["", *name_words], strict=False) if word.lower() != before.lower()]
    return " ".join(unrepeated).strip(" .-") if is_name else None


def own_name(text: str) -> str | None:
    """The writer's own name among other words; None where none is given."""
    match = _OWN_NAME.search(text)
    return match[1].strip(" .") if match else None


def tells_own(turn: Turn) -> dict[str, str]:
    """The writer's own name, contact or NIK in words that say that it is their own: "nama saya Hj. Siti", "no hp saya 0812…"."""
    is_relative = _RELATIVE.search(turn.text)
    name = None if is_relative else own_name(turn.text) or (name_alone(turn) if cue_words.says(turn, "my_name") else None)
    contact = contact_in(turn.text) if name or _OWN_NUMBER.search(turn.text) else None
    return {key: told for key, told in (("name", name), ("contact", contact)) if told}


def without_own(text: str) -> str:
    """The text without the writer's own name and numbers."""
    for pattern in (_OWN_NAME, _OWN_NUMBER, _EMAIL, _PHONE):
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" .,;:-")


def name_alone(turn: Turn) -> str | None:
    """A name that stands alone, perhaps with a number: "Siti aja", "saya Ahmad, pakai saja", "Budi Hartono, 0812…". A word with another meaning is
    no name, unless there are two and they are written with capitals.
    """
    part = _name_part(turn.text)
    if 1 < len(part.split()) <= LONGEST_NAME and all(
        _CAPITAL.fullmatch(word.strip(",")) or word in {"bin", "binti"} for word in part.split()
    ):
        return part
    aside = {*words("cues.behind_yes"), *words("cues.reaction")}
    left = [word for word in cue_words.without_courtesy(name_in(saying(turn, part)) or "") if word not in aside]
    own = [word for word in left if not _is_title(word)]
    is_name = turn.knowledge.understander.language.is_name
    return " ".join(left).title() if own and len(own) <= LONGEST_FIRST_NAME and all(map(is_name, own)) else None


def _name_part(text: str) -> str:
    """The text up to a digit or the first sign that ends a name; the point of "Hj." and the comma before "M.Si" do not."""
    part: list[str] = []
    spoken = next(iter(text.strip().splitlines()), "").split()
    for word, following in zip(spoken, [*spoken[1:], ""], strict=False):
        if any(char.isdigit() for char in word):
            break
        part.append(word)
        is_end = word.endswith(";") or (word.endswith(",") and not _DEGREE.fullmatch(following.strip(".,")))
        if is_end or (word.endswith(".") and not _is_title(word) and not _DEGREE.fullmatch(word.strip(".,"))):
            break
    return " ".join(part).strip(" .,;")


def _is_title(word: str) -> bool:
    """Whether the word is an initial or a title before a name: "M.", "Hj.", "Drs."."""
    bare = word.lower().strip(".,")
    return len(bare) == 1 or bare in words("cues.name_titles")


def is_person(turn: Turn) -> bool:
    """Whether the words are a name or a contact; "betul" and "kirim cepat" are neither."""
    return bool(contact_in(turn.text) or name_given(turn) or cue_words.says(turn, "by_chat")) and not is_question(turn)


def name_given(turn: Turn) -> str | None:
    """The name in an answer to "who are you": after "nama saya" any words that a name can have; without it at least one must be a possible name."""
    name = name_in(turn)
    name_words = cue_words.spoken(name or "")
    if name is None or cue_words.says(turn, "never_name", name) or cue_words.says(turn, "no_name", name):
        return None
    return name if cue_words.says(turn, "names_oneself") or any(map(turn.knowledge.understander.language.is_name, name_words)) else None
