"""How settings are called on screen: one list for the sheets, the history in words and the import's differences."""

from office.files import letter_parts

#: dotted path, list positions and ids left out -> label
LABELS: dict[str, dict[str, str]] = {
    "letterhead": {
        "regency": "Pemerintah kabupaten", "office": "Nama kantor", "place": "Tempat surat dibuat", "address": "Alamat",
        "phone": "Telepon", "email": "Surel", "postcode": "Kode pos",
    },
    "queue": {
        "most_priority_calls": "Nomor prioritas berturut-turut paling banyak",
        "short_visit_every": "Kunjungan singkat dipanggil setiap … panggilan",
        "speaker_grace_seconds": "Panggilan menunggu pengeras suara, detik",
        "kiosk_burst": "Nomor beruntun per kios paling banyak", "kiosk_per_second": "Nomor per detik per kios",
        "rate_limits": "Batas laju kios berlaku",
    },
    "files": {
        "days_to_complete": "Hari untuk melengkapi berkas", "days_until_reminder": "Hari sampai pemohon diingatkan",
        "any_loket_registers": "Setiap loket boleh mendaftar semua layanan",
        "four_eyes": "Satu orang tidak boleh memegang dua meja untuk satu berkas",
        "camat_may_name_sekcam": "Camat boleh menunjuk Sekcam menandatangani",
        "days_drafts_kept": "Hari isian sementara disimpan",
    },
    "survey": {
        "shown_from": "IKM tampil mulai … jawaban", "weights": "Bobot unsur", "numbering": "Nomor unsur",
        "days_valid": "Kode survei berlaku, hari",
    },
    "complaints": {
        "reply_days": "Dijawab dalam hari kerja", "decide_days": "Diputus dalam hari kerja",
        "escalation": "Tempat mengadu lebih lanjut", "ringan": "Ringan", "sedang": "Sedang", "berat": "Berat",
    },
    "voice": {
        "volume": "Kekerasan, persen", "muted": "Tanpa suara", "repeat": "Setiap nomor diucapkan … kali",
        "reading": "Nomor dibaca", "zero": "Angka 0", "line": "Sebutan",
        "packs": "Paket suara", "name": "Nama", "title": "Judul", "machine": "Dilengkapi mesin",
        "pack": "Suara pertama", "second": "Disusul suara",
        "recall_seconds": "Panggil ulang paling cepat setelah … detik",
    },
    "outages": {"noticed_after_minutes": "Gangguan dicatat setelah … menit tanpa tanda"},
    "numbers": {
        "registration": "Pola nomor pendaftaran", "letter": "Pola nomor surat", "handover": "Pola nomor serah",
        "unit": "Kode unit", "one_book": "Satu buku untuk semua surat", "scheme": "Skema klasifikasi",
    },
    "hours": {
        "kiosk_open": "Kios mulai", "loket_open": "Loket buka", "loket_close": "Loket tutup", "rest": "Istirahat",
        "friday_prayer": "Istirahat Jumat", "ramadan_open": "Ramadan: buka", "ramadan_close": "Ramadan: tutup",
        "ramadan_rest": "Ramadan: istirahat", "ramadan_friday": "Ramadan: istirahat Jumat",
        "last_ticket_minutes": "Nomor terakhir, menit sebelum tutup", "quota": "Paling banyak nomor sehari",
        "tickets_in_break": "Nomor selama istirahat", "close_minutes_after": "Tutup sendiri, menit sesudahnya",
        "close_slip_at": "Lembar penutupan di", "leftover_grace_days": "Slip dahulukan, hari tambahan",
        "enforced": "Jam berlaku",
    },
    "screen": {
        "sound": "Video bersuara", "media": "Gambar dan video", "name": "Nama", "kind": "Jenis", "file": "Sidik berkas",
        "on": "Tampil", "seconds": "Detik tampil", "sheets": "Giliran",
        "sleep": "Layar gelap", "minutes_after": "Menit setelah loket tutup",
        "minutes_before": "Menit sebelum kios buka", "days_off": "Menyala pada hari libur", "clock": "Jam redup",
    },
    "villages": {"value": "Desa", "name": "Desa", "head": "Kepala desa", "phone": "Telepon"},
    "ticker": {"value": "Teks berjalan"}, "slip_header": {"value": "Teks kepala slip"},
    "slip_footer": {"value": "Teks kaki slip"}, "maklumat": {"value": "Maklumat pelayanan"},
    "wording": {part.id: part.label for kind in letter_parts.PARTS.values() for part in kind},
    "slip_logo": {"value": "Lambang", "width": "Lebar", "height": "Tinggi", "bits": "Gambar"},
    "section": {"name": "Nama seksi"},
    "loket": {"name": "Nama", "series": "Huruf nomor", "kinds": "Jenis layanan", "zone": "Zona suara"},
    "order": {"codes": "Urutan layanan"},
    "officer": {
        "username": "Nama masuk", "name": "Nama dengan gelar", "title": "Jabatan", "nip": "NIP", "rank": "Pangkat",
        "active": "Aktif", "desks": "Meja", "desk": "Meja", "loket": "Loket", "section": "Seksi", "deputy": "Wakil",
    },
    "printer": {
        "name": "Nama", "at": "Alamat", "purpose": "Untuk", "columns": "Huruf sebaris", "codepage": "Kode huruf",
        "cut": "Potong kertas", "native_qr": "Printer menggambar QR sendiri", "enabled": "Dipakai",
    },
    "calendar": {
        "kind": "Jenis hari", "name": "Nama", "closes": "Tutup pukul", "source": "Sumber", "estimated": "Perkiraan",
        "replaced": "Menggantikan",
    },
    "ramadan": {"last": "Sampai", "source": "Sumber", "estimated": "Perkiraan"},
    "service": {
        "code": "Kode", "active": "Ditawarkan", "category": "Jenis", "loket": "Loket", "name": "Nama layanan",
        "short_name": "Nama pendek", "section": "Seksi", "popular": "Urutan di kios", "requirements": "Persyaratan",
        "fields": "Isian surat", "visit": "Verifikasi lapangan", "sla_days": "Hari kerja",
        "sla_with_visit": "Hari kerja dengan verifikasi", "fee": "Biaya (Rp)", "skd": "SKD", "levy": "Tarif SKD",
        "product": "Produk", "kind": "Jenis", "signer": "Penanda tangan", "archive": "Kode arsip",
        "validity": "Masa berlaku", "note": "Catatan untuk petugas", "letter": "Surat", "title": "Judul",
        "purpose": "Maksud", "conditions": "Ketentuan", "legal_basis": "Dasar hukum", "copies_to": "Tembusan",
        "standard": "Standar", "procedure": "Sistem, mekanisme, prosedur", "complaints": "Penanganan pengaduan",
        "facilities": "Sarana dan prasarana", "competence": "Kompetensi pelaksana",
        "supervision": "Pengawasan internal", "staff": "Jumlah pelaksana", "guarantee": "Jaminan pelayanan",
        "safety": "Jaminan keamanan dan keselamatan", "evaluation": "Evaluasi kinerja", "former": "Syarat lama",
        "former_fields": "Isian lama", "label": "Nama", "short": "Nama pendek", "copies": "Rangkap",
        "mandatory": "Wajib", "when": "Kunci syarat", "when_text": "Diminta bila", "optional": "Boleh kosong",
        "options": "Pilihan", "rate": "Tarif (Rp)", "unit": "Satuan", "field": "Dihitung dari",
        "example": "Contoh",
    },
}  # fmt: skip

