"""Times a peer's answers and prints them as JSON lines."""
import gc
import json
import math
import statistics
import sys
import time

# A question below this many seconds is asked at least MANY times, a slower one at least FEW times.
QUICK = 0.1
QUICK_BUDGET = 3.0
SLOW_BUDGET = 10.0
FEW, MANY, MOST = 5, 30, 1000


def timed(ask):
    """Asks once; returns the answer and the seconds it took."""
    start = time.perf_counter_ns()
    answer = ask()
    return answer, (time.perf_counter_ns() - start) / 1e9


def runs_for(seconds):
    """Returns how often a question of this length is asked."""
    if seconds < QUICK:
        return min(MOST, max(MANY, int(QUICK_BUDGET / seconds)))
    return min(MANY, max(FEW, int(SLOW_BUDGET / seconds)))


def p99(times):
    """Returns the smallest time that 99 of 100 runs did not pass (of fewer than 100 runs, the longest)."""
    return sorted(times)[math.ceil(0.99 * len(times)) - 1]


def result(peer, question, count, times):
    """Returns the JSON line of one question."""
    return {
        "peer": peer.NAME,
        "question": question,
        "count": count,
        "median_ms": round(statistics.median(times) * 1000, 4),
        "p99_ms": round(p99(times) * 1000, 4),
        "runs": len(times),
        "version": peer.version(),
    }


def measure(peer, question, ask):
    """Warms a question up, times many runs of it, and returns its JSON line."""
    expected = ask()
    _, seconds = timed(ask)
    gc.collect()
    gc.disable()
    times = []
    for _ in range(runs_for(seconds)):
        answer, seconds = timed(ask)
        times.append(seconds)
        if answer != expected:
            raise SystemExit(f"{peer.NAME} answered {question} in two ways: {expected} and {answer}")
    gc.enable()
    if isinstance(expected, int):
        return result(peer, question, expected, times)
    count, page = expected
    return result(peer, question, count, times) | {"page": [row[0] for row in page]}


def main(*peers):
    """Loads each peer from the CSV, with the terms, named on the command line, and prints its results.

    A peer has NAME, version(), load(csv_path) that returns the number of rows, and questions(terms): a dictionary of
    functions without arguments. Each returns a count, or a count and the rows of a page, which begin with the id.
    """
    csv_path, terms_path = sys.argv[1:]
    with open(terms_path, encoding="utf-8") as file:
        terms = file.read()
    for peer in peers:
        rows, seconds = timed(lambda: peer.load(csv_path))
        print(json.dumps(result(peer, "load", rows, [seconds])), flush=True)
        for question, ask in peer.questions(terms).items():
            print(json.dumps(measure(peer, question, ask), ensure_ascii=False), flush=True)
        peer.close()
