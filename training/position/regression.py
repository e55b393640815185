"""Logistic regression over sparse indicator features, by L-BFGS; nothing beyond scipy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


class Columns:
    """The features that are frequent enough, and their column in the matrix; column 0 is the intercept."""

    def __init__(self, rows: Sequence[Sequence[str]], *, minimum: int) -> None:
        counts = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= minimum)
        self.at = {name: i + 1 for i, name in enumerate(self.names)}

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """Return the rows as 0/1 vectors, shape (rows, features + 1)."""
        picked = [[0, *(self.at[name] for name in row if name in self.at)] for row in rows]
        ends = np.cumsum([0, *map(len, picked)])
        flat = np.concatenate([np.array(p) for p in picked]) if picked else np.array([], dtype=int)
        return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(self.names) + 1))


def fit_softmax(x: csr_matrix, y: np.ndarray, *, classes: int, c: float) -> np.ndarray:
    """Return weights of shape (columns, classes) that minimise log loss plus |w|^2 / 2c; the intercept goes free."""
    onehot = np.eye(classes)[y]
    free = np.ones((x.shape[1], 1))
    free[0] = 0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(x.shape[1], classes)
        z = x @ w
        z -= z.max(axis=1, keepdims=True)
        log = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        gradient = x.T @ (np.exp(log) - onehot) + free * w / c
        return float(-(onehot * log).sum() + (free * w * w).sum() / (2 * c)), gradient.ravel()

    start = np.zeros(x.shape[1] * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return found.x.reshape(x.shape[1], classes)