#: kind of part -> how a part is titled; {} is its name
TITLES = {
    "letterhead": "Kop surat", "queue": "Aturan antrean", "files": "Aturan berkas", "survey": "Aturan survei",
    "complaints": "Hari pengaduan", "outages": "Aturan gangguan", "voice": "Suara panggilan",
    "numbers": "Pola nomor", "villages": "Desa", "hours": "Jam layanan", "screen": "Layar TV",
    "ticker": "Teks berjalan", "slip_header": "Kepala slip", "slip_footer": "Kaki slip", "maklumat": "Maklumat",
    "section": "{}", "loket": "Loket {}", "order": "Urutan layanan",
    "officer": "Petugas {}", "printer": "Printer {}", "calendar": "Kalender {}", "ramadan": "Ramadan {}",
    "service": "Layanan {}", "wording": "Naskah {}", "slip_logo": "Lambang slip", "letters": "Cetak surat",
    "visits": "Aturan verifikasi lapangan", "clock": "Jam kerja berkas",
}  # fmt: skip

#: how a value is said
VALUES = {
    "perizinan": "perizinan", "non_perizinan": "non perizinan", "never": "tidak pernah", "always": "selalu",
    "conditional": "bila perlu", "partial": "sebagian", "full": "penuh", "none": "tidak",
    "picture": "gambar", "video": "video", "media": "gambar dan video",
    "last": "terakhir dipanggil", "maklumat": "maklumat", "flow": "alur surat", "skm": "kepuasan masyarakat",
    "exact": "persis 1/9", "r3": "0,111", "r2": "0,11",
    "form_no": "seperti formulir", "regulation_no": "seperti peraturan", "digits": "satu-satu", "cardinal": "utuh",
}  # fmt: skip
