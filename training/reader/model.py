"""The reader: a small BERT that reads a question with a passage and judges each word piece of it.

Two numbers a word piece: whether it stands in a sentence that answers the question, and, to be read at the first one,
whether the passage answers it at all. A sentence's judgement is the mean over its word pieces.
"""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 30522, 512
EPSILON = 1e-12


def attended(query, key, value, mask):
    """Attention, written out in one type: faster to train on a processor than the fused form or mixed types."""
    with torch.autocast("cpu", enabled=False):
        scores = (query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2)
        return torch.softmax(scores.add_(mask.to(scores.dtype)), -1) @ value


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = (nn.LayerNorm(WIDTH, eps=EPSILON) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        heads = [
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        seen = attended(*heads, mask)
        x = self.norm1(x + self.dropout(self.mixed(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Reader(nn.Module):
    def __init__(self, layers, dropout=0.1):
        super().__init__()
        self.words, self.places, self.kinds = (nn.Embedding(n, WIDTH) for n in (VOCABULARY, POSITIONS, 2))
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, input_ids, attention_mask, token_type_ids):
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.words(input_ids) + self.places(places) + self.kinds(token_type_ids)
        x = self.dropout(self.norm(x))
        mask = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)


def layers_of(names, prefix):
    """How many layers there are among names such as `layers.5.norm1.weight`."""
    return 1 + max(int(name[len(prefix) :].split(".")[0]) for name in names if name.startswith(prefix))


def from_encoder(path, dropout=0.1):
    """A reader over the weights of an encoder of 384 dimensions and 12 heads (`model.safetensors`), with a new head."""
    given = load_file(path)
    layers = layers_of(given, "encoder.layer.")
    names = {"embeddings.word_embeddings": "words", "embeddings.position_embeddings": "places"}
    names |= {"embeddings.token_type_embeddings": "kinds", "embeddings.LayerNorm": "norm"}
    inside = {"attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value"}
    inside |= {"attention.output.dense": "mixed", "attention.output.LayerNorm": "norm1"}
    inside |= {"intermediate.dense": "inner", "output.dense": "outer", "output.LayerNorm": "norm2"}
    for layer in range(layers):
        names |= {f"encoder.layer.{layer}.{old}": f"layers.{layer}.{new}" for old, new in inside.items()}
    weights = {}
    for name, tensor in given.items():
        stem, _, kind = name.rpartition(".")
        if stem in names:
            weights[f"{names[stem]}.{kind}"] = tensor
    reader = Reader(layers, dropout)
    missing = reader.load_state_dict(weights, strict=False).missing_keys
    assert set(missing) == {"head.weight", "head.bias"}, missing
    return reader


def from_reader(path, dropout=0.1):
    """A reader as it was saved in training."""
    weights = torch.load(path)
    reader = Reader(layers_of(weights, "layers."), dropout)
    reader.load_state_dict(weights)
    return reader
