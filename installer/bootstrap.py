# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets everything up on a machine that has only Python and make; the standard library is all it needs.

`python3 installer/bootstrap.py env` makes the environment, `run` also makes the demo study, writes its report
and opens the window.
"""

import argparse
import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "cxfield.stamp"
DEMO = ROOT / "demo" / "pihlakko.cxf"
REPORTS = ROOT / "demo" / "reports"
OLDEST_PYTHON = (3, 11)
# Debian leaves ensurepip out of its python3; one pip of our own makes every machine alike.
PIP_WHEEL = ROOT / "installer" / "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

# What Qt loads from the system, and the Debian package that has it.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


class SetupError(Exception):
    """One sentence that says what is missing and what to do."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("env", help="make the environment, install the locked libraries, compile the texts")
    steps.add_parser("check", help="the same, and stop where a system library of Qt is missing")
    running = steps.add_parser("run", help="the same, then the demo study, its report and the window")
    running.add_argument("--language", choices=("fi", "en"), default=None)
    chosen = parser.parse_args(arguments)
    try:
        make_environment()
        compile_texts()
        if chosen.step == "env":
            return 0
        missing = provide_system_libraries()
        if chosen.step == "check":
            return 1 if missing else 0
        return run_demo(chosen.language or spoken_language(), can_show=not missing)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print(f"This step failed: {shlex.join(map(str, problem.cmd))}", file=sys.stderr)
        return problem.returncode or 1


# The environment


