/*
 * The same arrays, the same scan, in plain C: how fast this machine can be at it. Speaks the lines of protocol.ts.
 *
 * scan FILE, with the file as concord.ts writes it, in the byte order of the machine, all numbers of 32 bits:
 *   courses, postings, long queries, title queries;
 *   documents[postings], scales[courses] (float);
 *   for each query: its own course, n, starts[n], ends[n], amounts[n] (float): the runs of postings and what they add.
 * A query takes: clearing the scores, adding up its runs, scaling, choosing the first ten. The best of several passes counts.
 */
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST = 10, PASSES = 5 };

struct query {
  uint32_t course, length;
  const uint32_t *starts, *ends;
  const float *amounts;
};

static uint32_t courses, postings;
static const uint32_t *documents;
static const float *scales;
static float *scores;

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static const uint32_t *read_file(const char *name, long *bytes) {
  FILE *file = fopen(name, "rb");
  if (!file) exit(1);
  fseek(file, 0, SEEK_END);
  *bytes = ftell(file);
  rewind(file);
  uint32_t *words = malloc(*bytes);
  if (!words || fread(words, 1, *bytes, file) != (size_t)*bytes) exit(1);
  fclose(file);
  return words;
}

/* Whether the query's own course is among the first ten; equal scores rank by position. */
static int ask(const struct query *query) {
  memset(scores, 0, courses * sizeof *scores);
  for (uint32_t k = 0; k < query->length; k++) {
    const float amount = query->amounts[k];
    const uint32_t end = query->ends[k];
    for (uint32_t place = query->starts[k]; place < end; place++) scores[documents[place]] += amount;
  }
  uint32_t best[FIRST];
  int count = 0;
  float least = 0;
  for (uint32_t document = 0; document < courses; document++) {
    const float score = scores[document] *= scales[document];
    if (score <= least) continue;
    int at = count < FIRST ? count++ : FIRST - 1;
    while (at > 0 && scores[best[at - 1]] < score) {
      best[at] = best[at - 1];
      at--;
    }
    best[at] = document;
    if (count == FIRST) least = scores[best[FIRST - 1]];
  }
  for (int k = 0; k < count; k++)
    if (best[k] == query->course) return 1;
  return 0;
}

static void answer(const struct query *queries, uint32_t count) {
  double *times = malloc(count * sizeof *times);
  int found = 0;
  for (int pass = 0; pass < PASSES; pass++) {
    found = 0;
    for (uint32_t k = 0; k < count; k++) {
      const double asked = milliseconds();
      found += ask(&queries[k]);
      const double taken = milliseconds() - asked;
      if (pass == 0 || taken < times[k]) times[k] = taken;
    }
  }
  printf("{\"times\":[");
  for (uint32_t k = 0; k < count; k++) printf("%s%.6f", k ? "," : "", times[k]);
  printf("],\"found\":%d}\n", found);
  fflush(stdout);
  free(times);
}

int main(int argc, char **argv) {
  if (argc != 2) return 1;
  long bytes;
  const uint32_t *at = read_file(argv[1], &bytes);
  courses = at[0], postings = at[1];
  const uint32_t counts[2] = {at[2], at[3]};
  documents = at + 4;
  scales = (const float *)(documents + postings);
  scores = malloc(courses * sizeof *scores);
  struct query *queries = malloc((counts[0] + counts[1]) * sizeof *queries);
  if (!scores || !queries) return 1;
  at = documents + postings + courses;
  for (uint32_t k = 0; k < counts[0] + counts[1]; k++) {
    const uint32_t length = at[1];
    queries[k] = (struct query){at[0], length, at + 2, at + 2 + length, (const float *)(at + 2 + 2 * (size_t)length)};
    at += 2 + 3 * (size_t)length;
  }
  const double held = 4.0 * (postings + 2.0 * courses) / 1024 / 1024;
  printf("{\"buildSeconds\":null,\"megabytes\":%.3f}\n", held);
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    if (strncmp(line, "round long ", 11) == 0) answer(queries, counts[0]);
    else answer(queries + counts[0], counts[1]);
  }
  return 0;
}
