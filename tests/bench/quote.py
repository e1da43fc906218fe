"""The README's table of figures and its picture, made of the last run's rows."""

from collections.abc import Sequence
from pathlib import Path

from bench.rows import Row, said

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- bench: written by make bench -->\n", "<!-- end -->\n"
PICTURE = "\n![How each figure grows with the number of ratings, beside its floor](docs/growth.png)\n"


def put_into(file: Path, rows: Sequence[Row]) -> None:
    """Write the rows and the picture between the two marks of a page."""
    before, _, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    file.write_text(before + BEGIN + table(rows) + PICTURE + END + after, encoding="utf-8")


def table(rows: Sequence[Row]) -> str:
    """Lay rows out as a Markdown table; what missed its limit says so."""
    lines = ["| what | ours | the floor | ratio | limit |", "|---|---|---|---|---|"]
    for row in rows:
        limit = said(row.limit) + ("" if row.ok else " (missed)")
        floor = f"{said(row.floor)} {row.unit}" if row.floor is not None else ""
        lines.append(f"| {row.name} | {said(row.ours)} {row.unit} | {floor} | {said(row.ratio)} | {limit} |")
    return "\n".join(lines) + "\n"
