"""`listvote` and `python -m listvote`."""

from listvote.cli.app import app


def main() -> None:
    """Run the command line."""
    app(prog_name="listvote")


if __name__ == "__main__":
    main()
