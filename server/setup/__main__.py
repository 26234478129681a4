"""`python3 -m server.setup [--dev]`; readable by any Python 3, so that an old one is told in words."""

import sys

if sys.version_info < (3, 11) or sys.version_info >= (3, 15):
    sys.exit(
        "Pendopo memerlukan Python 3.11 sampai 3.14; yang dijalankan adalah %s.%s.\n"
        "Pasang Python yang sesuai (Debian 12 atau Ubuntu 24.04 sudah membawanya), lalu ketik misalnya:\n"
        "    make run PYTHON=python3.12" % sys.version_info[:2]
    )

from server.setup.install import main

sys.exit(main(sys.argv[1:]))
