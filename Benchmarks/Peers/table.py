#!/usr/bin/env python3
"""Reads files of JSON lines and prints one Markdown table: questions down, peers across.

    table.py peers.jsonl [kith.jsonl …]

Peers called "Kith engine" and "Kith over HTTP" come first, and each other peer's median is also given as how many
times that of "Kith engine". Ends with 1 where two peers disagree, after the table.
"""
import json
import sys

import machine
from questions import QUESTIONS, disagreements

ENGINE = "Kith engine"
FIRST = [ENGINE, "Kith over HTTP"]


def read(paths):
    """Returns the results and the machine of all files."""
    lines = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines += [json.loads(line) for line in file if line.strip()]
    machines = [line["machine"] for line in lines if "machine" in line]
    return [line for line in lines if "question" in line], machines[0] if machines else machine.describe()


def number(milliseconds):
    """Returns three digits that count, without an exponent."""
    if milliseconds >= 100:
        return f"{milliseconds:,.0f}"
    if milliseconds >= 10:
        return f"{milliseconds:.1f}"
    return f"{milliseconds:.2f}" if milliseconds >= 1 else f"{milliseconds:.3f}"


def ratio(line, engine):
    """Returns how many times the engine's median this median is, where both are there."""
    if engine is None or engine is line or line["question"] == "load":
        return ""
    times = line["median_ms"] / engine["median_ms"]
    return f" **{times:,.0f}×**" if times >= 10 else f" **{times:.2g}×**"


def cell(line, engine):
    """Returns what one peer needed for one question."""
    if line is None:
        return "–"
    if line["question"] == "load":
        return f"{line['median_ms'] / 1000:.1f} s"
    return f"{number(line['median_ms'])} / {number(line['p99_ms'])} ({line['runs']}){ratio(line, engine)}"


def table(lines):
    """Returns the Markdown lines of the table."""
    peers = list(dict.fromkeys(line["peer"] for line in lines))
    peers = [peer for peer in FIRST if peer in peers] + [peer for peer in peers if peer not in FIRST]
    questions = [question for question in QUESTIONS if any(line["question"] == question for line in lines)]
    by_place = {(line["question"], line["peer"]): line for line in lines}
    rows = [["", "count", *peers], ["---", "---:", *["---:"] * len(peers)]]
    for question in questions:
        found = [by_place.get((question, peer)) for peer in peers]
        engine = by_place.get((question, ENGINE))
        counts = sorted({line["count"] for line in found if line})
        cells = [cell(line, engine) for line in found]
        count = " or ".join(f"{count:,}" for count in counts)
        rows.append([question, count, *cells])
    return ["| " + " | ".join(row) + " |" for row in rows]


def main():
    lines, machine_line = read(sys.argv[1:])
    versions = dict.fromkeys(line["version"] for line in lines if "version" in line)
    print(f"{machine_line}.\n{'; '.join(versions)}.\n")
    has_engine = any(line["peer"] == ENGINE for line in lines)
    print("Median / p99 in milliseconds (runs), warm, result caches off"
          + ("; bold: times the median of Kith's engine.\n" if has_engine else ".\n"))
    print("\n".join(table(lines)))
    print()
    for question, text in QUESTIONS.items():
        print(f"- {question}: {text}")
    found = disagreements(lines)
    if found:
        sys.exit("\n" + "\n".join(found))


if __name__ == "__main__":
    main()
