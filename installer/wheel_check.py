# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a wheel, installs it into an empty environment and tries it there.

The libraries are borrowed from this environment, unless `--full` asks to install them from the lock, too.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from installer.bootstrap import LOCK, PIP_WHEEL  # noqa: E402


def main(arguments: list[str]) -> int:
    """Build, install, try."""
    with tempfile.TemporaryDirectory(prefix="cxfield-wheel-") as name:
        folder = Path(name)
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
        (wheel,) = folder.glob("*.whl")
        home = folder / "env"
        venv.create(home, with_pip=False)
        scripts = home / ("Scripts" if os.name == "nt" else "bin")
        python = scripts / "python"
        pip: list[str | Path] = [
            python,
            PIP_WHEEL / "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        if "--full" in arguments:
            run(*pip, "--require-hashes", "-r", LOCK, cwd=folder)
        else:
            borrow(home)
        run(*pip, "--no-deps", wheel, cwd=folder)
        run(python, ROOT / "installer" / "smoke.py", cwd=folder)
        study = folder / "demo.cxf"
        run(scripts / "cxfield", "demo", study, "--language", "fi", cwd=folder, quiet=True)
        run(scripts / "cxfield", "check", study, cwd=folder)
        formats = ["--format", "docx", "--format", "pdf", "--leave-out"]
        run(
            scripts / "cxfield", "report", study, "--out", folder / "report", *formats, cwd=folder, quiet=True
        )
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, installed and tried.")
    return 0


def borrow(home: Path) -> None:
    """Let the new environment see this one's libraries, but not this source tree."""
    inside = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    # The .pth files of a folder that a .pth file adds are not read: this tree itself stays out.
    (Path(inside) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")


def run(*command: str | Path, cwd: Path, quiet: bool = False) -> None:
    """Run a program away from the source tree, so that nothing is found by chance."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "CXFIELD_HOME": str(cwd / "home")}
    out = subprocess.DEVNULL if quiet else None
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
