"""Whether a message leaves the service that is talked about, or asks what its standard says."""

from __future__ import annotations

from handlers.asking import amounts, compound, cue_words, details
from handlers.asking.compound import SURE, VERY_SURE
from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.standards.standard import Service
from knowledge.understanding.understander import Understanding

CLEARLY = 0.9  # score of a message for a service; about 2 at most
FAR_MORE = 2  # times the score of the topic
ASIDE = 0.2  # share of a message that names something beside its question
SURELY_ASKED = 0.45  # likelihood of a frequent question
LEANING = 9  # words; a question about one line of a standard is seldom longer
SHORT = 6
VAGUE = 4  # words; a question for a part alone is seldom longer


def is_left(turn: Turn, understood: Understanding, topic: Service, asked: details.Question) -> bool:
    """Whether the message names a subject of its own, and does not ask what the topic's standard says about it ("surat nikah wajib?")."""
    if understood.kind == "complaint" and understood.score < VERY_SURE and _is_about_papers(turn):
        return False
    if is_known(turn, understood, asked) and not compound.names_candidate(turn, understood, but=[topic.id]):
        return False
    if understood.kind == "file" and not _is_about_file(turn, understood):
        return False
    if understood.kind in {"complaint", "emergency", "file"}:
        return True
    if cue_words.says(turn, "of_topic") and not compound.names_candidate(turn, understood, but=[topic.id]):
        return False
    if len(turn.text.split()) <= SHORT and amounts.asks_unwritten_wages(turn, asked.match):
        return False
    if understood.kind == "status":
        return not (_asks_for_contact(turn) or _asks_part(turn))
    if cue_words.turns_away(turn) and _is_of_another(understood, topic):
        return True
    is_short = len(turn.text.split()) <= LEANING or cue_words.says(turn, "either_or")
    is_said = asked.is_answered
    if _names_a_sister(turn, understood, topic):
        return True
    if not is_said and cue_words.given(turn, "something_else"):
        return True
    if compound.makes_another(turn, understood, but=[topic.id]) or _is_surely_another(turn, understood, topic):
        return True
    if _is_far_likelier(turn, understood, topic):
        return True
    if is_short and is_said and not cue_words.given(turn, "making") and _asks_detail(turn, understood, topic, asked):
        return False
    if understood.kind == "answer" and understood.service == topic.id and is_said and cue_words.particular(turn):
        return False
    asks = (cue_words.asks(turn) and cue_words.given(turn, "allowed")) or turn.knowledge.understander.component(turn.text)
    if understood.elsewhere and (_is_about_papers(turn) or _offers_instead(turn) or _is_within(turn, topic, asked)):
        return False
    if understood.elsewhere or (understood.kind == "smalltalk" and not asks and not is_said):
        return True
    if _leans(turn, understood):
        return False
    if compound.names_candidate(turn, understood, but=[topic.id]):
        return True
    return not is_said and cue_words.particular(turn) and _speaks_for_another(turn, topic)


def is_known(turn: Turn, understood: Understanding, asked: details.Question) -> bool:
    """Whether people surely ask so in a talk about this service, whatever the words alone may be taken for."""
    if understood.kind == "emergency" or understood.office_matter or (understood.kind == "complaint" and understood.score >= VERY_SURE):
        return False
    makes_elsewhere = understood.elsewhere is not None and cue_words.given(turn, "making")
    return asked.match.known >= SURELY_ASKED and not makes_elsewhere


def lacks_what_was_named(turn: Turn, understood: Understanding) -> bool:
    """Whether few words only say to have none of what was talked of: "nenek ga punya"; not "npwp saya belum punya"."""
    is_short = len(turn.text.split()) <= VAGUE and cue_words.given(turn, "has_none") and understood.kind != "complaint"
    aside = set(cue_words.tokens(turn, " ".join([*words("cues.has_none"), *words("cues.relatives"), *words("cues.courtesy"), "itu nya"])))
    return is_short and set(cue_words.tokens(turn)) <= aside


def asks_leave(turn: Turn) -> bool:
    """Whether it is only asked if what was told just before is all right: "gapapa?"."""
    return " ".join(cue_words.without_courtesy(turn.text)) in words("cues.leave_asked") and cue_words.questions(turn)


def _is_about_file(turn: Turn, understood: Understanding) -> bool:
    """Whether it is asked where something is that was handed in; "KTP saya masih KTP Garut, bagaimana" asks what the standard says."""
    sure = VERY_SURE if not cue_words.given(turn, "of_file") else SURE
    return understood.score >= sure or not cue_words.interrogates(turn)


def _is_of_another(understood: Understanding, topic: Service) -> bool:
    """Whether another service is the likeliest, even if unsure."""
    return bool(understood.candidates) and understood.candidates[0].service != topic.id


def _names_a_sister(turn: Turn, understood: Understanding, topic: Service) -> bool:
    """Whether few words only name another service of the office by a word of its title: "kalau yg pemberhentian" after the appointment."""
    if understood.kind != "answer" or understood.score < VERY_SURE or len(turn.text.split()) > VAGUE or not cue_words.leans_on_talk(turn):
        return False
    other = turn.library.services[understood.service or topic.id]
    own = set(cue_words.spoken(other.title)) - set(cue_words.spoken(topic.title))
    return other.office == topic.office and not own.isdisjoint(cue_words.spoken(turn.text))


