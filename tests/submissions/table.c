#include "submissions/table.h"

#define HERE(name) "tests/submissions/" name ".c"

const struct submission submissions[] = {
    /* Not a program that can be judged. */
    {HERE("does_not_compile"), 3, "build", "error:"},
    {HERE("wrong_type"), 1, "build", "conflicting types for 'algo_one'"},
    {HERE("calls_nothing"), 1, "build", "undefined reference to `replace_all'"},
    {HERE("defines_main"), 3, "build", "it defines main"},
    {HERE("no_algo_one"), 3, "build", "does not define algo_one"},

    /* The faults of the talk's programs. */
    {HERE("short_read"), 2, "correctness", "a stream shorter than find"},
    {HERE("stale_window"), 2, "correctness", "a tail shorter than find"},
    {HERE("lost_tail"), 3, "correctness", "a stream that ends within a match"},
    {HERE("no_backtracking"), 3, "correctness", "a match that begins within a broken one"},
    {HERE("window_too_small"), 3, "correctness", "to run it: "},
    {HERE("window_too_wide"), 3, "correctness", "one byte that matches"},
    {HERE("empty_find"), 2, "correctness", "no data and an empty find"},
    {"solutions/algo-two/algo_one.c", 4, "correctness", "a stream that ends within a match"},

    /* Wrong in other ways. */
    {HERE("uninitialised"), 2, "memory", "uninitialised"},
    {HERE("leaks_on_empty_data"), 1, "heap", "every block must be freed on every way out"},
    {HERE("leaks_without_memory"), 1, "heap", "refused  allocation 2 of this call"},
    {HERE("reads_in_front"), 4, "memory", "Invalid read of size 1"},
    {HERE("exits"), 3, "correctness", "ended the program with exit status 0"},
    {HERE("never_returns"), 3, "correctness", "did not return"},
    {HERE("crashes"), 2, "correctness", "crashed"},
    {HERE("prints"), 3, "correctness", "wrote to stdout"},
    {HERE("prints_forever"), 3, "correctness", "wrote more than"},
    {HERE("closes_stdout"), 3, "correctness", "closed stdout"},
    {HERE("resets_the_output"), 3, "correctness", "cases are wrong"},
    {HERE("overlapping_matches"), 3, "correctness", "cases are wrong"},
    {HERE("reads_past_the_end"), 3, "correctness", "crashed"},
    {HERE("signed_bytes"), 3, "correctness", "cases are wrong"},
    {HERE("stops_at_a_nul"), 3, "correctness", "NUL bytes in find"},
    {HERE("compares_64_bytes"), 3, "correctness", "of which 64 match"},
    {HERE("keeps_find_for_an_empty_repl"), 3, "correctness", "cases are wrong"},
    {HERE("forgets_a_status"), 3, "correctness", "refused"},
    {HERE("first_match_only"), 3, "correctness", "cases are wrong"},
    {HERE("writes_its_input"), 3, "correctness", "crashed"},
    {HERE("frees_twice"), 1, "correctness", "was aborted"},
    {HERE("replaces_twice"), 1, "correctness", "cases are wrong"},

    /* The memory is moved, not removed. */
    {HERE("static_window"), 3, "storage", "static variable"},
    {HERE("thread_local_window"), 3, "storage", "thread-local variable"},
    {HERE("vla_window"), 3, "storage", "whose size the input decides"},
    {HERE("alloca_window"), 3, "storage", "whose size the input decides"},

    /* Unusual, and right. */
    {HERE("kmp"), 1, NULL, NULL},
    {HERE("one_block"), 1, NULL, NULL},
    {HERE("byte_by_byte"), 2, NULL, NULL},
    {HERE("calloc_in_a_helper"), 2, NULL, NULL},
    {HERE("backwards"), 3, NULL, NULL},
    {HERE("long_find_from_the_heap"), 3, NULL, NULL},
    {HERE("plain_loops"), 3, NULL, NULL},
    {HERE("reserves_first"), 3, NULL, NULL},
    {HERE("ring_window"), 3, NULL, NULL},
    {HERE("rolling_sum"), 3, NULL, NULL},
    {HERE("shift_and"), 3, NULL, NULL},
    {HERE("first_and_last_byte"), 4, NULL, NULL},
    {HERE("goto_style"), 4, NULL, NULL},
    {HERE("horspool"), 4, NULL, NULL},
    {HERE("memmem_search"), 4, NULL, NULL},
    {HERE("switch_machine"), 4, NULL, NULL},
};

const size_t submission_count = sizeof submissions / sizeof *submissions;
