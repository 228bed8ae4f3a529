"""An office that does not exist, with the services that the generated documents hold: what an import must find, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.importer.exporting import NAMES
from knowledge.standards.standard import COMPONENTS, ComponentKey

Parts = dict[ComponentKey, list[str]]


@dataclass(frozen=True, kw_only=True)
class Sample:
    title: str
    parts: Parts
    unit: str = "Seksi Pelayanan"
    groups: dict[ComponentKey, dict[str, list[str]]] = field(default_factory=dict)

    def texts(self, key: ComponentKey) -> list[str]:
        return self.parts.get(key, []) + [text for items in self.groups.get(key, {}).values() for text in items]


INSIDE: Parts = {
    "dasar_hukum": [
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Peraturan Daerah Kota Sukamaju Nomor 3 Tahun 2019 tentang Penyelenggaraan Administrasi Kependudukan dan Pencatatan Sipil di Wilayah Kota Sukamaju",
    ],
    "sarana": ["Ruang tunggu ber-AC", "Kursi roda", "Komputer dan printer", "Jaringan internet"],
    "kompetensi": ["Minimal lulusan SMA atau sederajat", "Mampu mengoperasikan komputer"],
    "pengawasan": ["Dilakukan oleh atasan langsung", "Dilakukan oleh Inspektorat Kota Sukamaju"],
    "jumlah_pelaksana": ["3 (tiga) orang"],
    "jaminan_pelayanan": ["Diselenggarakan tepat waktu sesuai standar pelayanan"],
    "jaminan_keamanan": ["Dokumen dibubuhi tanda tangan elektronik dan kode QR sehingga dijamin keasliannya"],
    "evaluasi": ["Evaluasi dilakukan melalui Survei Kepuasan Masyarakat paling sedikit satu kali setahun"],
}
COMPLAINTS = [
    "Datang langsung ke Kantor Kelurahan Mekarsari, Jl. Melati No. 12",
    "WhatsApp 0812-3456-7890",
    "Email kelurahan.mekarsari@sukamaju.go.id",
    "SP4N-LAPOR! www.lapor.go.id",
]


def _sample(title: str, needs: list[str], steps: list[str], time: str, fee: str, product: str, *, unit: str = "Seksi Pelayanan") -> Sample:
    parts: Parts = {
        "persyaratan": needs,
        "prosedur": steps,
        "waktu": [time],
        "biaya": [fee],
        "produk": [product],
        "pengaduan": COMPLAINTS,
        **INSIDE,
    }
    return Sample(title=title, parts=parts, unit=unit)


STEPS = [
    "Pemohon mengambil nomor antrean di loket pendaftaran lalu menyerahkan berkas persyaratan yang lengkap kepada petugas",
    "Petugas memeriksa kelengkapan berkas; berkas yang tidak lengkap dikembalikan kepada pemohon untuk dilengkapi",
    "Lurah menandatangani surat",
    "Pemohon menerima surat dan mengisi survei kepuasan",
]
SAMPLES = [
    _sample(
        "Surat Keterangan Domisili",
        [
            "Surat pengantar RT dan RW",
            "Fotokopi KTP",
            "Fotokopi Kartu Keluarga yang masih berlaku dan sudah memakai kode QR",
            "Pas foto 3x4 sebanyak 2 lembar",
        ],
        STEPS,
        "15 menit sejak berkas diterima lengkap",
        "Tidak dipungut biaya",
        "Surat Keterangan Domisili",
    ),
    _sample(
        "Surat Keterangan Domisili Usaha",
        [
            "Surat pengantar RT dan RW",
            "Fotokopi KTP pemilik usaha",
            "Foto tempat usaha tampak depan",
            "Surat pernyataan tidak keberatan dari tetangga",
        ],
        [*STEPS[:2], "Petugas melakukan peninjauan ke lokasi usaha", *STEPS[2:]],
        "2 hari kerja",
        "Rp0 (gratis)",
        "Surat Keterangan Domisili Usaha",
        unit="Seksi Ekonomi dan Pembangunan",
    ),
    _sample(
        "Surat Keterangan Tidak Mampu",
        ["Surat pengantar RT dan RW", "Fotokopi KTP dan KK", "Surat pernyataan miskin bermeterai Rp10.000", "Kartu KIS (jika ada)"],
        STEPS,
        "1 hari kerja",
        "Tidak dipungut biaya",
        "Surat Keterangan Tidak Mampu (SKTM)",
        unit="Seksi Kesejahteraan Sosial",
    ),
    _sample(
        "Pengantar Nikah (N1 sampai N4)",
        [
            "Surat pengantar RT dan RW",
            "Fotokopi KTP calon pengantin dan orang tua",
            "Fotokopi akta kelahiran",
            "Akta cerai bagi yang berstatus janda atau duda",
            "Pas foto 2x3 berlatar biru",
        ],
        STEPS,
        "30 menit",
        "Gratis",
        "Surat Pengantar Nikah",
    ),
    _sample(
        "Rekomendasi Izin Keramaian",
        ["Surat permohonan", "Fotokopi KTP penanggung jawab", "Persetujuan tetangga yang diketahui RT"],
        [*STEPS[:2], "Kasi Trantib memverifikasi permohonan", "Lurah menandatangani rekomendasi"],
        "1 hari kerja",
        "Tanpa biaya",
        "Surat Rekomendasi Izin Keramaian",
        unit="Seksi Ketenteraman dan Ketertiban",
    ),
    _sample(
        "Surat Keterangan Ahli Waris",
        [
            "Surat kematian atau akta kematian",
            "Fotokopi KTP seluruh ahli waris",
            "Fotokopi KTP 2 (dua) orang saksi",
            "Surat pernyataan ahli waris bermeterai",
        ],
        STEPS,
        "3 (tiga) hari kerja",
        "Tidak dipungut biaya",
        "Surat Keterangan Ahli Waris yang ditandatangani Lurah dan Camat",
    ),
]
MISSPELT: dict[ComponentKey, str] = {
    "persyaratan": "Persyartan Pelayanan",
    "prosedur": "Sistim, Mekanisme & Prosedure",
    "waktu": "Jangka Waktu Penyelesain",
    "biaya": "Biaya / Tarip",
    "produk": "Produk Layanan",
    "pengaduan": "Penanganan Pengaduan, Saran & Masukan",
    "dasar_hukum": "Dasar Hukm",
    "sarana": "Sarana, Prasarana dan Fasilitas",
    "kompetensi": "Kompetensi Pelaksanaan",
    "pengawasan": "Pengawasan Intern",
    "jumlah_pelaksana": "Jumlah Petugas",
    "jaminan_pelayanan": "Jamiman Pelayanan",
    "jaminan_keamanan": "Jaminan Keamanan & Keselamatan Pelayanan",
    "evaluasi": "Evaluasi Kinerja Pelaksna",
}
OTHER_ORDER: tuple[ComponentKey, ...] = (*COMPONENTS[6:], *COMPONENTS[:6])


def named(key: ComponentKey, *, misspelt: bool = False) -> str:
    return MISSPELT[key] if misspelt else NAMES[key]