def _speaks_for_another(turn: Turn, topic: Service) -> bool:
    """Whether the words fit another service clearly better than the topic."""
    likely = {service_id.service: service_id.score for service_id in turn.knowledge.understander.ranked(turn.text, turn.office_id)}
    best = max(likely, key=lambda service_id: likely[service_id])
    return best != topic.id and likely[best] >= CLEARLY and likely[best] >= FAR_MORE * likely.get(topic.id, 0.0)


def _is_about_papers(turn: Turn) -> bool:
    """Whether the words ask about a paper within a standard, not about the service that issues it: "bawa buku KIA ya?", "ijazah SMP gpp?"."""
    if cue_words.given(turn, "making") or len(turn.text.split()) > LEANING:
        return False
    return any(cue_words.given(turn, sign) for sign in ("needed", "allowed")) and cue_words.interrogates(turn)


def _offers_instead(turn: Turn) -> bool:
    """Whether another paper is offered for one that is asked for: "buku nikah ketinggalan, kalau pakai surat dari KUA gimana?"."""
    supposes = cue_words.given(turn, "supposing") or cue_words.given(turn, "allowed")
    return supposes and cue_words.given(turn, "instead") and cue_words.interrogates(turn) and not cue_words.given(turn, "of_its_own")


def _is_within(turn: Turn, topic: Service, asked: details.Question) -> bool:
    """Whether another agency's matter is only a word of this standard, or stands beside a question about one of its parts: "surat domisili buat
    apa?", "berapa lama jadinya, saya jauh naik ojek".
    """
    if cue_words.given(turn, "of_its_own") and not cue_words.given(turn, "what_for"):
        return False
    understander = turn.knowledge.understander
    is_told = (asked.part is not None and asked.match.names_part) or (asked.is_answered and cue_words.interrogates(turn))
    is_aside = is_told and understander.elsewhere_share(turn.text, turn.office_id) <= ASIDE
    return is_aside or understander.is_elsewhere_within(turn.text, topic.id, turn.office_id)


def _is_surely_another(turn: Turn, understood: Understanding, topic: Service) -> bool:
    """Whether another service is surely meant, by a name that the topic's standard never mentions: "legalisir kk jam berapa"."""
    if understood.kind != "answer" or understood.score < VERY_SURE or understood.service in {None, topic.id}:
        return False
    return turn.knowledge.understander.names_what_is_unmentioned(turn.text, understood.service or "", topic.id)


def _is_far_likelier(turn: Turn, understood: Understanding, topic: Service) -> bool:
    """Whether another service is surely meant by what is told, not by the name of a paper: "kalau yang rumahnya bocor bisa juga lewat situ?"."""
    if understood.kind != "answer" or understood.score < VERY_SURE or understood.service == topic.id:
        return False
    own = next((candidate.score for candidate in understood.candidates if candidate.service == topic.id), 0.0)
    best = understood.candidates[0].score
    is_told = cue_words.leans_on_talk(turn) or cue_words.says(turn, "too") or cue_words.given(turn, "has_none")
    return is_told and best >= max(CLEARLY, FAR_MORE * own) and not compound.names_candidate(turn, understood, but=[topic.id])


def _asks_detail(turn: Turn, understood: Understanding, topic: Service, asked: details.Question) -> bool:
    """Whether another service's name is only the name of a paper: "KTP-nya asli?", but not "syarat KTP", nor a name that this standard lacks."""
    others = (candidate.service for candidate in understood.candidates if candidate.service != topic.id)
    if any(turn.knowledge.understander.names(" ".join(asked.match.missing), service) for service in others):
        return False
    needs = any(cue_words.given(turn, sign) for sign in ("needed", "lacking", "whose")) or _asks_whose(turn)
    return needs or not compound.names_candidate(turn, understood, but=[topic.id])


def _asks_whose(turn: Turn) -> bool:
    """Whether few words add somebody's paper: "ktp paman jg?", "kk ibu saya juga"."""
    return len(turn.text.split()) <= VAGUE and cue_words.says(turn, "too") and cue_words.says(turn, "relatives")


def _asks_part(turn: Turn) -> bool:
    """Whether a part of the standard is asked rather than a report: "lanjut yang tadi, berapa hari diprosesnya?"."""
    return turn.knowledge.understander.component(turn.text) is not None and not cue_words.given(turn, "own_report")


def _asks_for_contact(turn: Turn) -> bool:
    """Whether "nomornya?" after an answer asks for the telephone, not for the number of a report."""
    return len(turn.text.split()) <= SHORT and cue_words.given(turn, "contact") and not cue_words.given(turn, "own_report")


def _leans(turn: Turn, understood: Understanding) -> bool:
    """Whether few words depend on what was said before and name no service: "wajib pakai materai?", "kalau kecewa lapor kemana?"."""
    is_short = len(turn.text.split()) <= SHORT and not cue_words.given(turn, "making")
    is_named = compound.names_candidate(turn, understood)
    is_part = len(turn.text.split()) < VAGUE and turn.knowledge.understander.component(turn.text) is not None
    return is_short and not is_named and (cue_words.given(turn, "needed") or cue_words.given(turn, "supposing") or is_part)
