/*
 * replace: a filter that replaces each FIND by REPL in what it reads, in memory of a fixed size.
 * `usage` says what it does.
 */
#include "base/descriptor.h"
#include "bench/replacing.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
    "usage: replace [--count] [--] FIND REPL [FILE...]\n"
    "Copies each FILE to standard output, with each FIND replaced by REPL: leftmost first, never\n"
    "overlapping, in memory of a fixed size. FIND is taken literally, not as a pattern; FILE may\n"
    "hold any bytes.\n"
    "\n"
    "  FILE     a stream of its own: no match begins in one file and ends in the next;\n"
    "           - is standard input, which is read if there is no FILE\n"
    "  --count  print how many FIND there are in each FILE, and nothing else; after the name\n"
    "           of the FILE, if there is more than one\n"
    "  --help   print this\n"
    "  --       what follows is FIND, even if it begins with -\n"
    "\n"
    "Exit status: 0 if something was replaced or counted; 1 if nothing was; 2 for trouble, also "
    "in\n"
    "one FILE of many: the others are read all the same.\n";

enum { EXIT_FOUND, EXIT_NOTHING, EXIT_TROUBLE };

enum {
    BLOCK = 256 << 10, /* bytes of a read: fewer cost more calls, more leave the cache */
    ALIGNMENT = 4096   /* bytes */
};

struct options {
    bool counts;
    struct bytes find, repl;
    const char *const *files; /* NULL-terminated */
    size_t file_count;
};

struct run {
    const struct options *options;
    struct replacing replacing;
    unsigned char *block; /* owned: BLOCK bytes */
    struct stat output;   /* what standard output is */
    bool trouble;         /* with a file */
};

/* A line to stderr: "replace: cannot read x: Is a directory". Always false. */
__attribute__((format(printf, 1, 2))) static bool complain(const char *format, ...)
{
    char line[4608] = "replace: ";
    size_t len = strlen(line);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + len, sizeof line - len - 1, format, arguments);
    va_end(arguments);
    len = strlen(line);
    line[len] = '\n';
    (void)!descriptor_write(STDERR_FILENO, bytes_of(line, len + 1));
    return false;
}

static bool write_out(struct bytes data)
{
    return descriptor_write(STDOUT_FILENO, data) ||
           complain("cannot write standard output: %s", strerror(errno));
}

/* Writes away what came out, unless it is only counted. */
static bool pass_on(struct run *run, enum stream_status status)
{
    struct buffer *output = &run->replacing.output;
    if (status != STREAM_OK)
        return complain("out of memory");
    bool written = run->options->counts || write_out(buffer_rest(output));
    buffer_reset(output);
    return written;
}

static void refuse_file(struct run *run, const char *name, const char *why)
{
    run->trouble = true;
    complain("cannot read %s: %s", name, why);
}

/* Of a file that cannot be read to its end, all that could be read is written. */
static bool replace_stream(struct run *run, int fd, const char *name)
{
    ssize_t n;
    while ((n = read(fd, run->block, BLOCK)) > 0 || (n < 0 && errno == EINTR)) {
        struct bytes chunk = bytes_of(run->block, n < 0 ? 0 : (size_t)n);
        while (chunk.len > 0) {
            if (!pass_on(run, replacing_take(&run->replacing, &chunk)))
                return false;
        }
    }
    if (n < 0)
        refuse_file(run, name, strerror(errno));
    return pass_on(run, replacing_finish(&run->replacing));
}

/* False if we cannot go on with the next file. */
static bool replace_descriptor(struct run *run, int fd, const char *name)
{
    struct stat info;
    uint64_t before = run->replacing.matches;
    bool trouble = run->trouble;
    if (fstat(fd, &info) != 0) {
        refuse_file(run, name, strerror(errno));
        return true;
    }
    /* What is written would be read again, and without end. */
    if (S_ISREG(info.st_mode) && info.st_dev == run->output.st_dev &&
        info.st_ino == run->output.st_ino) {
        refuse_file(run, name, "it is the output, too");
        return true;
    }
    posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    run->trouble = false;
    bool done = replace_stream(run, fd, name);
    if (done && run->options->counts && !run->trouble) {
        char count[32];
        int len = snprintf(count, sizeof count, "%" PRIu64 "\n", run->replacing.matches - before);
        done = (run->options->file_count < 2 ||
                (write_out(bytes_from_string(name)) && write_out(bytes_of(":", 1)))) &&
               write_out(bytes_of(count, (size_t)len));
    }
    run->trouble = run->trouble || trouble;
    return done;
}

static bool replace_file(struct run *run, const char *path)
{
    if (strcmp(path, "-") == 0)
        return replace_descriptor(run, STDIN_FILENO, "standard input");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        refuse_file(run, path, strerror(errno));
        return true;
    }
    bool done = replace_descriptor(run, fd, path);
    close(fd);
    return done;
}

static int replace(const struct options *options)
{
    struct run run = {.options = options, .block = aligned_alloc(ALIGNMENT, BLOCK)};
    struct bytes repl = options->counts ? bytes_of(NULL, 0) : options->repl;
    enum stream_status status =
        replacing_begin(&run.replacing, options->find, repl, BLOCK + options->find.len);
    bool done = false;
    if (run.block == NULL || status != STREAM_OK) {
        complain("out of memory");
    } else if (fstat(STDOUT_FILENO, &run.output) != 0) {
        complain("cannot write standard output: %s", strerror(errno));
    } else {
        done = true;
        for (const char *const *file = options->files; *file != NULL && done; file++)
            done = replace_file(&run, *file);
        /* A file system may say only now that there was no room. */
        if (done && close(STDOUT_FILENO) != 0)
            done = complain("cannot write standard output: %s", strerror(errno));
    }
    replacing_end(&run.replacing);
    free(run.block);
    if (!done || run.trouble)
        return EXIT_TROUBLE;
    return run.replacing.matches > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

int main(int count, char **arguments)
{
    static const char *const standard_input[] = {"-", NULL};
    static const struct option known[] = {
        {"count", no_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct options options = {.counts = false};
    bool help = false;
    opterr = 0;
    /* Options come before FIND, so FIND can look like one. */
    for (int option, at = 1; (option = getopt_long(count, arguments, "+", known, NULL)) != -1;
         at = optind) {
        if (option == '?') {
            complain("there is no option %s: see replace --help", arguments[at]);
            return EXIT_TROUBLE;
        }
        options.counts = options.counts || option == 'c';
        help = help || option == 'h';
    }
    if (help) {
        bool done = write_out(bytes_from_string(usage)) && close(STDOUT_FILENO) == 0;
        return done ? EXIT_SUCCESS : EXIT_TROUBLE;
    }
    if (count - optind < 2) {
        complain("expected FIND and REPL: see replace --help");
        return EXIT_TROUBLE;
    }
    options.find = bytes_from_string(arguments[optind]);
    options.repl = bytes_from_string(arguments[optind + 1]);
    options.file_count = (size_t)(count - optind - 2);
    options.files =
        options.file_count == 0 ? standard_input : (const char *const *)arguments + optind + 2;
    if (options.find.len == 0) {
        complain("FIND is empty: there is nothing to look for");
        return EXIT_TROUBLE;
    }
    return replace(&options);
}
