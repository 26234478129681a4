"""One example of every kind of slip, with made-up people of the example office: what `slip preview` shows."""

from typing import Any

OFFICE = {"name": "Kecamatan Ambunten", "regency": "Kabupaten Sumenep", "phone": "(0328) 000000", "training": True}
_LOKET = {"loket": 1, "loket_name": "Perizinan", "officer": "Petugas Loket 1"}
_FILE = {**_LOKET, "registration_number": "0412/1/11/2026", "applicant": "S*** A***",
         "service_name": "Rekomendasi izin keramaian"}  # fmt: skip
_NOW = "2026-11-23T09:41:00+07:00"

EXAMPLES: dict[str, dict[str, Any]] = {
    "ticket": {
        "number": "A-012", "loket": 1, "loket_name": "Perizinan", "service_name": "Rekomendasi izin keramaian",
        "ahead": 3, "wait": {"low": 10, "high": 20}, "issued_at": _NOW, "bring": ["formulir", "KTP-el"],
        "url": "http://192.168.10.2:8000/kiosk/t/Jp0c3Zk7m1Qe9TtB5xwYd2",
    },
    "receipt": {
        **_FILE, "registered_at": _NOW, "due_if_complete": "2026-11-23T16:00:00+07:00", "sla_days": 1,
        "track_code": "B4TK-9XMP",
        "requirements": [{"label": "Formulir permohonan"}, {"label": "Surat pengantar Kepala Desa"}],
    },
    "deficiency": {
        **_FILE, "returned_at": _NOW, "missing": [{"label": "Fotokopi KK"}], "present": ["Formulir permohonan"],
        "note": "KK terbaru", "deadline": "2026-12-23",
    },
    "visit": {
        **_FILE, "visit_at": "2026-11-25T10:00:00+07:00", "place": "Desa Ambunten Timur",
        "visitor": "Seksi Ketenteraman dan Ketertiban Umum", "due_at": "2026-11-26T16:00:00+07:00",
    },
    "handover": {
        **_LOKET, "handover_number": "0388/2026", "at": _NOW, "survey_code": "K7P2-M4QX",
        "receiver": {"kind": "kuasa", "name": "S*** N***", "relation": "anak", "nik": "3529 **** **** 0021"},
        "files": [{"registration_number": "0397/1/11/2026", "letter_number": "500.16.7.4/214/435.000/2026",
                   "letter_date": "2026-11-23", "kind": "Izin pemasangan reklame"}],
    },
    "leftover": {
        "number": "A-031", "loket": 1, "loket_name": "Perizinan", "issued_at": _NOW,
        "valid_on": "2026-11-24T08:00:00+07:00", "code": "B4T9-XMKP",
    },
    "complaint": {"complaint_number": "ADU-0007/2026", "at": _NOW, "about": "Pelayanan loket", "code": "R7K-2PQ"},
    "queue_state": {
        "at": _NOW, "reason": "Listrik padam", "last": ["A-009", "B-024", "P-004"],
        "next_registration": "0421/2026", "reserved": ["Loket 1: 0413-0420"],
        "lokets": [{"loket": 1, "loket_name": "Perizinan", "serving": "A-007", "waiting": ["P-004", "A-008"]}],
    },
    "day_close": {
        "day": _NOW, "closed_at": _NOW, "closed_by": "Pengawas", "counts": [{"label": "Karcis", "value": "A 31, B 44"}],
        "history_seq": 18342, "history_hash": "9f3c1a77e02bd458",
    },
    "test": {"printer_name": "Kios", "at": "tcp://192.168.10.50:9100", "printed_at": _NOW},
}  # fmt: skip
