#include "readers/massif.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

#define HEAD "desc: (none)\ncmd: ./x\ntime_unit: B\n"
#define RULE "#-----------\n"
#define FIRST RULE "snapshot=0\n" RULE
#define COUNTS "time=1\nmem_heap_B=48\nmem_heap_extra_B=8\nmem_stacks_B=0\n"

static const char *const versions[] = {"valgrind-3.19/massif.out", "valgrind-3.24/massif.out"};

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct massif massif;
    bool read = massif_read(name, text, &massif, error);
    *left_empty = massif.snapshots == NULL && massif.snapshot_count == 0;
    if (read)
        massif_dispose(&massif);
    return read;
}

Test(massif, reads_each_snapshot_and_the_peak, .timeout = 10)
{
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct error error;
        struct massif massif;
        struct bytes text = fixture_load(versions[i]);
        cr_assert(massif_read(versions[i], text, &massif, &error), "%s", error.text);
        cr_assert_eq(massif.snapshot_count, 29);
        cr_expect_eq(massif.peak_heap_bytes, 61);
        cr_expect_eq(massif.snapshots[0].time, 0);
        cr_expect_eq(massif.snapshots[2].time, 80);
        cr_expect_eq(massif.snapshots[2].heap_bytes, 53);
        cr_expect_eq(massif.snapshots[2].heap_extra_bytes, 27);
        cr_expect_eq(massif.snapshots[28].time, 624);
        cr_expect_eq(massif.snapshots[28].heap_bytes, 0);
        massif_dispose(&massif);
        fixture_dispose(text);
    }
}

Test(massif, reads_a_program_that_allocated_nothing, .timeout = 10)
{
    static const char *const nothing[] = {"valgrind-3.19/massif-nothing.out",
                                          "valgrind-3.24/massif-nothing.out"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        struct error error;
        struct massif massif;
        struct bytes text = fixture_load(nothing[i]);
        cr_assert(massif_read(nothing[i], text, &massif, &error), "%s", error.text);
        cr_expect_eq(massif.snapshot_count, 1);
        cr_expect_eq(massif.peak_heap_bytes, 0);
        massif_dispose(&massif);
        fixture_dispose(text);
    }
}

Test(massif, reads_every_time_unit, .timeout = 10)
{
    static const char *const texts[] = {
        "desc:\ncmd:\ntime_unit: i\n" FIRST COUNTS "heap_tree=empty\n",
        "desc:\ncmd:\ntime_unit: ms\n" FIRST COUNTS "heap_tree=peak\nn0: 48 all of it\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct error error;
        bool left_empty;
        cr_expect(read_and_end("x", bytes_from_string(texts[i]), &error, &left_empty), "%s",
                  error.text);
    }
}

/* Massif writes no end, so what is cut off between two of the 29 snapshots looks whole. */
Test(massif, refuses_a_file_cut_off_inside_a_snapshot, .timeout = 60)
{
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct bytes text = fixture_load(versions[i]);
        cr_expect_eq(count_prefixes_read(read_and_end, text), 28);
        fixture_dispose(text);
    }
}

Test(massif, refuses_what_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"empty", "", "x:1: expected desc:, got the end of the text", 0},
        {"another file", "# callgrind format\n", "x:1: expected desc:, got \"# callgrind format\"",
         0},
        {"binary",
         "\x7f"
         "ELF\0\1\2\n",
         "x:1: expected desc:, got \"\\x7fELF\\x00\\x01\\x02\"", 8},
        {"no command", "desc: x\ntime_unit: B\n", "x:2: expected cmd:, got \"time_unit: B\"", 0},
        {"header cut off", "desc: x\ncmd: ./x",
         "x:2: expected cmd:, got \"cmd: ./x\" and the end of the text", 0},
        {"unknown unit", "desc:\ncmd:\ntime_unit: s\n",
         "x:3: expected time_unit: i, ms or B, got \"time_unit: s\"", 0},
        {"no snapshot", HEAD, "x:4: expected #-----------, got the end of the text", 0},
        {"a snapshot is missing", HEAD RULE "snapshot=1\n",
         "x:5: expected snapshot=0, got \"snapshot=1\"", 0},
        {"not a number", HEAD FIRST "time=1\nmem_heap_B=1\nmem_heap_extra_B=8x\n",
         "x:9: expected mem_heap_extra_B=<number>, got \"mem_heap_extra_B=8x\"", 0},
        {"a negative number", HEAD FIRST "time=-1\n",
         "x:7: expected time=<number>, got \"time=-1\"", 0},
        {"more than 64 bits", HEAD FIRST "time=18446744073709551616\n",
         "x:7: expected time=<number>, got \"time=18446744073709551616\"", 0},
        {"a time that goes back",
         HEAD FIRST COUNTS "heap_tree=empty\n" RULE "snapshot=1\n" RULE "time=0\n",
         "x:15: expected time=<number, not below the last one>, got \"time=0\"", 0},
        {"a number cut off", HEAD FIRST "time=1\nmem_heap_B=1",
         "x:8: expected mem_heap_B=<number>, got \"mem_heap_B=1\" and the end of the text", 0},
        {"a line missing", HEAD FIRST "time=1\nmem_stacks_B=1\n",
         "x:8: expected mem_heap_B=<number>, got \"mem_stacks_B=1\"", 0},
        {"no tree", HEAD FIRST COUNTS,
         "x:11: expected heap_tree=empty, detailed or peak, got the end of the text", 0},
        {"unknown tree", HEAD FIRST COUNTS "heap_tree=emptyish\n",
         "x:11: expected heap_tree=empty, detailed or peak, got \"heap_tree=emptyish\"", 0},
        {"a tree cut off", HEAD FIRST COUNTS "heap_tree=peak\nn2: 48 all\n n0: 8 a\n",
         "x:14: expected n<children>: <bytes> <place>, got the end of the text", 0},
        {"a tree with too many nodes", HEAD FIRST COUNTS "heap_tree=peak\nn0: 48 all\n n0: 8 a\n",
         "x:13: expected #-----------, got \" n0: 8 a\"", 0},
        {"a damaged tree", HEAD FIRST COUNTS "heap_tree=detailed\nn0 48 all\n",
         "x:12: expected n<children>: <bytes> <place>, got \"n0 48 all\"", 0},
        {"a tree larger than memory",
         HEAD FIRST COUNTS "heap_tree=detailed\nn18446744073709551615: 48 all\n",
         "x:12: expected a tree with fewer nodes, got \"n18446744073709551615: 48 all\"", 0},
        {"something after the snapshot", HEAD FIRST COUNTS "heap_tree=empty\n\n",
         "x:12: expected #-----------, got \"\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(massif, refuses_ten_megabytes_in_one_line, .timeout = 10)
{
    struct bytes text = repeated("0123456789", 1024 * 1024);
    expect_refusal(read_and_end, "10 MB", text,
                   "x:1: expected desc:, got "
                   "\"012345678901234567890123456789012345678901234567890123456789...\" "
                   "(10485760 bytes) and the end of the text");
    fixture_dispose(text);
}

Test(massif, says_when_there_is_no_memory, .timeout = 10)
{
    struct bytes text = fixture_load(versions[0]);
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
    fixture_dispose(text);
}
