"""tf.nn.experimental.stateless_dropout in a tf.function, whose seed is an argument, on one thread."""

import itertools

import tensorflow as tf

import timing

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)


def contenders(n, p):
    x = 1 + tf.random.uniform([n])
    steps = itertools.count()

    @tf.function
    def dropout(seed, x):
        return tf.nn.experimental.stateless_dropout(x, p, seed=seed)

    return [{"run": lambda: dropout(tf.constant([1, next(steps)]), x).numpy()}]


timing.main("TensorFlow", tf.__version__, contenders)
