"""The mean of the weights of readers that were trained from one another: better on other minutes than the last of them.

    python average.py OUT.pt READER.pt [READER.pt ...]

Wortsman et al. 2022, "Model soups" and "Robust fine-tuning of zero-shot models".
"""

import sys

import torch


def main(out, *paths):
    readers = [torch.load(path) for path in paths]
    torch.save({name: sum(reader[name] for reader in readers) / len(readers) for name in readers[0]}, out)


main(*sys.argv[1:])
