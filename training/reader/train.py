"""Trains the reader on examples (see prepare.py), from the encoder's weights or from a reader trained before.

    python train.py --data FILE.jsonl [--data MORE.jsonl] --from model.safetensors|reader.pt --tokenizer tokenizer.json
        --out reader.pt [--epochs 1] [--rate 1e-4] [--most N] [--held-out FILE.jsonl]

Goes on where it stopped when `OUT.state` is there.
"""

import argparse
import json
import os
import random
import time

import torch
import torch.nn.functional as F
from model import from_encoder, from_reader
from tokenizers import Tokenizer

LONGEST, QUESTION, CONTEXT, BATCH = 384, 96, 48, 6144


def pieces(tokenizer, example):
    """Word pieces of a text, and for each the number of its sentence (-1: none); with the labels of the sentences."""
    if isinstance(example["sentences"], list) and example["sentences"] and isinstance(example["sentences"][0], dict):
        ids, groups = [], []
        for at, sentence in enumerate(example["sentences"]):
            own = tokenizer.encode(sentence["text"], add_special_tokens=False).ids
            ids += own
            groups += [at] * len(own)
        return ids, groups, [sentence["label"] for sentence in example["sentences"]]
    text = tokenizer.encode(example["text"], add_special_tokens=False)
    spans, at, groups = example["sentences"], 0, []
    for start, end in text.offsets:
        while at < len(spans) and start >= spans[at][1]:
            at += 1
        groups.append(at if at < len(spans) and end > spans[at][0] else -1)
    return text.ids, groups, [label for _, _, label in spans]


def encoded(tokenizer, example):
    """A question with a text as the model takes it: [CLS] question [SEP] context [SEP] text [SEP]."""
    question = tokenizer.encode(example["question"], add_special_tokens=False).ids[:QUESTION]
    context = tokenizer.encode(example["context"], add_special_tokens=False).ids[:CONTEXT]
    ids, groups, labels = pieces(tokenizer, example)
    head = [101, *question, 102, *([*context, 102] if context else [])]
    room = LONGEST - len(head) - 1
    ids, groups = ids[:room], groups[:room]
    asked = len(question) + 2
    return {
        "ids": head + ids + [102],
        "kinds": [0] * asked + [1] * (len(head) - asked + len(ids) + 1),
        "groups": [-1] * len(head) + groups + [-1],
        "labels": labels[: max(groups, default=-1) + 1],
        "answers": float(max(labels, default=0) == 1),
        "weight": example.get("weight", 1.0),
    }


