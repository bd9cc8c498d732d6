/* A probe's answers to the cases, beside what they should be. */
#ifndef JUDGE_CASE_ANSWERS_H
#define JUDGE_CASE_ANSWERS_H

#include "judge/cases.h"
#include "judge/probe_run.h"

/* What is wrong with an answer. */
enum answer_fault {
    ANSWER_RIGHT,
    ANSWER_WRONG_OUTPUT,
    ANSWER_WRONG_STATUS, /* the output is right */
    ANSWER_MISSING       /* the probe ended in this case */
};

struct judged_answer {
    const struct named_case *of;
    struct probe_answer answer; /* zero where it is missing */
    struct buffer expected;     /* owned: all that must be in the output */
    enum stream_status status;  /* the status that must be returned */
    enum answer_fault fault;
};

/*
 * Starts the probe on the cases, natively with its allocations counted, or behind the words of
 * `tool` (NULL-terminated) where that is not NULL; then `report` is the path of what the tool
 * writes. NAME.cases and NAME.answers are its files.
 */
struct run answers_start(const char *name, const struct case_list *cases, const char *const *tool,
                         const char *report);

/* Starts `probe`, built with the sanitizers, on the cases: allocations are not counted. */
struct run answers_start_sanitized(const char *name, const struct case_list *cases,
                                   const char *probe);

typedef void answers_visitor(const struct judged_answer *judged, void *context);

/*
 * Judges the answers of a run that is over, case by case, up to the first that is missing.
 * Answers that cannot be read are missing. Returns the number of answers that were there.
 */
size_t answers_judge(const char *name, const struct case_list *cases, answers_visitor *visit,
                     void *context);

/* Appends the case and what came, beside what was expected where that differs; shortened around it. */
void answers_describe(const struct judged_answer *judged, struct buffer *text);

/*
 * Keeps the case for the learner as `gate`'s, and appends the command that runs it again, behind
 * the words of `tool` ("" for none).
 */
void answers_keep(const struct named_case *of, const char *gate, const char *tool,
                  struct buffer *text);

/* Takes back what was kept as `gate`'s, where there is such a case. */
void answers_keep_none(const char *gate);

/* The same, with the command of the workbook's own that looks at it: `verb` is "profile" or "debug". */
void answers_keep_to_look(const struct named_case *of, const char *gate, const char *verb,
                          struct buffer *text);

#endif
