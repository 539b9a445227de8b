"""Inputs and results that the steps of several frameworks share."""
import numpy as np


def inputs(n, dtype=np.float32):
    """x[i] = ((37 i + 11) mod 101 - 49.5) / 8, which every dtype holds, and which is never 0."""
    return ((((37 * np.arange(n) + 11) % 101) - 49.5) / 8).astype(dtype)


def kept(y, mask=None):
    """The values of a dropout, with +0 where an element is dropped."""
    y = np.asarray(y)
    return np.where(y != 0 if mask is None else mask, y, np.zeros((), y.dtype))


def joined(arrays):
    return np.concatenate([np.asarray(array).ravel() for array in arrays])


def integers(values):
    return np.array(values, '<f8')