def batches(rows, seed):
    """Rows of like length together, at most BATCH padded word pieces; in random order."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    grouped = []
    for i in range(0, len(order), 4000):
        chunk = sorted(order[i : i + 4000], key=lambda n: len(rows[n]["ids"]))
        current = []
        for n in chunk:
            if current and len(rows[n]["ids"]) * (len(current) + 1) > BATCH:
                grouped.append(current)
                current = []
            current.append(n)
        grouped.append(current)
    random.Random(seed + 1).shuffle(grouped)
    return grouped


def padded(rows):
    length = max(len(row["ids"]) for row in rows)
    fill = lambda name, value: torch.tensor([row[name] + [value] * (length - len(row[name])) for row in rows])
    mask = torch.tensor([[1] * len(row["ids"]) + [0] * (length - len(row["ids"])) for row in rows])
    return fill("ids", 0), mask, fill("kinds", 1), fill("groups", -1)


def judged(logits, groups, rows):
    """Mean judgement of the word pieces of each sentence, and of each passage; with what they should be."""
    batch, most = len(rows), max(max((len(r["labels"]) for r in rows)), 1)
    sums = torch.zeros(batch, most + 1)
    counts = torch.zeros(batch, most + 1)
    where = groups.clamp(min=-1) + 1
    sums.scatter_add_(1, where, logits[:, :, 0].float())
    counts.scatter_add_(1, where, torch.ones_like(where, dtype=torch.float))
    means = (sums / counts.clamp(min=1))[:, 1:]
    labels = torch.tensor([r["labels"] + [-1.0] * (most - len(r["labels"])) for r in rows], dtype=torch.float)
    return means, labels, logits[:, 0, 1].float(), torch.tensor([r["answers"] for r in rows])


def loss_of(means, labels, passage, answers, weights):
    known = labels >= 0
    each = F.binary_cross_entropy_with_logits(means, labels.clamp(min=0), reduction="none") * known
    sentences = each.sum(1) / known.sum(1).clamp(min=1)
    return ((sentences + 0.3 * F.binary_cross_entropy_with_logits(passage, answers, reduction="none")) * weights).mean()


def auroc(scores, labels):
    pairs = sorted(zip(scores, labels))
    positive = sum(labels)
    ranks = sum(i for i, (_, label) in enumerate(pairs, 1) if label)
    return (ranks - positive * (positive + 1) / 2) / max(1, positive * (len(pairs) - positive))


@torch.no_grad()
def tried(reader, rows):
    """How well sentences, and passages, that answer are told from others."""
    reader.eval()
    scores, labels, passages, answers = [], [], [], []
    for batch in batches(rows, 0):
        ids, mask, kinds, groups = padded([rows[n] for n in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = reader(ids, mask, kinds)
        means, wanted, passage, answer = judged(logits, groups, [rows[n] for n in batch])
        known = wanted >= 0
        scores += means[known].tolist()
        labels += [int(l > 0.5) for l in wanted[known].tolist()]
        passages += passage.tolist()
        answers += [int(a > 0.5) for a in answer.tolist()]
    reader.train()
    return f"sentences {auroc(scores, labels):.4f}, passages {auroc(passages, answers):.4f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", action="append", required=True)
    parser.add_argument("--from", dest="start", required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--most", type=int)
    parser.add_argument("--held-out", action="append", default=[])
    parser.add_argument("--minutes", type=float, help="the rate falls to nothing by then, however far the epochs have come")
    given = parser.parse_args()
    torch.manual_seed(3)
    tokenizer = Tokenizer.from_file(given.tokenizer)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    read = lambda path: [encoded(tokenizer, json.loads(line)) for line in open(path, encoding="utf-8")]
    rows = [row for path in given.data for row in read(path)][: given.most]
    held_out = {path: read(path) for path in given.held_out}
    print(len(rows), "examples,", sum(len(r["ids"]) for r in rows), "word pieces", flush=True)
    reader = (from_encoder if given.start.endswith(".safetensors") else from_reader)(given.start, given.dropout)
    decayed = [p for p in reader.parameters() if p.ndim > 1]
    others = [p for p in reader.parameters() if p.ndim == 1]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=given.rate, fused=True)
    plan = [batch for epoch in range(int(given.epochs + 0.999)) for batch in batches(rows, epoch)]
    plan = plan[: int(len(plan) * given.epochs / int(given.epochs + 0.999))]
    state = given.out + ".state"
    done, spent = 0, 0.0
    if os.path.exists(state):
        saved = torch.load(state)
        reader.load_state_dict(saved["reader"])
        optimiser.load_state_dict(saved["optimiser"])
        done, spent = saved["done"], saved["spent"]
    reader.train()
    started, seen, mean = time.time() - spent, 0, None
    for step in range(done, len(plan)):
        part = step / len(plan)
        if given.minutes:
            part = max(part, (time.time() - started) / 60 / given.minutes)
        if part >= 1:
            break
        rate = given.rate * min(1, (step + 1) / 100) * (1 - part)
        for group in optimiser.param_groups:
            group["lr"] = rate
        some = [rows[n] for n in plan[step]]
        ids, mask, kinds, groups = padded(some)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = reader(ids, mask, kinds)
        loss = loss_of(*judged(logits, groups, some), torch.tensor([r["weight"] for r in some]))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        seen += mask.sum().item()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 49:
            speed = seen / (time.time() - started - spent)
            print(f"{step + 1}/{len(plan)} loss {mean:.4f} {speed:.0f} word pieces/s", flush=True)
        if step % 400 == 399:
            torch.save({"reader": reader.state_dict(), "optimiser": optimiser.state_dict(), "done": step + 1, "spent": time.time() - started}, state + ".new")
            os.replace(state + ".new", state)
        if step % 400 == 399:
            for path, some in held_out.items():
                print(path, tried(reader, some), flush=True)
    torch.save(reader.state_dict(), given.out)
    for path, some in held_out.items():
        print(path, tried(reader, some), flush=True)
    if os.path.exists(state):
        os.remove(state)


main()
