"""Times contenders as bench/harness/measure.ts does, and prints the rounds as JSON.

Contenders are timed in turn, in a new random order each round. A sample is as many calls as take about 3 ms. Twice as
many untimed calls precede it, or one if a call takes longer than 100 ms.
"""

import json
import random
import sys
import time

SAMPLE_SECONDS = 0.003
LONG_SECONDS = 0.1
LEAST_ROUNDS = 5


def sample(contender, untimed, calls):
    """Seconds that the calls take after the untimed ones."""
    contender.get("prepare", lambda: None)()
    for _ in range(untimed):
        contender["run"]()
    start = time.perf_counter()
    for _ in range(calls):
        contender["run"]()
    return time.perf_counter() - start


def calibrate(contender):
    """Numbers of untimed and timed calls of a sample. Finding them takes enough calls to compile the code."""
    calls, spent = 1, 0.0
    while True:
        seconds = sample(contender, calls, calls)
        spent += seconds
        if spent > 20 * SAMPLE_SECONDS or seconds > 2 * SAMPLE_SECONDS:
            fitting = max(1, round(calls * SAMPLE_SECONDS / seconds))
            return 1 if seconds / calls > LONG_SECONDS else 2 * fitting, fitting
        calls *= 2


def interleave(contenders, seconds):
    """For each contender the nanoseconds of a call, round by round."""
    sizes = [calibrate(contender) for contender in contenders]
    rounds = [[] for _ in contenders]
    end = time.monotonic() + seconds
    while len(rounds[0]) < LEAST_ROUNDS or time.monotonic() < end:
        for k in random.sample(range(len(contenders)), len(contenders)):
            untimed, calls = sizes[k]
            rounds[k].append(sample(contenders[k], untimed, calls) / calls * 1e9)
    return rounds


def main(name, version, contenders_of):
    """argv: n, p and seconds. contenders_of(n, p) returns dicts with run and optionally prepare, threads
    and a different name."""
    n, p, seconds = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    contenders = contenders_of(n, p)
    rounds = interleave(contenders, seconds)
    timings = []
    for contender, times in zip(contenders, rounds):
        threads = {"threads": contender["threads"]} if "threads" in contender else {}
        timings.append({"name": contender.get("name", name), "version": version, **threads, "rounds": times})
    json.dump(timings, sys.stdout)
