"""Does the steps of a JSON file in PyTorch, and prints their results: python torch-live.py steps.json

A result is the hash of its numbers' bytes, and of the state of the generator afterwards.
"""
import hashlib, json, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.set_num_threads(1)
DTYPES = {'float32': torch.float32, 'float64': torch.float64}


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:32]


def floats(*tensors):
    return sha(np.concatenate([t.detach().numpy().ravel() for t in tensors]))


def integers(values):
    return sha(np.array(values, '<f8'))


def numbers(n):
    return torch.tensor((((37 * np.arange(n) + 11) % 101) - 49.5) / 8)


def kept(y, mask):
    """With +0 where an element is dropped."""
    return floats(torch.where(mask, y, torch.zeros((), dtype=y.dtype)))


def dropout(n, p, dtype):
    x = numbers(n).to(DTYPES[dtype])
    y = F.dropout(x, p, True)
    return kept(y, y != 0)


def native_dropout(n, p):
    y, mask = torch.native_dropout(numbers(n).float(), p, True)
    return kept(y, mask)


def epoch(n, shuffle):
    loader = DataLoader(TensorDataset(torch.arange(n)), 7, shuffle=shuffle)
    return integers([i for batch in loader for i in batch[0].tolist()])


def module(made):
    return floats(*made.parameters())


STEPS = {
    'dropout': dropout,
    'native_dropout': native_dropout,
    'dropout2d': lambda n, c, p: floats(F.dropout2d(torch.ones(n, c, 3, 2), p, True)),
    'alpha_dropout': lambda n, p: floats(F.alpha_dropout(numbers(n).float(), p, True)),
    'feature_alpha_dropout': lambda n, c, p: floats(F.feature_alpha_dropout(numbers(n * c * 4).float().reshape(n, c, 4), p, True)),
    'bernoulli': lambda n, p: sha(torch.empty(n, dtype=torch.uint8).bernoulli_(p).numpy()),
    'rand': lambda n, dtype: floats(torch.rand(n, dtype=DTYPES[dtype])),
    'uniform': lambda n, low, high, dtype: floats(torch.empty(n, dtype=DTYPES[dtype]).uniform_(low, high)),
    'normal': lambda n, mean, std: floats(torch.empty(n).normal_(mean, std)),
    'exponential': lambda n, rate: floats(torch.empty(n).exponential_(rate)),
    'randint': lambda low, high, n: integers(torch.randint(low, high, (n,)).tolist()),
    'random': lambda n: sha(torch.empty(n, dtype=torch.int64).random_().numpy()),
    'randperm': lambda n: integers(torch.randperm(n).tolist()),
    'multinomial': lambda of, n, replacement: integers(torch.multinomial(torch.arange(1, of + 1).float(), n, replacement).tolist()),
    'linear': lambda a, b: module(nn.Linear(a, b)),
    'conv2d': lambda a, b, k: module(nn.Conv2d(a, b, k)),
    'embedding': lambda a, b: module(nn.Embedding(a, b)),
    'lstm': lambda a, b, layers: module(nn.LSTM(a, b, layers)),
    'gru': lambda a, b, layers: module(nn.GRU(a, b, layers)),
    'attention': lambda n: floats(*(lambda m: (m.in_proj_weight, m.out_proj.weight))(nn.MultiheadAttention(n, 1))),
    'xavier_uniform': lambda a, b: floats(nn.init.xavier_uniform_(torch.empty(a, b))),
    'xavier_normal': lambda a, b: floats(nn.init.xavier_normal_(torch.empty(a, b))),
    'kaiming_uniform': lambda a, b: floats(nn.init.kaiming_uniform_(torch.empty(a, b))),
    'kaiming_normal': lambda a, b: floats(nn.init.kaiming_normal_(torch.empty(a, b))),
    'epoch': epoch,
    'random_split': lambda lengths: integers([i for part in random_split(TensorDataset(torch.arange(sum(lengths))), lengths) for i in part.indices]),
}

results = []
for script in json.load(open(sys.argv[1])):
    torch.manual_seed(int(script['seed']))
    outcomes = []
    for name, args in script['steps']:
        result = STEPS[name](*args)
        state = torch.get_rng_state().numpy()
        state[5024:5032] = 0  # old versions round a cached normal number differently
        outcomes.append([result, sha(state)])
    results.append(outcomes)
print(json.dumps(results))
