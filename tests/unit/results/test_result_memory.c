/* What tooling/results/result.h promises where memory cannot be had. */
#include "results/result.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* cJSON is a library of its own: its allocations are seen only where they come by here. */
static void *take(size_t size)
{
    return malloc(size);
}

static void release(void *block)
{
    free(block);
}

static void hook_allocations(void)
{
    cJSON_Hooks hooks = {.malloc_fn = take, .free_fn = release};
    cJSON_InitHooks(&hooks);
}

TestSuite(result_memory, .timeout = 10, .init = hook_allocations);

/* All that a check does with a result. */
static bool make_and_write(const cJSON *gate, struct buffer *json)
{
    const struct stage *last = &course_stages[course_stage_count - 1];
    cJSON *result = result_new(last, "f.c");
    bool done = result != NULL && result_add_gate(result, gate) &&
                result_add_new_gate(result, "cpu", RESULT_INCONCLUSIVE, "why") &&
                result_settle(result) && json_write(result, json);
    cJSON_Delete(result);
    return done;
}

Test(result_memory, is_not_made_whichever_allocation_is_refused)
{
    cJSON *gate = cJSON_Parse("{\"name\":\"heap\",\"verdict\":\"not-yet\",\"message\":\"m\","
                              "\"measured\":{\"allocs_per_op\":2,\"peak_bytes\":53}}");
    for (size_t n = 1;; n++) {
        struct buffer json = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        bool done = make_and_write(gate, &json);
        buffer_dispose(&json);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(done, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
    }
    cJSON_Delete(gate);
}

Test(result_memory, is_not_read_whichever_allocation_is_refused)
{
    const struct bytes text =
        bytes_from_string("{\"stage\":1,\"name\":\"n\",\"file\":\"f\",\"verdict\":\"pass\","
                          "\"gates\":[{\"name\":\"heap\",\"verdict\":\"pass\",\"message\":\"m\"}],"
                          "\"measured\":{\"peak_bytes\":53}}");
    for (size_t n = 1;; n++) {
        struct error error = {0};
        fail_alloc_begin(n);
        cJSON *result = result_read("x", text, &error);
        bool read = result != NULL;
        cJSON_Delete(result);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(read, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
        cr_expect_not_null(strstr(error.text, "memory"), "%s", error.text);
    }
}
