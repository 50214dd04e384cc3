"""Every benchmark here, one after the other: `python -m bench`, or `python -m bench reading` for one of them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    """Run the benchmarks of these names, all without any; each of several begins with nothing, in its own process."""
    there = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    for name in wanted:
        if name not in there:
            sys.exit(f"there is no benchmark {name}; there are: {', '.join(there)}")
    if len(wanted) == 1:
        importlib.import_module(f"bench.{wanted[0]}").run()
        return
    for name in wanted or there:
        if status := subprocess.run([sys.executable, "-m", "bench", name], check=False).returncode:
            sys.exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
