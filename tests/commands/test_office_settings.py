"""`settings export|import`: one office's settings in another office, byte for byte."""

import yaml


def test_settings_of_one_office_found_another(command, office, tmp_path, monkeypatch):
    out, again = tmp_path / "a.yaml", tmp_path / "b.yaml"
    assert command("settings", "export", out).code == 0
    text = (
        out.read_text("utf-8").replace("phone: ''", "phone: (0328) 123", 1).replace("Seksi Pelayanan Umum", "Seksi PU")
    )
    out.write_text(text, "utf-8")
    tried = command("settings", "import", out, "--dry-run")
    assert tried.code == 0 and "Seksi PU" in tried.out and "belum ada yang diubah" in tried.out
    assert command("settings", "import", out).code == 0
    assert command("settings", "export", "-").out == text
    monkeypatch.setenv("PENDOPO_DATA", str(tmp_path / "other"))
    monkeypatch.setattr("sys.stdin", open_text(tmp_path, "kata-sandi-panjang\n"))
    made = command("office", "new", "--name", "Kecamatan Lain", "--regency", "Kabupaten Lain", "--admin", "pengawas",
                   "--password-stdin")  # fmt: skip
    assert made.code == 0
    assert command("settings", "import", out).code == 0
    assert command("settings", "export", again).code == 0
    assert again.read_bytes() == out.read_bytes()
    assert "Tidak ada perbedaan" in command("settings", "import", again).out


def test_a_faulty_file_is_told_by_line_and_changes_nothing(command, office, tmp_path):
    path = tmp_path / "a.yaml"
    command("settings", "export", path)
    whole = yaml.safe_load(path.read_text("utf-8"))
    whole["services"][0]["sla_days"] = "satu"
    whole["officers"][0]["nip"] = "12"
    path.write_text(yaml.safe_dump(whole, sort_keys=False), "utf-8")
    refused = command("settings", "import", path)
    assert refused.code == 1
    assert refused.err.count("Baris") == 2 and "sla_days" in refused.err and "nip" in refused.err
    assert command("settings", "import", tmp_path / "none.yaml").code == 2


def open_text(folder, text):
    path = folder / "stdin"
    path.write_text(text)
    return path.open()
