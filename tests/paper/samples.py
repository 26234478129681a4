"""One full and one short example of every kind of slip: the people of the example office on 23 November 2026."""

from typing import Any

OFFICE = {"name": "Kecamatan Ambunten", "regency": "Kabupaten Sumenep", "phone": "(0328) 000000"}
LOKET_1 = {"loket": 1, "loket_name": "Perizinan", "officer": "Petugas Loket 1"}
LOKET_2 = {"loket": 2, "loket_name": "Non perizinan", "officer": "Petugas Loket 2"}
TICKET_URL = "http://192.168.10.2:8000/kiosk/t/Jp0c3Zk7m1Qe9TtB5xwYd2"

SAMPLES: dict[str, dict[str, Any]] = {
    "ticket": {
        "number": "B-012",
        "loket": 2,
        "loket_name": "Non perizinan",
        "service_name": "Pengantar Kartu Keluarga",
        "ahead": 3,
        "wait": {"low": 10, "high": 20},
        "issued_at": "2026-11-23T09:41:07+07:00",
        "url": TICKET_URL,
        "bring": ["formulir", "pengantar desa", "KK lama"],
    },
    "receipt": {
        **LOKET_1,
        "registration_number": "0412/1/11/2026",
        "registered_at": "2026-11-23T08:20:00+07:00",
        "applicant": "S*** A***",
        "service_name": "Rekomendasi izin keramaian",
        "requirements": [
            {"label": "Formulir permohonan", "present": True},
            {"label": "Surat pengantar Kepala Desa", "present": True},
            {"label": "Fotokopi KTP-el pemohon", "present": True},
            {"label": "Fotokopi Kartu Keluarga (KK)", "present": True},
        ],
        "due_if_complete": "2026-11-23T16:00:00+07:00",
        "sla_days": 1,
        "track_code": "B4T-9XM",
    },
    "deficiency": {
        **LOKET_2,
        "registration_number": "0415/2/11/2026",
        "returned_at": "2026-11-23T09:44:00+07:00",
        "applicant": "S*** A***",
        "service_name": "Pengantar Kartu Keluarga",
        "ticket_number": "B-009",
        "missing": [{"label": "KK lama (asli)"}, {"label": "Surat keterangan lahir/akta kelahiran"}],
        "present": [
            "Formulir F-1.01/F-1.02 ditandatangani desa",
            "Surat pengantar dari Kepala Desa",
            "Fotokopi buku nikah",
        ],
        "deadline": "2026-12-23T16:00:00+07:00",
    },
    "visit": {
        **LOKET_1,
        "registration_number": "0418/1/11/2026",
        "applicant": "M*** H***",
        "service_name": "Izin pemasangan reklame",
        "visit_at": "2026-11-25T10:00:00+07:00",
        "place": "Desa Ambunten Timur, tepi jalan raya depan pasar",
        "visitor": "Seksi Pelayanan Umum",
        "bring": ["Gambar rencana reklame", "Bukti kepemilikan atau izin pemilik tanah"],
        "due_at": "2026-11-26T16:00:00+07:00",
    },
    "handover": {
        **LOKET_1,
        "handover_number": "0388/2026",
        "files": [
            {
                "registration_number": "0397/1/11/2026",
                "letter_number": "500.16.7.4/214/435.315/2026",
                "letter_date": "2026-11-23T00:00:00+07:00",
                "kind": "Izin pemasangan reklame",
                "sheets": 1,
            }
        ],
        "receiver": {
            "kind": "kuasa",
            "name": "S*** N***",
            "relation": "anak",
            "nik": "3529 **** **** 0021",
            "power_of_attorney": "ada, bermeterai",
        },
        "at": "2026-11-23T09:36:00+07:00",
        "survey_code": "K7P2-M4QX",
        "survey_url": "http://192.168.10.2:8000/kiosk/survey/q8Xn2v5Tz1",
    },
    "leftover": {
        "number": "A-031",
        "loket": 1,
        "loket_name": "Perizinan",
        "service_name": "Rekomendasi izin keramaian",
        "issued_at": "2026-11-23T14:52:00+07:00",
        "valid_on": "2026-11-24T08:00:00+07:00",
        "code": "B4T9-XMKP",
    },
    "complaint": {
        "complaint_number": "ADU-0007/2026",
        "at": "2026-11-23T10:05:00+07:00",
        "about": "Pelayanan loket",
        "code": "R7K-2PQ",
        "answer_by": "2026-11-30T16:00:00+07:00",
    },
    "queue_state": {
        "at": "2026-11-23T10:17:00+07:00",
        "reason": "Listrik padam",
        "lokets": [
            {
                "loket": 1,
                "loket_name": "Perizinan",
                "serving": "A-007",
                "waiting": ["P-004", "A-008", "A-009"],
            },
            {"loket": 2, "loket_name": "Non perizinan", "waiting": [f"B-{n:03}" for n in range(10, 25)]},
        ],
        "last": ["A-009", "B-024", "P-004"],
    },
    "day_close": {
        "day": "2026-11-23T00:00:00+07:00",
        "closed_at": "2026-11-23T16:05:00+07:00",
        "closed_by": "Supervisor",
        "counts": [
            {"label": "Karcis", "value": "A 31, B 44, P 6"},
            {"label": "Dilayani", "value": "74"},
            {"label": "Tidak hadir", "value": "4"},
            {"label": "Batal", "value": "1"},
            {"label": "Besok", "value": "2"},
            {"label": "Berkas masuk", "value": "38"},
            {"label": "Diserahkan", "value": "29"},
            {"label": "No. surat", "value": "214 sampai 241"},
        ],
        "history_seq": 18342,
        "history_hash": "9f3c1a77e02bd458aa10",
    },
    "test": {
        "printer_name": "Kios",
        "at": "tcp://192.168.10.50:9100",
        "printed_at": "2026-11-23T07:01:00+07:00",
    },
}
