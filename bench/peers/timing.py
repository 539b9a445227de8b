"""Times contenders in turn, as bench/harness/measure.ts does, and prints the rounds as JSON."""

import json
import sys
import time

SAMPLE_SECONDS = 0.003
LEAST_ROUNDS = 5


def sample(contender, calls):
    contender.get("prepare", lambda: None)()
    start = time.perf_counter_ns()
    for _ in range(calls):
        contender["run"]()
    return (time.perf_counter_ns() - start) / calls


def interleave(contenders, seconds):
    for contender in contenders:
        sample(contender, 2)  # compiles, where it does
    calls = [max(1, round(SAMPLE_SECONDS * 1e9 / sample(contender, 1))) for contender in contenders]
    rounds = [[] for _ in contenders]
    end = time.monotonic() + seconds
    while len(rounds[0]) < LEAST_ROUNDS or time.monotonic() < end:
        for k, contender in enumerate(contenders):
            rounds[k].append(sample(contender, calls[k]))
    return rounds


def main(name, version, contenders_of):
    """argv: n, p and seconds. contenders_of(n, p) gives dicts with run and, where they differ, prepare and threads."""
    n, p, seconds = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    contenders = contenders_of(n, p)
    rounds = interleave(contenders, seconds)
    timings = []
    for contender, times in zip(contenders, rounds):
        threads = {"threads": contender["threads"]} if "threads" in contender else {}
        timings.append({"name": name, "version": version, **threads, "rounds": times})
    json.dump(timings, sys.stdout)
