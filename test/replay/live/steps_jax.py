"""Steps of JAX and Flax. The subject has a key, and Rngs of flax.nnx with its layers."""
import jax, jax.numpy as jnp, numpy as np, flax.linen as nn
from flax import nnx
from arrays import inputs, integers, joined, kept

DTYPES = {'float32': jnp.float32, 'float16': jnp.float16, 'bfloat16': jnp.bfloat16, 'float64': jnp.float64}
WIDTHS = {8: jnp.uint8, 16: jnp.uint16, 32: jnp.uint32}


class Subject:
    def __init__(self, setup):
        jax.config.update('jax_enable_x64', setup['x64'])
        jax.config.update('jax_threefry_partitionable', setup['partitionable'])
        self.key = jax.random.key(int(setup['seed']), impl=setup['impl'])
        self.rngs = nnx.Rngs(self.key)
        self.layers = [nnx.Dropout(p, rngs=self.rngs) for p in setup['layers']]


class Path(nn.Module):
    """A Dropout at a path of modules, called twice."""
    names: tuple
    p: float

    @nn.compact
    def __call__(self, x):
        if len(self.names) > 1: return Path(self.names[1:], self.p, name=self.names[0])(x)
        layer = nn.Dropout(self.p, deterministic=False, name=self.names[0])
        return layer(x), layer(x)


def start(setup):
    return Subject(setup)


def words(key):
    return integers(np.asarray(jax.random.key_data(key)).ravel())


def state(subject):
    return words(subject.key)


def values(a):
    return np.asarray(a).view(np.uint16) if a.dtype == jnp.bfloat16 else np.asarray(a)


def numbers(n, dtype='float32'):
    return jnp.asarray(inputs(n)).astype(DTYPES[dtype])


def dropped(y):
    return values(jnp.where(y != 0, y, jnp.zeros((), y.dtype)))


def split(subject, n, which):
    keys = jax.random.split(subject.key, n)
    subject.key = keys[which]
    return words(keys)


def fold_in(subject, data):
    subject.key = jax.random.fold_in(subject.key, data)
    return words(subject.key)


def bernoulli(subject, p, n, mode, dtype):
    p = float(p) if dtype is None else jnp.asarray(p, DTYPES[dtype])
    return np.asarray(jax.random.bernoulli(subject.key, p, (n,), mode=mode)).astype(np.uint8)


def linen(subject, path, p, n, dtype):
    model = Path(tuple(path), p)
    return joined(dropped(y) for y in model.apply({}, numbers(n, dtype), rngs={'dropout': subject.key}))


def nnx_call(subject, p, n, dtype):
    return dropped(nnx.Dropout(p)(numbers(n, dtype), rngs=subject.rngs))


def linear(subject, a, b):
    return np.asarray(nnx.Linear(a, b, rngs=subject.rngs).kernel[...])


STEPS = {
    'split': split,
    'fold_in': fold_in,
    'bits': lambda s, n, width: integers(np.asarray(jax.random.bits(s.key, (n,), WIDTHS[width]))),
    'bernoulli': bernoulli,
    'uniform': lambda s, n, low, high, dtype: values(jax.random.uniform(s.key, (n,), DTYPES[dtype], low, high)),
    'unit': lambda s, n, dtype: values(jax.random.uniform(s.key, (n,), DTYPES[dtype])),
    'normal': lambda s, n: np.asarray(jax.random.normal(s.key, (n,), jnp.float32)),
    'truncated': lambda s, n: np.asarray(jax.random.truncated_normal(s.key, -2, 2, (n,), jnp.float32)),
    'randint': lambda s, n, low, high: integers(np.asarray(jax.random.randint(s.key, (n,), low, high, jnp.int32))),
    'permutation': lambda s, n: integers(np.asarray(jax.random.permutation(s.key, jnp.arange(n, dtype=jnp.int32)))),
    'lecun_normal': lambda s, a, b: np.asarray(jax.nn.initializers.lecun_normal()(s.key, (a, b), jnp.float32)),
    'glorot_uniform': lambda s, a, b: np.asarray(jax.nn.initializers.glorot_uniform()(s.key, (a, b), jnp.float32)),
    'linen': linen,
    'nnx_layer': lambda s, k, n, dtype: dropped(s.layers[k](numbers(n, dtype), deterministic=False)),
    'nnx_call': nnx_call,
    'nnx_linear': linear,
}
