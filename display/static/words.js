// What the TV says besides the numbers. People read it standing, five metres away: short, and no abbreviation.

export const WORDS = {
  called: "Nomor antrean",
  calledPriority: "Nomor antrean prioritas",
  last: "Terakhir dipanggil",
  lastStale: "Panggilan terakhir",
  welcome: "Belum ada panggilan",
  welcomeBig: "Selamat datang",
  welcomeHint: "Ambil nomor di kios",
  closed: "Pelayanan sedang tutup",
  battery: "Listrik padam: kantor memakai baterai. Nomor Anda tetap berlaku.",
  maybePassed: "Nomor di layar ini mungkin sudah lewat.",
  loket: (n) => `Loket ${n}`,
  ask: (n) => `Tanya petugas Loket ${n}`,
  quiet: (hour) => `Suara diam sampai ${hour} – perhatikan layar`,
  data: (hour) => `data ${hour}`,
  states: { idle: "Siap", break: "Istirahat", closed: "Tutup" },
  grades: { A: "Sangat baik", B: "Baik", C: "Kurang baik", D: "Tidak baik" },
};

/** 87.5 is written "87,50". */
export function decimal(value) {
  return value.toFixed(2).replace(".", ",");
}
