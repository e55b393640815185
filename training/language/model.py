"""The network: a MiniLM encoder with heads for tags, morphology, lemmas, sentence starts, names and dependencies."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

CASES = 16
"""Word shapes times paragraph starts, see kg.encoder.pieces.word_case; the encoder's vocabulary is lower case."""


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.output(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with a shape embedding added to each piece."""

    def __init__(
        self,
        vocabulary: int,
        width: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.cases = nn.Embedding(CASES, width)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        x = self.pieces(pieces) + self.places.weight[: pieces.shape[1]] + self.cases(cases)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def words(self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return a vector a word (batch, words, width): the mean of its first and last piece."""
        return of_words(self(pieces, cases, mask), first, last)


def of_words(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return the mean of the vectors of each word's first and last piece (batch, words, width)."""
    pick = lambda at: torch.gather(x, 1, at.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
    return (pick(first) + pick(last)) * 0.5


class Parser(nn.Module):
    """The encoder and the heads.

    Shapes: pieces (batch, length), first (batch, words): each word's first piece. Output a dict of
    tag, morph, lemma, name (batch, words, labels), start (batch, words), arc (batch, words, words + 1; the last column
    is the root), and for given heads dep (batch, words, labels).
    """

    def __init__(self, vocabulary: int, sizes: dict[str, int], arc: int = 320, dep: int = 128) -> None:
        super().__init__()
        width = 384
        self.encoder = Encoder(vocabulary)
        self.flat = nn.ModuleDict({name: nn.Linear(width, sizes[name]) for name in ("tag", "morph", "lemma", "name")})
        self.start = nn.Linear(width, 1)
        self.arc_child, self.arc_head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.dep_child, self.dep_head = nn.Linear(width, dep), nn.Linear(width, dep)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_weight = nn.Parameter(torch.randn(arc, arc) * arc**-0.5 * 0.1)
        self.arc_bias = nn.Linear(arc, 1)
        self.dep_weight = nn.Parameter(torch.randn(sizes["dep"], dep, dep) * 0.02)
        self.dep_bias = nn.Linear(2 * dep, sizes["dep"])
        self.dropout = nn.Dropout(0.2)

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        words = self.dropout(self.encoder.words(pieces, cases, mask, first, last))
        out = {name: head(words) for name, head in self.flat.items()}
        out["start"] = self.start(words).squeeze(-1)
        heads = torch.cat([words, self.root.expand(words.shape[0], 1, -1)], 1)
        child = self.dropout(F.relu(self.arc_child(words)))
        head = self.dropout(F.relu(self.arc_head(heads)))
        out["arc"] = child @ self.arc_weight @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        out["child"] = self.dropout(F.relu(self.dep_child(words)))
        out["head"] = self.dropout(F.relu(self.dep_head(heads)))
        return out

    def dep_scores(self, child: Tensor, head: Tensor) -> Tensor:
        """Return label scores (batch, words, labels) for each word and its given head's vector."""
        bilinear = torch.einsum("bwi,lij,bwj->bwl", child, self.dep_weight, head)
        return bilinear + self.dep_bias(torch.cat([child, head], -1))


def load_minilm(encoder: Encoder, state: dict[str, Tensor]) -> None:
    """Copy the weights of all-MiniLM-L6-v2 into the encoder."""
    own = {
        "pieces.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(len(encoder.layers)):
        for mine, theirs in parts.items():
            for kind in ("weight", "bias"):
                own[f"layers.{i}.{mine}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
    weights = {mine: state[theirs].float() for mine, theirs in own.items()}
    # Every piece has the same type: its embedding is folded into the positions.
    weights["places.weight"] = weights["places.weight"] + state["embeddings.token_type_embeddings.weight"][0].float()
    missing, unexpected = encoder.load_state_dict(weights, strict=False)
    if set(missing) != {"cases.weight"} or unexpected:
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
