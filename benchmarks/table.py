"""The figures as tables that a person reads."""

from collections.abc import Iterator
from typing import Any

from benchmarks.people import SAID

Row = dict[str, Any]
SMALL = 20_000
COLUMNS = (
    *("page", "who", "p50", "p95", "budget", "CPU app + db", "queries", "KB", "floor", "× floor"),
    *("HTTP 1: p50, p95", "HTTP 8: p50, p95"),
)


def written(results: dict[int, dict[str, Any]], about: str) -> str:
    parts = ["# Figures of `make bench`", "", f"{about} How to read them: `README.md` beside this file.", ""]
    parts += over(results)
    for size, result in sorted(results.items()):
        parts += ["", f"## {size:,} candidates", "", *head(result), "", *table(size, results)]
    return "\n".join(parts) + "\n"


def head(result: dict[str, Any]) -> Iterator[str]:
    loaded = result["loaded"]
    yield f"- Loading: {loaded:,.0f} s." if loaded else "- Loaded by an earlier run."
    yield f"- Rows: {', '.join(f'{count:,} {name}' for name, count in result['rows'].items())}."
    yield f"- Memory of a web process after all pages: {result['memory']} MB."


def table(size: int, results: dict[int, dict[str, Any]]) -> Iterator[str]:
    small = {key(row): row for row in results.get(SMALL, {}).get("figures", [])}
    grows = size != SMALL and bool(small)
    yield f"| {' | '.join([*COLUMNS, *(['× 20,000'] if grows else [])])} |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|" + ("--:|" if grows else "")
    for row in results[size]["figures"]:
        line = cells(row)
        if grows:
            line.append(f"{row['p50'] / small[key(row)]['p50']:.1f}" if key(row) in small else "")
        yield f"| {' | '.join(line)} |"


def key(row: Row) -> tuple[str, str]:
    return row["name"], row["who"]


def cells(row: Row) -> list[str]:
    http = row.get("http") or {}
    p95 = f"**{row['p95']}**" if is_over(row) else str(row["p95"])
    return [
        row["name"],
        SAID[row["who"]],
        str(row["p50"]),
        p95,
        f"{row['budget']:.0f}" if row["budget"] else "",
        f"{row['app']} + {row['database']}",
        str(row["queries"]),
        str(row["bytes"] // 1024),
        str(row["floor"]),
        f"{row['p50'] / row['floor']:.0f}" if row["floor"] else "",
        *(f"{http[f'p50_{lines}']}, {http[f'p95_{lines}']}" if http else "" for lines in (1, 8)),
    ]


def is_over(row: Row) -> bool:
    return bool(row["budget"]) and row["p95"] > row["budget"]


def over(results: dict[int, dict[str, Any]]) -> Iterator[str]:
    """What misses its budget, first: nobody should have to search for it."""
    for size, result in sorted(results.items()):
        late = [row for row in result["figures"] if is_over(row)]
        total = sum(1 for row in result["figures"] if row["budget"])
        yield f"- {size:,} candidates: {total - len(late)} of {total} lines keep their budget."
        for row in late:
            yield f"  - {row['name']}, {SAID[row['who']]}: p95 {row['p95']} ms of {row['budget']:.0f}."
