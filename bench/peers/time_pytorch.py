"""torch.nn.functional.dropout while training, on one thread and on all; torch.randn into a tensor on one."""

import torch

import timing


def contenders(n, p):
    x = 1 + torch.rand(n)
    out = torch.empty(n)
    all_threads = torch.get_num_threads()
    return [
        {
            "threads": threads,
            "prepare": lambda threads=threads: torch.set_num_threads(threads),
            "run": lambda: torch.nn.functional.dropout(x, p, training=True),
        }
        for threads in sorted({1, all_threads})
    ] + [
        {
            "name": "torch.randn",
            "threads": 1,
            "prepare": lambda: torch.set_num_threads(1),
            "run": lambda: torch.randn(n, out=out),
        }
    ]


timing.main("PyTorch", torch.__version__, contenders)
