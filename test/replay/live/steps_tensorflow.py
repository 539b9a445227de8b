"""Steps of TensorFlow. The subject is a tf.function and a tf.random.Generator."""
from functools import lru_cache
import numpy as np, tensorflow as tf
from arrays import inputs, integers, joined, kept


def values(t):
    return tf.bitcast(t, tf.uint16).numpy() if t.dtype == tf.bfloat16 else t.numpy()


def numbers(n, dtype):
    return tf.cast(inputs(n), dtype)


def dropped(y):
    return values(tf.where(y != 0, y, tf.zeros([], y.dtype)))


def pair(seed):
    return tf.constant([int(one) for one in seed], tf.int64)


def start(setup):
    tf.random.set_seed(int(setup['seed']))

    @tf.function
    def traced():
        return [tf.nn.dropout(tf.constant(inputs(n)), rate, seed=seed) for n, rate, seed in setup['operations']]

    return traced, tf.random.Generator.from_seed(int(setup['generator']))


def state(subject):
    return integers([int(one) % 2**32 for one in subject[1].state.numpy()])


@lru_cache(None)
def compiled(rate):
    return tf.function(lambda x, seed: tf.nn.experimental.stateless_dropout(x, rate, seed=seed), jit_compile=True)


def noise(_, seed, shape, noise_shape, rate):
    return dropped(tf.nn.experimental.stateless_dropout(tf.ones(shape), rate, seed=pair(seed), noise_shape=noise_shape))


STEPS = {
    'stateless_dropout': lambda _, seed, n, rate, dtype: dropped(tf.nn.experimental.stateless_dropout(numbers(n, dtype), rate, seed=pair(seed))),
    'noise': noise,
    'compiled': lambda _, seed, n, rate: dropped(compiled(rate)(tf.constant(inputs(n)), pair(seed))),
    'stateless_uniform': lambda _, seed, n, dtype: values(tf.random.stateless_uniform([n], pair(seed), dtype=dtype)),
    'stateless_range': lambda _, seed, n, low, high, dtype: values(tf.random.stateless_uniform([n], pair(seed), low, high, dtype)),
    'dropout': lambda _, n, rate, seed, dtype: dropped(tf.nn.dropout(numbers(n, dtype), rate, seed=seed)),
    'uniform': lambda _, n, low, high, seed: values(tf.random.uniform([n], low, high, seed=seed)),
    'generator': lambda subject, n, low, high, dtype: values(subject[1].uniform([n], low, high, dtype)),
    'function': lambda subject: joined(kept(y) for y in subject[0]()),
}
