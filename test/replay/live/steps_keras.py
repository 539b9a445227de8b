"""Steps of Keras on the backend of KERAS_BACKEND. The subject has layers and SeedGenerators."""
import random
import keras, numpy as np
from keras import layers
from arrays import inputs, integers, kept

MAKE = {
    'dropout': lambda rate, seed: layers.Dropout(rate, seed=seed),
    'alpha': lambda rate, seed: layers.AlphaDropout(rate, seed=seed),
    'spatial': lambda rate, seed: layers.SpatialDropout1D(rate, seed=seed),
}


class Subject:
    def __init__(self, setup):
        keras.utils.set_random_seed(setup['seed'])
        self.generators = [keras.random.SeedGenerator(seed) for seed in setup['generators']]
        self.layers = [MAKE[kind](rate, seed) for kind, rate, seed in setup['layers']]


def start(setup):
    return Subject(setup)


def state(_):
    return integers(np.random.get_state()[1][:3])


def values(tensor):
    return np.asarray(keras.ops.convert_to_numpy(tensor))


def call(subject, k, n):
    layer = subject.layers[k]
    spatial = isinstance(layer, layers.SpatialDropout1D)
    x = inputs(12 * n).reshape(3, 4, n) if spatial else inputs(n)
    y = values(layer(keras.ops.convert_to_tensor(x), training=True))
    return y if isinstance(layer, layers.AlphaDropout) else kept(y)


def make(subject, kind, rate, seed):
    subject.layers.append(MAKE[kind](rate, seed))
    return call(subject, -1, 20)


def dense(_, a, b):
    layer = layers.Dense(b)
    layer.build((None, a))
    return values(layer.kernel)


STEPS = {
    'call': call,
    'make': make,
    'uniform': lambda s, k, n, low, high: values(keras.random.uniform((n,), low, high, seed=s.generators[k])),
    'glorot_uniform': lambda _, seed, shape: values(keras.initializers.GlorotUniform(seed)(shape)),
    'dense': dense,
    'permutation': lambda _, n: integers(np.random.permutation(n)),
    'random': lambda _: np.array([random.random()]),
}
