"""Steps of PyTorch. The subject is its default generator."""
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset, random_split
from arrays import inputs, integers, joined

torch.set_num_threads(1)


def start(setup):
    torch.manual_seed(int(setup['seed']))


def state(_):
    state = torch.get_rng_state().numpy()
    state[5024:5032] = 0  # the last bit of a cached normal number depends on the C library
    return state


def values(*tensors):
    tensors = [t.detach() for t in tensors]
    return joined((t.view(torch.int16) if t.dtype == torch.bfloat16 else t).numpy() for t in tensors)


def numbers(n, dtype='float32'):
    return torch.tensor(inputs(n)).to(getattr(torch, dtype))


def kept(y, mask):
    return values(torch.where(mask, y, torch.zeros((), dtype=y.dtype)))


def dropout(_, n, p, dtype):
    y = F.dropout(numbers(n, dtype), p, True)
    return kept(y, y != 0)


def native_dropout(_, n, p):
    return kept(*torch.native_dropout(numbers(n), p, True))


def epoch(_, n, shuffle):
    loader = DataLoader(TensorDataset(torch.arange(n)), 7, shuffle=shuffle)
    return integers([i for batch in loader for i in batch[0].tolist()])


def split(_, lengths):
    return integers([i for part in random_split(TensorDataset(torch.arange(sum(lengths))), lengths) for i in part.indices])


def module(made):
    return values(*made.parameters())


def attention(_, n):
    made = nn.MultiheadAttention(n, 1)
    return values(made.in_proj_weight, made.out_proj.weight)


STEPS = {
    'dropout': dropout,
    'native_dropout': native_dropout,
    'dropout1d': lambda _, n, c, p: values(F.dropout1d(torch.ones(n, c, 6), p, True)),
    'dropout2d': lambda _, n, c, p: values(F.dropout2d(torch.ones(n, c, 3, 2), p, True)),
    'dropout3d': lambda _, n, c, p: values(F.dropout3d(torch.ones(n, c, 3, 1, 2), p, True)),
    'alpha_dropout': lambda _, n, p: values(F.alpha_dropout(numbers(n), p, True)),
    'feature_alpha_dropout': lambda _, n, c, p: values(F.feature_alpha_dropout(numbers(n * c * 4).reshape(n, c, 4), p, True)),
    'bernoulli': lambda _, n, p: torch.empty(n, dtype=torch.uint8).bernoulli_(p).numpy(),
    'rand': lambda _, n, dtype: values(torch.rand(n, dtype=getattr(torch, dtype))),
    'uniform': lambda _, n, low, high, dtype: values(torch.empty(n, dtype=getattr(torch, dtype)).uniform_(low, high)),
    'randn': lambda _, n, dtype: values(torch.randn(n, dtype=getattr(torch, dtype))),
    'normal': lambda _, n, mean, std: values(torch.empty(n).normal_(mean, std)),
    'exponential': lambda _, n, rate: values(torch.empty(n).exponential_(rate)),
    'randint': lambda _, low, high, n: integers(torch.randint(low, high, (n,)).tolist()),
    'random': lambda _, n: torch.empty(n, dtype=torch.int64).random_().numpy(),
    'randperm': lambda _, n: integers(torch.randperm(n).tolist()),
    'multinomial': lambda _, of, n, replacement: integers(torch.multinomial(torch.arange(1, of + 1).float(), n, replacement).tolist()),
    'linear': lambda _, a, b: module(nn.Linear(a, b)),
    'conv2d': lambda _, a, b, k: module(nn.Conv2d(a, b, k)),
    'embedding': lambda _, a, b: module(nn.Embedding(a, b)),
    'lstm': lambda _, a, b, layers: module(nn.LSTM(a, b, layers)),
    'gru': lambda _, a, b, layers: module(nn.GRU(a, b, layers)),
    'attention': attention,
    'xavier_uniform': lambda _, a, b: values(nn.init.xavier_uniform_(torch.empty(a, b))),
    'xavier_normal': lambda _, a, b: values(nn.init.xavier_normal_(torch.empty(a, b))),
    'kaiming_uniform': lambda _, a, b: values(nn.init.kaiming_uniform_(torch.empty(a, b))),
    'kaiming_normal': lambda _, a, b: values(nn.init.kaiming_normal_(torch.empty(a, b))),
    'epoch': epoch,
    'random_split': split,
}
