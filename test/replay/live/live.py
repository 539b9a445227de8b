"""Does scripts of random steps in a framework, and prints their results: python live.py MODULE scripts.json

MODULE, a file beside this one, has start(setup), STEPS and state(subject). A result is two hashes: of the numbers that the
step gave, and of what is left of the generator.
"""
import hashlib, importlib, json, sys
import numpy as np


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:32]


def outcome(module, subject, name, args):
    numbers = module.STEPS[name](subject, *args)
    return [sha(numbers), sha(module.state(subject))]


def results(module, script):
    subject = module.start(script['setup'])
    return [outcome(module, subject, name, args) for name, args in script['steps']]


module = importlib.import_module(sys.argv[1])
with open(sys.argv[2]) as file:
    scripts = json.load(file)
print(json.dumps([results(module, script) for script in scripts]))
