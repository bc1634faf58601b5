"""`make fuzz`: each target under atheris for a while, in a process of its own.

    run.py [--seconds 60] [TARGET ...]

Ends with 1 when a target broke a promise; the bytes that did it stay in build/fuzz/.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
REPOSITORY = HERE.parents[2]
BUILD = REPOSITORY / "build" / "fuzz"
DEFAULT_S = 60
LONGEST_BYTES = 32 * 1024
SLOWEST_S = 25
sys.path[:0] = [str(HERE.parent), str(REPOSITORY)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="all of them without it")
    parser.add_argument("--seconds", type=int, default=DEFAULT_S, help="for each target")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:  # before anything of ours is imported, or it is imported unwatched
        return _fuzz(given.one, given.seconds)
    from targets import TARGETS

    failed = []
    for name in given.targets or TARGETS:
        print(f"--- {name}: {given.seconds} s", flush=True)
        command = [sys.executable, str(HERE), "--one", name, "--seconds", str(given.seconds)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print(f"broken: {', '.join(failed)}" if failed else "every promise held")
    return int(bool(failed))


def _fuzz(name: str, seconds: int) -> int:
    import atheris

    with atheris.instrument_imports(include=["desktop", "sync"]):
        import targets

    corpus, found = BUILD / name, BUILD / f"{name}-"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds()[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_BYTES}",
        f"-timeout={SLOWEST_S}",
        f"-artifact_prefix={found}",
        "-print_final_stats=1",
        "-verbosity=0",
        str(corpus),
    ]

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        """One in eight keeps its wrong checksum."""
        changed: bytes = atheris.Mutate(data, most)
        return changed if seed % 8 == 0 else targets.summed(changed)[:most]

    summed = {"custom_mutator": mutated} if name in targets.SUMMED else {}
    atheris.Setup(options, targets.TARGETS[name], **summed)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
