"""Steps of numpy's generators."""
import copy
import numpy as np
from arrays import inputs, integers


def seed_of(seed):
    return [int(one) for one in seed] if isinstance(seed, list) else int(seed)


MAKE = {
    'RandomState': lambda seed: np.random.RandomState(seed),
    'PCG64': lambda seed: np.random.default_rng(seed),
    'Philox': lambda seed: np.random.Generator(np.random.Philox(seed)),
    'Philox key': lambda seed: np.random.Generator(np.random.Philox(key=seed)),
}


def start(setup):
    return MAKE[setup['kind']](seed_of(setup['seed']))


def state(r):
    """The next numbers, among them those that a generator has kept."""
    r = copy.deepcopy(r)
    if isinstance(r, np.random.RandomState): return np.float32([*r.standard_normal(3), *r.random(3)])
    return np.float32([*r.random(3, dtype=np.float32), *r.random(3)])


def mask(r, n, p):
    return np.where(r.random(n) >= p, inputs(n) * np.float32(1 / (1 - p)), np.float32(0))


def shuffled(r, n):
    order = list(range(n))
    r.shuffle(order)
    return integers(order)


STEPS = {
    'mask': mask,
    'random': lambda r, n: r.random(n),
    'random32': lambda r, n: r.random(n, dtype=np.float32),
    'uniform': lambda r, n, low, high: r.uniform(low, high, n),
    'normal': lambda r, n, loc, scale: r.normal(loc, scale, n).astype(np.float32),
    'randint': lambda r, n, low, high: integers(r.randint(low, high, n, dtype=np.int64)),
    'integers': lambda r, n, low, high: integers(r.integers(low, high, n)),
    'permutation': lambda r, n: integers(r.permutation(n)),
    'shuffle': shuffled,
    'spawn': lambda r, n: np.array([child.random() for child in (r.spawn(n) if n else [])]),
}
