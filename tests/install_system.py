"""Installs what some tests need (Chromium, pdftoppm, Java) through apt when root on Debian.

Elsewhere it says what is missing; those tests are then skipped with the reason. Prints, never fails:
the tests themselves refuse to be skipped when CI is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess

NEEDED = {"chromium": "chromium", "pdftoppm": "poppler-utils", "java": "default-jre-headless"}


def main() -> None:
    missing = [package for command, package in NEEDED.items() if shutil.which(command) is None]
    if not missing:
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (is_root and shutil.which("apt-get")):
        print(
            f"Missing: {', '.join(missing)}. The tests that need them are skipped; install them to run all."
        )
        return
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=env)
    subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, env=env)


if __name__ == "__main__":
    main()
