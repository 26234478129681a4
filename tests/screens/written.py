"""What applicants write on their forms, by the field's name; other fields take the walk's own values."""

WRITTEN = {
    "keperluan": "Hajatan pernikahan", "tanggal_acara": "2026-11-28", "jam_mulai": "19:00", "jam_selesai": "23:00",
    "tempat": "Halaman rumah, Dusun Pasar RT 02", "jenis_hiburan": "Saronen", "nama_usaha": "Toko Barokah",
    "jenis_usaha": "Kelontong", "alamat_usaha": "Jalan Raya Ambunten 14", "sarana": "Kios 3 × 4 m", "modal": "15000000",
    "lokasi": "Dusun Pasar RT 02 RW 01, Desa Ambunten Timur", "fungsi_bangunan": "Rumah tinggal", "jumlah_lantai": "1",
    "luas_bangunan": "72", "luas_tanah": "180", "isi_reklame": "Pasar murah", "ukuran": "1 × 4 m", "jumlah": "6",
    "mulai": "2026-11-28", "sampai": "2026-11-29", "ruas_jalan": "Jalan Desa Keles, Dusun Nyalaran", "luas_m2": "120",
    "jumlah_pekerja": "3", "nama_lembaga": "Yayasan Nurul Huda", "alamat_lembaga": "Dusun Bindang, Desa Keles",
    "lembaga_asal": "Universitas Wiraraja", "judul_kegiatan": "Pola tanam tembakau di lahan kering",
    "jumlah_peserta": "8", "jenis_permohonan": "rusak", "jenis_perubahan": "Menambah anggota keluarga",
    "alamat_tujuan": "Jalan Kenjeran 210, Surabaya", "jumlah_anggota": "3", "alasan": "Pekerjaan",
    "calon_suami": "Ach. Fauzan", "calon_istri": "Nurul Aini", "tanggal_akad": "2026-11-27", "tempat_akad": "KUA",
    "tinggal_sejak": "Maret 2019", "bidang_kegiatan": "Pendidikan", "nama_pimpinan": "K.H. Zainal Arifin",
    "jenis_dokumen": "Ijazah SMA", "jumlah_lembar": "2", "berdiri_sejak": "2017", "nama_utama": "Sitti Maimunah",
    "nama_lain": "Siti Maimuna", "dokumen_pembanding": "Ijazah", "kegiatan": "Perbaikan atap langgar",
}  # fmt: skip
