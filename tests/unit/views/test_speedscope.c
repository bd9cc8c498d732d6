/* What tooling/views/speedscope.h promises. */
#include "views/speedscope.h"

#include "support/fail_alloc.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdlib.h>

/* cJSON is a library of its own: its allocations are seen only if they come by here. */
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

TestSuite(speedscope, .timeout = 10, .init = hook_allocations);

/* algo_one allocated 5,000 bytes, and buffer_new below it 48,000. */
static struct flame flame_of_stage_1(void)
{
    struct flame flame = {0};
    const struct sample_place path[] = {{.function = bytes_from_string("buffer_new"),
                                         .file = bytes_from_string("/root/buffer.h"),
                                         .line = 39},
                                        {.function = bytes_from_string("algo_one"),
                                         .file = bytes_from_string("/rooted/a \"b\".c")}};
    cr_assert(flame_add(&flame, path, 2, 48000));
    cr_assert(flame_add(&flame, path + 1, 1, 5000));
    return flame;
}

static bool write_file(const struct flame *first, const struct flame *second, struct buffer *json)
{
    const struct speedscope_profile profiles[] = {
        {"heap", "bytes allocated", "nothing was allocated", 1000, first},
        {"cpu", "instructions", "nothing ran", 100, second}};
    return speedscope_write(
        &(struct speedscope_file){
            .name = "stage-1", .root = "/root", .profiles = profiles, .profile_count = 2},
        json);
}

static void expect_written(const struct flame *first, const struct flame *second,
                           const char *expected)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    cr_assert(write_file(first, second, &json));
    cr_assert_eq(buffer_write_byte(&json, '\0'), STREAM_OK);
    cr_expect_str_eq((const char *)json.at, expected);
    buffer_dispose(&json);
}

#define SCHEMA "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\","

Test(speedscope, has_exact_weights_and_each_profiles_own_frames)
{
    struct flame flame = flame_of_stage_1();
    expect_written(&flame, &flame,
                   SCHEMA
                   "\"name\":\"stage-1\",\"shared\":{\"frames\":["
                   "{\"name\":\"algo_one\",\"file\":\"/rooted/a \\\"b\\\".c\"},"
                   "{\"name\":\"buffer_new\",\"file\":\"buffer.h\",\"line\":39},"
                   "{\"name\":\"algo_one\",\"file\":\"/rooted/a \\\"b\\\".c\"},"
                   "{\"name\":\"buffer_new\",\"file\":\"buffer.h\",\"line\":39}]},"
                   "\"profiles\":[{\"type\":\"sampled\","
                   "\"name\":\"heap: 53,000 bytes allocated in 1,000 ops\",\"unit\":\"none\","
                   "\"startValue\":0,\"endValue\":53000,\"samples\":[[0,1],[0]],"
                   "\"weights\":[48000,5000]},{\"type\":\"sampled\","
                   "\"name\":\"cpu: 53,000 instructions in 100 ops\",\"unit\":\"none\","
                   "\"startValue\":0,\"endValue\":53000,\"samples\":[[2,3],[2]],"
                   "\"weights\":[48000,5000]}]}\n");
    flame_dispose(&flame);
}

Test(speedscope, says_that_there_is_nothing)
{
    const struct flame nothing = {0};
    expect_written(&nothing, &nothing,
                   SCHEMA "\"name\":\"stage-1\",\"shared\":{\"frames\":["
                          "{\"name\":\"nothing was allocated\"},{\"name\":\"nothing ran\"}]},"
                          "\"profiles\":[{\"type\":\"sampled\","
                          "\"name\":\"heap: 0 bytes allocated in 1,000 ops\",\"unit\":\"none\","
                          "\"startValue\":0,\"endValue\":0,\"samples\":[[0]],\"weights\":[0.0001]},"
                          "{\"type\":\"sampled\",\"name\":\"cpu: 0 instructions in 100 ops\","
                          "\"unit\":\"none\",\"startValue\":0,\"endValue\":0,\"samples\":[[1]],"
                          "\"weights\":[0.0001]}]}\n");
}

Test(speedscope, is_not_written_whichever_allocation_is_refused)
{
    const struct flame nothing = {0};
    struct flame flame = flame_of_stage_1();
    for (size_t n = 1;; n++) {
        struct buffer json = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        bool written = write_file(&flame, &nothing, &json);
        buffer_dispose(&json);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(written, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
    }
    flame_dispose(&flame);
}
