"""Inverted dropout with jax.random.bernoulli, compiled, as flax.linen.Dropout writes it; on one thread under Linux."""

import itertools
import os

# XLA makes a thread for each processor that it may use, and has no other setting.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])

import jax
import jax.numpy as jnp

import timing


def contenders(n, p):
    x = 1 + jax.random.uniform(jax.random.key(0), (n,))
    steps = itertools.count()

    @jax.jit
    def dropout(step, x):
        key = jax.random.fold_in(jax.random.key(1), step)
        return jnp.where(jax.random.bernoulli(key, 1 - p, x.shape), x / (1 - p), 0)

    return [{"run": lambda: dropout(next(steps), x).block_until_ready()}]


timing.main("JAX", jax.__version__, contenders)
