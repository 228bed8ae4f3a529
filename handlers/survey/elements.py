"""The nine elements of the survey, in the order of PermenPANRB 14/2017, appendix chapter II.D."""

from enum import StrEnum


class Element(StrEnum):
    """One element of the survey; its value is the key in files and tables."""

    PERSYARATAN = "persyaratan"
    PROSEDUR = "prosedur"
    WAKTU = "waktu"
    BIAYA = "biaya"
    PRODUK = "produk"
    KOMPETENSI = "kompetensi"
    PERILAKU = "perilaku"
    SARANA = "sarana"
    PENGADUAN = "pengaduan"

    __hash__ = str.__hash__  # an Enum's own is Python code, and thousands of answers are dictionaries by element


LOWEST, HIGHEST = 1, 4  # the scale of every element
