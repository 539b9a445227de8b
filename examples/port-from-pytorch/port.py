"""An MLP trained for 20 steps in PyTorch on data made of integers: python port.py [run.json]

Prints a line a step, and writes what a port must give: hashes of the initial weights, the order of the samples, the hash of
every mask, and the loss of every step. A hash is the first 32 digits of SHA-256; masks are packed, least significant bit
first.
"""
import hashlib, json, sys
import numpy as np, torch, torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

SEED, SAMPLES, BATCH, STEPS, RATE = 7, 320, 32, 20, 0.2
SIZES, DROPS = [64, 128, 128, 10], [0.3, 0.5]


def data(samples, pixels, classes):
    """Sample i is of class i % classes: three times the picture of its class plus noise, all integers up to the division by 32."""
    i, j = np.arange(samples)[:, None], np.arange(pixels)[None, :]
    c = i % classes
    picture = (29 * c + 7 * j * j + 3 * c * j) % 17
    noise = (((i * pixels + j) * 1103515245 + 12345) % 2**31 >> 16) & 15
    return ((3 * picture + noise) / 32).astype(np.float32), (np.arange(samples) % classes).astype(np.int64)


def sha(data):
    return hashlib.sha256(data).hexdigest()[:32]


def f32(t):
    return np.ascontiguousarray(t.detach().numpy()).astype('<f4').tobytes()


def packed(kept):
    return np.packbits(kept.numpy().ravel(), bitorder='little').tobytes()


torch.set_num_threads(1)
torch.manual_seed(SEED)
stack = []
for k, (a, b) in enumerate(zip(SIZES, SIZES[1:])):
    stack.append(nn.Linear(a, b))
    if k < len(DROPS): stack += [nn.ReLU(), nn.Dropout(DROPS[k])]
model = nn.Sequential(*stack)
initial = [sha(f32(p)) for p in model.parameters()]
masks = []
for layer in model:
    if isinstance(layer, nn.Dropout):  # the mask shows where ones come out as ones
        layer.register_forward_pre_hook(lambda m, x: setattr(m, 'before', torch.get_rng_state()))

        def seen(m, x, y):
            after = torch.get_rng_state()
            torch.set_rng_state(m.before)
            masks.append(nn.functional.dropout(torch.ones_like(x[0]), m.p, True) != 0)
            assert torch.equal(torch.get_rng_state(), after)

        layer.register_forward_hook(seen)
x, y = data(SAMPLES, SIZES[0], SIZES[-1])
order = TensorDataset(torch.tensor(x), torch.tensor(y), torch.arange(SAMPLES))
batches = DataLoader(order, BATCH, shuffle=True)
optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
rows, visited = [], []
while len(rows) < STEPS:
    epoch = []
    for bx, by, index in batches:
        masks.clear()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(bx), by)
        loss.backward()
        optimizer.step()
        epoch += index.tolist()
        rows.append({'loss': loss.item(), 'masks': [sha(packed(m)) for m in masks], 'kept': [int(m.sum()) for m in masks]})
        if len(rows) == 1: first = [packed(m).hex() for m in masks]
        print(f"step {len(rows):2d}  loss {loss.item():.6f}  masks {' '.join(rows[-1]['masks'])}")
    visited.append(epoch)
result = {
    'versions': {'torch': torch.__version__.split('+')[0], 'numpy': np.__version__},
    'seed': SEED, 'samples': SAMPLES, 'batch': BATCH, 'rate': RATE, 'sizes': SIZES, 'drops': DROPS,
    'dataSha': sha(x.astype('<f4').tobytes()), 'initialSha': initial, 'order': visited, 'firstMasks': first, 'steps': rows,
    'finalWeights': [[float(v) for v in p.detach().ravel()[:3]] for p in model.parameters()],
    'stateSha': sha(torch.get_rng_state().numpy().tobytes()),
}
if len(sys.argv) > 1: open(sys.argv[1], 'w').write(json.dumps(result).replace('"steps": [{', '"steps": [\n{').replace('}, {', '},\n{') + '\n')
