"""Makes examples of everyday words: an expression of residents' as the question, and texts that have the minutes' term for it.

    python everyday.py everyday-words.jsonl MINUTES.jsonl OUT.jsonl [SEED]

`everyday-words.jsonl` has {terms, lay} a line; MINUTES.jsonl is what scripts/reader-examples.ts writes. In a text that has
a term its sentence is labelled 1 and those near it are not judged; other texts of the same minutes are labelled 0.
"""

import json
import random
import re
import sys
from collections import defaultdict

WORD = re.compile(r"[A-Za-z0-9]+(?:['’&][A-Za-z0-9]+)*")
ENDINGS = ["ings", "ing", "edly", "ed", "ies", "es", "s", "e", "y"]
FORMS = ["{}"] * 5 + ["what was said about {}", "anything on {}?", "{} - what happened", "did anyone mention {}?", "{}?"]
# A term in more texts than this says too little.
MOST_TEXTS = 40
EXPRESSIONS, TEXTS, OTHERS = 4, 2, 2
# So many sentences on either side may be about the matter, too.
NEAR = 2


def stem(word):
    word = re.sub(r"'s$", "", word.lower().replace("’", "'"))
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def folded(text):
    """The stems of a text with spaces around each, so that a phrase is found as a part of it."""
    return " " + " ".join(stem(word) for word in WORD.findall(text)) + " "


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Texts:
    """Every text once: its set, its place, its sentences."""

    def __init__(self, examples):
        seen = {(e["set"].split(",")[0], e["context"], tuple(s["text"] for s in e["sentences"])): None for e in examples}
        self.all = list(seen)
        self.folded = [[folded(sentence) for sentence in text[2]] for text in self.all]
        self.having, self.beside = defaultdict(set), defaultdict(list)
        for at, sentences in enumerate(self.folded):
            self.beside[self.all[at][0]].append(at)
            for word in " ".join(sentences).split():
                self.having[word].add(at)

    def with_term(self, term):
        """By text the sentences that have the term; nothing where it stands in too many texts."""
        phrase = folded(term)
        words = phrase.split()
        if not words:
            return {}
        texts = set.intersection(*[self.having.get(word, set()) for word in words])
        found = {at: {i for i, s in enumerate(self.folded[at]) if phrase in s} for at in texts}
        found = {at: sentences for at, sentences in found.items() if sentences}
        return found if len(found) <= MOST_TEXTS else {}

    def example(self, at, question, hits):
        def label(i):
            if i in hits:
                return 1
            return -1 if any(abs(i - hit) <= NEAR for hit in hits) else 0

        _, context, sentences = self.all[at]
        judged = [{"text": text, "label": label(i)} for i, text in enumerate(sentences)]
        return {"set": "everyday", "question": question, "context": context, "sentences": judged}


def of_entry(entry, texts):
    hits = defaultdict(set)
    for term in entry["terms"]:
        for at, sentences in texts.with_term(term).items():
            hits[at] |= sentences
    if not hits:
        return
    known = set(" ".join(map(folded, entry["terms"])).split())
    spoken = [lay for lay in entry["lay"] if not lay.isupper()]
    other = [lay for lay in spoken if not known & set(folded(lay).split())] or spoken
    for lay in random.sample(other, min(EXPRESSIONS, len(other))):
        question = random.choice(FORMS).format(lay)
        positive = random.sample(sorted(hits), min(TEXTS, len(hits)))
        negative = []
        for at in positive:
            beside = [x for x in texts.beside[texts.all[at][0]] if x not in hits and not any(folded(lay) in s for s in texts.folded[x])]
            negative += random.sample(beside, min(OTHERS, len(beside)))
        for at in dict.fromkeys(positive + negative):
            yield texts.example(at, question, hits.get(at, set()))


def main(everyday, minutes, out, seed="9"):
    random.seed(int(seed))
    texts = Texts(lines(minutes))
    examples = [example for entry in lines(everyday) for example in of_entry(entry, texts)]
    random.shuffle(examples)
    with open(out, "w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(example, ensure_ascii=False) + "\n")
    print(len(examples), "examples", file=sys.stderr)


main(*sys.argv[1:])
