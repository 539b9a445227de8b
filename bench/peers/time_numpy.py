"""default_rng().random into an existing array."""

import numpy as np

import timing


def contenders(n, p):
    generator = np.random.default_rng(1)
    out = np.empty(n)
    return [{"name": "default_rng.random", "run": lambda: generator.random(out=out)}]


timing.main("numpy", np.__version__, contenders)
