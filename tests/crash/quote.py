"""The README's paragraph on reliability, made of the last runs' figures."""

from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- reliability: written by make crash and make soak -->\n", "<!-- end -->\n"
ROWS = {
    "matrix-sqlite": "killed at every step, SQLite",
    "matrix-postgresql": "killed at every step, PostgreSQL",
    "replicas": "two replicas, killed and frozen",
    "outages": "PostgreSQL itself killed",
    "refusals": "an hour of 429 and 5xx",
    "soak": "weeks of faults and restarts",
}
"""The runs that are told of, and as what."""
HEAD = "| run | cases | killed | answers lost | doubled | lost |\n|---|---|---|---|---|---|\n"


def quote(entries: dict[str, Any]) -> str:
    """Say the figures of the last runs in Markdown; runs not made yet are left out."""
    rows = [_row(label, entries[run]) for run, label in ROWS.items() if run in entries]
    told = [_latency(entries["latency"])] if "latency" in entries else []
    told += [_mutants(entries["mutants"])] if "mutants" in entries else []
    return HEAD + "".join(rows) + "\n" + " ".join([*told, "Seeds and times: docs/reliability.json."]) + "\n"


def put_into(readme: Path, entries: dict[str, Any]) -> None:
    """Replace what stands between the marks."""
    before, _, rest = readme.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(before + BEGIN + quote(entries) + END + after)


def _row(label: str, entry: dict[str, Any]) -> str:
    cases = next(entry[name] for name in ("cases", "weeks", "owed", "posts") if name in entry)
    killed = entry.get("kills", entry.get("restarts", 0))
    lost_answers = entry.get("dropped", entry.get("faults", entry.get("refused", 0)))
    figures = (cases, killed, lost_answers, entry["doubled"], entry["lost"])
    return f"| {label} | " + " | ".join(f"{figure:,}" for figure in figures) + " |\n"


def _latency(entry: dict[str, Any]) -> str:
    return (
        f"From committed to taken by Slack, idle: {entry['p50']} s half of the time, "
        f"{entry['p99']} s in 99 of 100."
    )


def _mutants(entry: dict[str, Any]) -> str:
    made, caught = f"{entry['mutants']:,}", f"{entry['share']:.0%}"
    return (
        f"Of {made} small mistakes, put into outbox and scheduler one at a time, the tests caught {caught}."
    )
