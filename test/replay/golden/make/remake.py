"""Makes the golden data again with the installed libraries, and compares: python remake.py [FOLDER]

FOLDER gets the new files. By default it is a temporary one. A file that differs is reported with its first line that does,
and the exit status is 1. Only the versions that a file names may differ.
"""
import os, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = [sys.executable, '-W', 'ignore']

# The longest first. Of each: the file, the maker, and its environment.
FILES = [
    ('torch_compile.json', [*PYTHON, 'make_torch_compile.py'], {}),
    ('jax.json', [*PYTHON, 'make_jax.py'], {}),
    ('tensorflow.json', [*PYTHON, 'make_tensorflow.py'], {}),
    *((f'keras-{name}.json', [*PYTHON, 'make_keras.py'], {'KERAS_BACKEND': name}) for name in ('jax', 'tensorflow', 'torch', 'numpy')),
    ('torch.json', [*PYTHON, 'make_torch.py'], {}),
    ('onnxruntime.json', [*PYTHON, 'make_onnxruntime.py'], {}),
    ('numpy.json', [*PYTHON, 'make_numpy.py'], {}),
    ('tfjs.json', ['node', 'make_tfjs.cjs'], {}),
]


def lines(file):
    with open(file) as f:
        return f.read().splitlines()


def difference(file, new):
    for i, (old, now) in enumerate(zip_longest(lines(file), lines(new), fillvalue='')):
        if old != now and not old.startswith('"versions": '):
            at = next((k for k, (a, b) in enumerate(zip(old, now)) if a != b), 0)
            return f'line {i + 1} was\n  {old[:200]}\nand is, from character {at + 1} on,\n  {now[at:at + 200]}'


def remake(folder, name, command, env):
    began = time.monotonic()
    file, new = os.path.join(HERE, '..', name), os.path.join(folder, name)
    env = {**os.environ, **env, 'TORCHINDUCTOR_CACHE_DIR': os.path.join(folder, 'inductor')}
    done = subprocess.run([*command, file, new], cwd=HERE, env=env, capture_output=True, text=True)
    wrong = done.stderr[-2000:] if done.returncode else difference(file, new)
    cases = sum(line.startswith('{"') for line in lines(file))
    print(f'{name}: {"differs, " + wrong if wrong else "equal"}, {cases} cases, {time.monotonic() - began:.0f} s', flush=True)
    return wrong is None


def main(folder):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        equal = list(pool.map(lambda row: remake(folder, *row), FILES))
    sys.exit(0 if all(equal) else 1)


if len(sys.argv) > 1:
    os.makedirs(sys.argv[1], exist_ok=True)
    main(os.path.abspath(sys.argv[1]))
else:
    with tempfile.TemporaryDirectory() as folder:
        main(folder)