def venv_program(name: str) -> Path:
    """Return the path of a program in the environment."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (name + (".exe" if os.name == "nt" else ""))


def make_environment() -> None:
    """Make the environment, or do nothing where it is as the lock says."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(
            f"CXField needs Python {'.'.join(map(str, OLDEST_PYTHON))} or newer; {sys.executable} is "
            f"{sys.version.split()[0]}. Install a newer one and run: make PYTHON=/path/to/python3"
        )
    wanted = fingerprint()
    if read(STAMP) == wanted and works(venv_program("python")):
        return
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    make_venv()
    say("Installing the libraries (about 250 MB, some 700 MB on disk); only the first time takes long.")
    pip("install", "--require-hashes", "--requirement", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(wanted, "utf-8")
    say(f"The environment is ready in {VENV} ({time.monotonic() - started:.0f} s).")


def fingerprint() -> str:
    """Return what the environment depends on, as one hash."""
    digest = hashlib.sha256(f"{ROOT}\n{sys.version_info[:2]}\n".encode())
    for path in (LOCK, ROOT / "pyproject.toml", ROOT / "installer" / "hatch_build.py", PIP_WHEEL):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Make an empty environment; one of another Python, or one that was moved, is made anew."""
    if VENV.exists() and not works(venv_program("python")):
        shutil.rmtree(VENV)
    if VENV.exists():
        return
    bare_venv()


def bare_venv() -> None:
    """Make an environment without pip, for which no python3-venv is needed."""
    command = [sys.executable, "-m", "venv", "--without-pip", str(VENV)]
    if subprocess.run(command, check=False, capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    # Some distributions cut the venv module itself away.
    if not install_packages(["python3-venv"]):
        raise SetupError("Python's venv module is missing. Run: sudo apt-get install -y python3-venv")
    subprocess.run(command, check=True)


def works(python: Path) -> bool:
    """Say whether the environment's Python starts, is the same version as this one and is in its place."""
    probe = "import sys; print(sys.version_info[:2], sys.prefix)"
    try:
        done = subprocess.run([python, "-c", probe], check=False, capture_output=True, text=True)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == f"{sys.version_info[:2]} {VENV}"


def pip(*arguments: str) -> None:
    """Run the pip that comes with the source tree, inside the environment."""
    found = hashlib.sha256(PIP_WHEEL.read_bytes()).hexdigest()
    if found != PIP_SHA256:
        raise SetupError(f"{PIP_WHEEL} is damaged: fetch the source tree again.")
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore", "PYTHONDONTWRITEBYTECODE": ""}
    command: list[str | Path] = [venv_program("python"), PIP_WHEEL / "pip", *arguments, *options]
    subprocess.run(command, check=True, env=environment, cwd=ROOT)


def compile_texts() -> None:
    """Compile the catalogues into build/locale, where they are newer than what is there."""
    for source in sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = ROOT / "build" / source.relative_to(ROOT / "resources").with_suffix(".mo")
        if not compiled.is_file() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            subprocess.run([venv_program("python"), "-m", "tools.texts", "compile"], check=True, cwd=ROOT)
            return


# What Qt needs from the system


def missing_libraries() -> list[str]:
    """Return the system libraries that Qt would look for in vain."""
    return [name for name in SYSTEM_LIBRARIES if not loads(name)] if sys.platform == "linux" else []


def loads(name: str) -> bool:
    """Say whether the system has a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def provide_system_libraries() -> list[str]:
    """Install what Qt needs where that is allowed, else print the exact line; return what still is."""
    missing = missing_libraries()
    if not missing:
        return []
    packages = sorted(SYSTEM_LIBRARIES[name] for name in missing)
    say(f"Qt needs system libraries that are missing: {', '.join(packages)}.")
    if install_packages(packages):
        missing = missing_libraries()
    if missing:
        packages = sorted(SYSTEM_LIBRARIES[name] for name in missing)
        say(f"Run this and start again: sudo apt-get install -y {' '.join(packages)}")
    return missing


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where this user may without being asked; say whether it worked."""
    prefix = administrator()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    update = [*prefix, "apt-get", "update", "-qq"]
    say(f"Installing {' '.join(packages)}.")
    # A fresh machine has no package lists yet; one with lists is spared the update.
    for command in (install, update, install):
        done = subprocess.run(
            command, check=False, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if command is install else None,
        )  # fmt: skip
        if command is install and done.returncode == 0:
            return True
    return False


def administrator() -> list[str] | None:
    """Return what to put before a command that needs the administrator, or None where that would ask."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    may = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    return ["sudo", "-n"] if may else None


# The demo


def run_demo(language: str, *, can_show: bool) -> int:
    """Make the demo study once, write its report and open the window on it."""
    cxfield = venv_program("cxfield")
    if not DEMO.exists():
        DEMO.parent.mkdir(parents=True, exist_ok=True)
        say("Making the demo study.")
        quietly([cxfield, "demo", DEMO, "--language", language])
    if not reports_are_fresh(language):
        formats = ["--format", "docx", "--format", "pdf"]
        out = REPORTS / language
        say("Writing its debrief report.")
        quietly(
            [
                cxfield,
                "report",
                DEMO,
                "--language",
                language,
                "--out",
                out,
                "--replace",
                "--leave-out",
                *formats,
            ]
        )
    say(f"Study:  {DEMO}")
    for report in written_reports(language):
        say(f"Report: {report}")
    if not can_show:
        say("The window was not opened, because system libraries of Qt are missing.")
        return 0
    if not has_display():
        say("There is no display here, so the window was not opened.")
        return 0
    return subprocess.run([cxfield, "open", DEMO], check=False).returncode


def quietly(command: list[str | Path]) -> None:
    """Run a command whose paths are named later; what it complains of is shown."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def written_reports(language: str) -> list[Path]:
    """Return the reports of the demo study."""
    return sorted(p for p in (REPORTS / language).glob("*") if p.suffix in {".docx", ".pdf"})


def reports_are_fresh(language: str) -> bool:
    """Say whether both files are there and newer than the study."""
    reports = written_reports(language)
    changed = DEMO.stat().st_mtime_ns
    fresh = {path.suffix for path in reports if path.stat().st_mtime_ns >= changed}
    return fresh == {".docx", ".pdf"}


def has_display() -> bool:
    """Say whether a window can be opened here; only Qt itself knows for sure."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    done = subprocess.run([venv_program("python"), "-c", probe], check=False, capture_output=True)
    return done.returncode == 0


def spoken_language() -> str:
    """Return the language the environment asks for: Finnish or English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in os.environ.get(name, "").split(":"):
            if wanted[:2] in {"fi", "en"}:
                return wanted[:2]
    return "en"


def read(path: Path) -> str | None:
    """Return the text of a file, or None where there is none."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main())
