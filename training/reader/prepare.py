"""Turns public reading sets and meetings into examples for the reader's first training.

    python prepare.py SHARED OUT.jsonl

An example: {set, question, context, text, sentences: [[start, end, label]]}, offsets in code points; label 1 answers,
0 does not, -1 is not judged. `SHARED` is the folder with `training` and `eval`.
"""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from math import log

END = re.compile(r"(?<=[.!?])[\"')\]”’]*\s+(?=[A-Z\"'(“‘\d])|\n+")
WORD = re.compile(r"[a-z0-9]+")
TURN_WORDS = 130
NEGATIVES_OF_READING = 0.6
NEGATIVES_OF_MEETINGS = 2

random.seed(11)


def sentences_of(text):
    spans, start = [], 0
    for match in END.finditer(text):
        if match.start() - start > 1:
            spans.append([start, match.start()])
        start = match.end()
    if len(text) - start > 1:
        spans.append([start, len(text)])
    return spans


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def labelled(text, spans):
    return [[s, e, int(any(s < b and a < e for a, b in spans))] for s, e in sentences_of(text)]


class Words:
    """BM25 over a list of texts."""

    def __init__(self, texts):
        self.counts = [Counter(WORD.findall(text.lower())) for text in texts]
        self.postings = defaultdict(list)
        for i, counts in enumerate(self.counts):
            for word in counts:
                self.postings[word].append(i)
        self.lengths = [sum(c.values()) for c in self.counts]
        self.mean = sum(self.lengths) / max(1, len(texts))

    def best(self, query, n):
        scores = Counter()
        for word in set(WORD.findall(query.lower())):
            places = self.postings.get(word, ())
            weight = log(1 + (len(self.counts) - len(places) + 0.5) / (len(places) + 0.5))
            for i in places:
                tf = self.counts[i][word]
                scores[i] += weight * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * self.lengths[i] / self.mean))
        return [i for i, _ in scores.most_common(n)]


def reading(rows):
    """Rows {set, title, context, questions: [{question, spans}]}: each question with its paragraph, some with another."""
    by_title = defaultdict(list)
    for row in rows:
        by_title[(row["set"], row["title"] if "squadshifts-amazon" != row["set"] and "reddit" not in row["set"] else "")].append(row)
    for group in by_title.values():
        words = Words([row["context"] for row in group]) if len(group) > 1 else None
        for i, row in enumerate(group):
            for question in row["questions"]:
                base = {"set": row["set"], "question": question["question"], "context": row["title"].replace("_", " ")}
                if re.fullmatch(r"[\w-]*\d[\w-]*", base["context"]):
                    base["context"] = ""
                yield base | {"text": row["context"], "sentences": labelled(row["context"], question["spans"])}
                if words is None or not question["spans"] or random.random() > NEGATIVES_OF_READING:
                    continue
                answers = {row["context"][a:b].lower() for a, b in question["spans"]}
                for other in words.best(question["question"], 4):
                    text = group[other]["context"]
                    if other != i and not any(answer in text.lower() for answer in answers):
                        yield base | {"text": text, "sentences": labelled(text, [])}
                        break


def shifts(path):
    for row in lines(path):
        spans = lambda q: [(a["start"], a["start"] + len(a["text"])) for a in q["answers"]]
        yield row | {"questions": [{"question": q["question"], "spans": spans(q)} for q in row["questions"]]}


def squad2(folder, held_out):
    """Paragraphs with answerable and unanswerable questions, without the articles in `held_out`."""
    texts = {row["id"]: row for row in lines(f"{folder}/corpus.jsonl")}
    asked = defaultdict(list)
    for query in lines(f"{folder}/queries.jsonl"):
        spans = [(s["start"], s["start"] + len(s["text"])) for s in query["meta"].get("spans", [])]
        asked[query["meta"]["doc"]].append({"question": query["text"], "spans": spans})
    for id, questions in asked.items():
        row = texts[id]
        if row["title"] not in held_out:
            yield {"set": "squad2", "title": row["title"], "context": row["text"], "questions": questions}


def spoken(text):
    """A turn without the transcriber's marks ("{disfmarker}") and the spaces before punctuation."""
    return re.sub(r" +([,.?!])", r"\1", re.sub(r"\{\w+\}|<[^>]*>", "", text)).strip()


def meetings(path):
    for meeting in lines(path):
        turns = [(t["speaker"], spoken(t["text"])) for t in meeting["turns"]]
        passages, current, size = [], [], 0
        for number, (speaker, said) in enumerate(turns):
            line = f"{speaker}: {said}"
            if size + len(line.split()) > TURN_WORDS and current:
                passages.append(current)
                current, size = [], 0
            current.append((number, line[:900]))
            size += len(line.split())
        passages.append(current)
        words = Words([" ".join(line for _, line in passage) for passage in passages])
        for question in meeting["questions"]:
            inside = lambda n: any(a <= n <= b for a, b in question["turns"])
            hits = [i for i, p in enumerate(passages) if sum(inside(n) for n, _ in p) * 2 >= len(p)]
            near = [i for i in words.best(question["question"], 40) if not any(inside(n) for n, _ in passages[i])]
            for i in random.sample(hits, min(4, len(hits))) + near[:NEGATIVES_OF_MEETINGS]:
                text, sentences = "", []
                for number, line in passages[i]:
                    sentences.append([len(text), len(text) + len(line), int(inside(number))])
                    text += line + "\n"
                # What is said between is not all about it: a short turn of a hit is left unjudged.
                sentences = [[s, e, -1 if label and e - s < 60 else label] for s, e, label in sentences]
                yield {"set": "meetings", "question": question["question"], "context": "", "text": text, "sentences": sentences}


def main(shared, out):
    squad = f"{shared}/eval/squad2-dev"
    titles = sorted({row["title"] for row in lines(f"{squad}/corpus.jsonl")})
    held_out = set(titles[1::2])
    print("not trained on of squad2-dev:", sorted(held_out), file=sys.stderr)
    examples = [
        *reading(list(shifts(f"{shared}/training/reader.jsonl")) + list(squad2(squad, held_out))),
        *meetings(f"{shared}/training/meetings.jsonl"),
    ]
    random.shuffle(examples)
    with open(out, "w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(example, ensure_ascii=False) + "\n")
    print(Counter(e["set"] for e in examples), file=sys.stderr)


main(*sys.argv[1:])
