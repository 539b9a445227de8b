"""Steps of Python's random."""
import random
import numpy as np
from arrays import integers


def start(setup):
    return random.Random(int(setup['seed']))


def state(r):
    return integers(r.getstate()[1])


def shuffled(r, n):
    order = list(range(n))
    r.shuffle(order)
    return integers(order)


STEPS = {
    'random': lambda r, n: np.array([r.random() for _ in range(n)]),
    'uniform': lambda r, a, b: np.array([r.uniform(a, b)]),
    'getrandbits': lambda r, k: integers([r.getrandbits(k)]),
    'randint': lambda r, a, b: integers([r.randint(a, b)]),
    'choice': lambda r, n: integers([r.choice(range(n))]),
    'shuffle': shuffled,
    'sample': lambda r, n, k: integers(r.sample(range(n), k)),
}
