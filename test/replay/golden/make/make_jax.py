"""Golden data of jax.random and Flax: python make_jax.py CASES.json OUT.json; CASES may be an earlier OUT"""
import os; os.environ['JAX_PLATFORMS'] = 'cpu'
os.environ['XLA_FLAGS'] = '--xla_cpu_max_isa=AVX2'  # with AVX512-FP16, ranges of float16 are rounded once, not twice
import warnings; warnings.filterwarnings('ignore')
import numpy as np, jax, jax.numpy as jnp, jaxlib, flax, flax.linen as nn
from flax import nnx
import gold

P = gold.params('jax')
T = {'f32': jnp.float32, 'f16': jnp.float16, 'bf16': jnp.bfloat16}


def val(a):
    return np.asarray(a.astype(jnp.float32)) if a.dtype == jnp.bfloat16 else np.asarray(a)


def words(key):
    return [int(v) for v in jax.random.key_data(key)]


def walk(key, path):
    for step in path:
        if step[0] == 'fold_in': key = jax.random.fold_in(key, step[1])
        else: key = jax.random.split(key, step[1])[step[2]]
    return key


def run(op, key, a):
    if op == 'key': return {'key': words(key)}
    if op == 'bernoulli': return gold.keep(jax.random.bernoulli(key, a['p'], (a['n'],), mode=a.get('mode', 'low')))
    if op == 'uniform': return gold.numbers(val(jax.random.uniform(key, (a['n'],), T[a['dtype']], a['low'], a['high'])), a['dtype'])
    if op == 'normal': return gold.numbers(jax.random.normal(key, (a['n'],)))
    if op == 'truncated_normal': return gold.numbers(jax.random.truncated_normal(key, -2, 2, (a['n'],)))
    if op == 'bits': return gold.integers(np.asarray(jax.random.bits(key, (a['n'],), {8: jnp.uint8, 16: jnp.uint16, 32: jnp.uint32}[a['width']])).tolist())
    if op == 'permutation': return gold.integers(np.asarray(jax.random.permutation(key, a['n'])).tolist())
    if op == 'randint': return gold.integers(np.asarray(jax.random.randint(key, (a['n'],), a['low'], a['high'])).tolist())
    if op in ('lecun_normal', 'glorot_uniform'):
        return gold.numbers(getattr(jax.nn.initializers, op)()(key, (a['in'], a['out'])))
    raise ValueError(op)


rows = []
for c in P['random']:
    jax.config.update('jax_threefry_partitionable', c['partitionable'])
    key = walk(jax.random.key(int(c['seed']), impl=c.get('impl')), c['path'])
    rows.append({'in': c, 'out': run(c['op'], key, c)})
x64 = []
with jax.enable_x64(True):
    for c in P['x64']:
        jax.config.update('jax_threefry_partitionable', c.get('partitionable', True))
        key = walk(jax.random.key(int(c['seed'])), c['path'])
        r = gold.keep(jax.random.bernoulli(key, c['p'], (c['n'],)))
        x64.append({'in': c, 'out': {**r, 'key': words(key), 'uniform': gold.numbers(jax.random.uniform(key, (c['n'],)))}})
jax.config.update('jax_threefry_partitionable', True)


def drop(layer, x, **kw):
    y = val(layer(x, deterministic=False, **kw))
    return gold.outcome(y, y != 0, {2: 'f16', 4: 'f32'}[y.dtype.itemsize])


nnx_rows = []
for c in P['nnx']:
    seed, shape = c['seed'], tuple(c['shape'])
    n = int(np.prod(shape))
    x = jnp.asarray(gold.x_of(n).reshape(shape))
    rngs = nnx.Rngs(seed) if c['how'] != 'named' else nnx.Rngs(params=c['params'], dropout=seed)
    out = []
    if c['how'] == 'call':
        layer = nnx.Dropout(c['p'])
        for _ in range(c['calls']): out.append(drop(layer, x, rngs=rngs))
    else:
        layers = [nnx.Dropout(p, rngs=rngs, broadcast_dims=tuple(c.get('broadcast', ()))) for p in [c['p'], c['p'] / 2]]
        for _ in range(c['calls']): out += [drop(l, x) for l in layers]
    nnx_rows.append({'in': c, 'out': out})


