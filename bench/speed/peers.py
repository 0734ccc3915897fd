"""One Python engine in a process of its own: peers.py ENGINE TEXTS. Speaks the lines of protocol.ts."""

import json
import os
import sys
import time

# One core, like the others. Read by the numeric libraries when they are loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

FIRST = 10
WARM_UP_QUERIES = 50
WARM_UP_MILLISECONDS = 1500


def say(message):
    print(json.dumps(message), flush=True)


def read_lines(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def text_of(course):
    return (course["title"] + " " + course["description"]).strip()


def resident_megabytes():
    """Resident memory in MiB; None where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
    except OSError:
        return None


def build_sklearn(texts):
    """TF-IDF rows, one sparse product per query, the ten best by partition."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=numpy.float32)
    by_term = vectorizer.fit_transform(texts).T.tocsr()

    def search(text):
        scores = (vectorizer.transform([text]) @ by_term).toarray()[0]
        return numpy.argpartition(-scores, FIRST)[:FIRST].tolist()

    return search


def build_rapidfuzz(texts):
    """Every text is compared with the query as a set of words; there is no index."""
    from rapidfuzz import fuzz, process, utils

    prepared = [utils.default_process(text) for text in texts]

    def search(text):
        query = utils.default_process(text)
        found = process.extract(query, prepared, scorer=fuzz.token_set_ratio, processor=None, limit=FIRST)
        return [position for _, _, position in found]

    return search


ENGINES = {"sklearn": (build_sklearn, "sklearn"), "rapidfuzz": (build_rapidfuzz, "rapidfuzz")}


def ask_round(search, codes, queries, milliseconds):
    """Asks the queries in their order until the time is up; at least one is asked."""
    end = time.perf_counter() + milliseconds / 1000
    times, found = [], 0
    for query in queries:
        text = text_of(query)
        asked = time.perf_counter()
        positions = search(text)
        answered = time.perf_counter()
        times.append((answered - asked) * 1000)
        if query["code"] in [codes[position] for position in positions]:
            found += 1
        if answered > end:
            break
    return {"times": times, "found": found}


def main():
    engine, folder = sys.argv[1:3]
    build, module = ENGINES[engine]
    try:
        __import__(module)
    except ImportError:
        say({"absent": "not installed"})
        return
    courses = read_lines(folder, "courses.jsonl")
    long = read_lines(folder, "queries.jsonl")
    queries = {"long": long, "title": [{**query, "description": ""} for query in long]}
    codes = [course["code"] for course in courses]
    texts = [text_of(course) for course in courses]
    del courses
    before = resident_megabytes()
    started = time.perf_counter()
    search = build(texts)
    seconds = time.perf_counter() - started
    after = resident_megabytes()
    say({"buildSeconds": seconds, "megabytes": None if before is None else after - before})
    warm = set()
    for line in sys.stdin:
        _, kind, milliseconds = line.split()
        if kind not in warm:
            ask_round(search, codes, queries[kind][:WARM_UP_QUERIES], WARM_UP_MILLISECONDS)
            warm.add(kind)
        say(ask_round(search, codes, queries[kind], float(milliseconds)))


main()
