"""A place like the container's: the Dockerfile's files, user nobody, everything read-only but /data and /tmp.

It is a mount namespace of its own over this machine's file system, so what is tested is who may write where,
not the image: building that takes a Docker daemon. Needs root, which such places are made by.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SEAL = """
set -e
mount --make-rprivate /
mount --bind "$1/data" "$1/data"
mount -t tmpfs tmpfs "$1/tmp"
mount --bind "$2" "$1/python"
mount --bind "$3" "$1/packages"
chmod 1777 "$1/tmp"
awk '{print $2}' /proc/mounts | grep -Ev "^(/proc|/sys|/dev|$1/data|$1/tmp)" | while read -r each; do
    mount -o remount,bind,ro "$each"
done
cd "$1/data"
shift 3
exec setpriv --reuid nobody --regid nogroup --clear-groups --no-new-privs --bounding-set=-all "$@"
"""


def is_possible() -> bool:
    """Say whether this machine lets us make such a place."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv", "awk"))):
        return False
    command = ["unshare", "--mount", "mount", "--make-rprivate", "/"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def build(box: Path) -> None:
    """Lay out what the Dockerfile copies, and the two places that may be written to."""
    box.chmod(0o711)
    for name in ("app", "data", "tmp", "python", "packages"):
        (box / name).mkdir()
    shutil.chown(box / "data", "nobody", "nogroup")
    for source, target in re.findall(r"^COPY (\S+) (\S+)$", DOCKERFILE, re.MULTILINE):
        place = box / "app" / target / (Path(source).name if target.endswith("/") else "")
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place)
        else:
            shutil.copy(ROOT / source, place)


def environment(box: Path) -> dict[str, str]:
    """Give the Dockerfile's environment, its paths in the box, and the packages where they lie."""
    said = re.findall(r"^ENV (.*)$", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)
    given = dict(each.split("=", 1) for each in " ".join(said).split())
    moved = {name: re.sub(r"^/(app|data|tmp)\b", rf"{box}/\1", value) for name, value in given.items()}
    here = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{moved['PYTHONPATH']}:{box}/packages",
        "LD_LIBRARY_PATH": f"{box}/python/lib",  # a libpython of its own, where there is one
    }
    return {**moved, **here}


def start(box: Path, command: list[str], **settings: str) -> subprocess.Popen[str]:
    """Start a program in there; "python" is this one's, with its packages and nothing of the checkout."""
    if command[0] == "python":
        command = [f"{box}/python/bin/python3", *command[1:]]
    places = [str(box), sys.base_prefix, sysconfig.get_path("purelib")]
    return subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", SEAL, "seal", *places, *command],
        env={**environment(box), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
