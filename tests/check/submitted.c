#include "check/submitted.h"

#include "check/matrix.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect_gate(const struct submission *submission, const struct checked *checked)
{
    const char *gate = submission->gate;
    const char *failed = checked_failed(checked);
    cr_expect_str_eq(checked_verdict(checked), "not-yet", "%s: %s", submission->file,
                     ran_output(&checked->ran));
    cr_expect(strncmp(failed, gate, strlen(gate)) == 0, "%s: failed at [%s], not at %s\n%s",
              submission->file, failed, gate, ran_output(&checked->ran));
    cr_expect_not_null(strstr(checked_message(checked, gate), submission->says),
                       "%s: expected \"%s\" in\n%s", submission->file, submission->says,
                       checked_message(checked, gate));
}

void submitted_expect(size_t number, const struct checked *checked)
{
    const struct submission *submission = &submissions[number];
    const char *verdict = checked_verdict(checked);
    bool failed = strcmp(verdict, "not-yet") == 0;
    matrix_note(number, submission->file, submission->stage,
                submission->gate == NULL ? "pass" : submission->gate,
                failed ? checked_failed(checked) : verdict);
    if (submission->gate == NULL)
        cr_expect_str_eq(verdict, "pass", "%s:\n%s", submission->file, ran_output(&checked->ran));
    else
        expect_gate(submission, checked);
}