class Mlp(nnx.Module):
    def __init__(self, sizes, ps, rngs):
        self.linears = nnx.List([nnx.Linear(a, b, rngs=rngs) for a, b in zip(sizes, sizes[1:])]) if hasattr(nnx, 'List') else [nnx.Linear(a, b, rngs=rngs) for a, b in zip(sizes, sizes[1:])]
        self.drops = nnx.List([nnx.Dropout(p, rngs=rngs) for p in ps]) if hasattr(nnx, 'List') else [nnx.Dropout(p, rngs=rngs) for p in ps]


models = []
for c in P['nnxModels']:
    m = Mlp(c['sizes'], c['ps'], nnx.Rngs(c['seed']))
    out = {'kernels': [gold.numbers(np.asarray(l.kernel[...])) for l in m.linears], 'steps': []}
    for _ in range(c['steps']):
        out['steps'].append([gold.keep(np.asarray(d(jnp.ones((c['batch'], s)), deterministic=False)) != 0) for d, s in zip(m.drops, c['sizes'][1:])])
    models.append({'in': c, 'out': out})


class Block(nn.Module):
    p: float

    @nn.compact
    def __call__(self, x):
        x = nn.Dropout(self.p, deterministic=False)(x)
        self.sow('masks', 'a', x)
        x = nn.Dropout(self.p / 2, deterministic=False)(x)
        self.sow('masks', 'b', x)
        return x


class Net(nn.Module):
    p: float

    @nn.compact
    def __call__(self, x):
        x = nn.Dense(8)(x)
        x = nn.Dropout(self.p, deterministic=False)(jnp.ones_like(x))
        self.sow('masks', 'first', x)
        Block(self.p, name='block')(jnp.ones_like(x))
        d = nn.Dropout(self.p, deterministic=False, name='twice')
        self.sow('masks', 'both', d(jnp.ones_like(x)))
        self.sow('masks', 'both', d(jnp.ones_like(x)))
        return x


linen = []
for c in P['linen']:
    x = jnp.ones((c['batch'], 5))
    net = Net(c['p'])
    v = net.init({'params': jax.random.key(c['seed']), 'dropout': jax.random.key(c['seed'] + 1)}, x)
    out = {'root': [], 'steps': [], 'dense': gold.numbers(np.asarray(v['params']['Dense_0']['kernel']))}
    for step in range(c['steps']):
        key = jax.random.fold_in(jax.random.key(c['seed']), step)
        y = nn.Dropout(c['p'], deterministic=False).apply({}, jnp.ones((c['batch'], 8)), rngs={'dropout': key})
        out['root'].append(gold.keep(np.asarray(y) != 0))
        _, s = net.apply({'params': v['params']}, x, rngs={'dropout': key}, mutable=['masks'])
        s = s['masks']
        k = lambda a: gold.keep(np.asarray(a) != 0)
        out['steps'].append({'Dropout_0 #1': k(s['first'][0]), 'block/Dropout_0 #1': k(s['block']['a'][0]), 'block/Dropout_1 #1 (of what the first left)': k(s['block']['b'][0]), 'twice #1': k(s['both'][0]), 'twice #2': k(s['both'][1])})
    linen.append({'in': c, 'out': out})
gold.write({'jax': jax.__version__, 'jaxlib': jaxlib.__version__, 'flax': flax.__version__, 'numpy': np.__version__},
           'jax.random (threefry2x32 unless impl is given), flax.nnx and flax.linen Dropout; see README.md',
           {'random': rows, 'x64': x64, 'nnx': nnx_rows, 'nnxModels': models, 'linen': linen})
