/* What a gate, and a check, can come to. Grading has words for more: results/outcome.h. */
#ifndef RESULTS_VERDICT_H
#define RESULTS_VERDICT_H

#define RESULT_PASS "pass"
#define RESULT_NOT_YET "not-yet"
#define RESULT_INCONCLUSIVE                                                                        \
    "inconclusive" /* it could not be measured: that says nothing of the file */

#endif
