/* make check-stage and make check-solution: checks one file, and shows the result. */
#include "check/check.h"
#include "process/process.h"
#include "result/draw.h"
#include "result/result.h"
#include "text/format.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: check [--solution] [--file FILE] [--label NAME] [--into FOLDER] [--seed N] STAGE\n";

enum { EXIT_NOT_YET = 1, EXIT_TROUBLE = 2, EXIT_INTERRUPTED = 130 };

struct options {
    bool solution;
    const char *file;  /* NULL or "": the stage's own */
    const char *label; /* NULL: the stage's own */
    const char *into;
    const char *seed;  /* NULL or "": another each time */
    const char *stage; /* NULL: none was given */
};

static bool read_options(int count, char **arguments, struct options *options)
{
    static const struct option known[] = {
        {"solution", no_argument, NULL, 's'},    {"file", required_argument, NULL, 'f'},
        {"label", required_argument, NULL, 'l'}, {"into", required_argument, NULL, 'i'},
        {"seed", required_argument, NULL, 'r'},  {0},
    };
    int option;
    *options = (struct options){.into = "build"};
    opterr = 0; /* the usage says it */
    while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
        switch (option) {
        case 's':
            options->solution = true;
            break;
        case 'f':
            options->file = optarg;
            break;
        case 'l':
            options->label = optarg;
            break;
        case 'i':
            options->into = optarg;
            break;
        case 'r':
            options->seed = optarg;
            break;
        default:
            return false;
        }
    }
    options->stage = optind < count ? arguments[optind] : NULL;
    return optind + 1 >= count && *options->into != '\0';
}

static bool given(const char *text)
{
    return text != NULL && *text != '\0';
}

static const struct stage *find_stage(const char *text, const char *kind)
{
    const struct stage *stage = given(text) ? course_find(text) : NULL;
    if (stage != NULL)
        return stage;
    if (given(text))
        fprintf(stderr, "There is no stage \"%s\": ", text);
    else
        fprintf(stderr, "Which stage? ");
    fprintf(stderr, "expected a number from %u to %u, as in: make check-%s %u\n",
            course_stages[0].number, course_stages[course_stage_count - 1].number, kind,
            course_stages[0].number);
    return NULL;
}

/* A seed that a person can type. */
static uint64_t any_seed(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return ((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000) % 1000000;
}

static bool read_seed(const char *text, uint64_t *seed)
{
    char *end = NULL;
    *seed = given(text) ? strtoull(text, &end, 10) : any_seed();
    if (!given(text) || (*end == '\0' && text[0] >= '0' && text[0] <= '9'))
        return true;
    fprintf(stderr, "SEED=%s: expected a number, as a check prints it\n", text);
    return false;
}

/* On a terminal, unless NO_COLOR says no: https://no-color.org. */
static bool wants_colours(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !given(getenv("NO_COLOR")) && given(terminal) &&
           strcmp(terminal, "dumb") != 0;
}

static void show_progress(unsigned seconds)
{
    fprintf(stderr, "\rmeasuring ... %u s", seconds);
}

static void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

static void add_next_step(const struct stage *stage, const char *verdict, struct buffer *text)
{
    size_t next = (size_t)(stage - course_stages) + 1;
    if (strcmp(verdict, RESULT_PASS) != 0)
        format_add(text, "What this stage is about: stages/%s/README.md\n", stage->name);
    else if (next < course_stage_count)
        format_add(text, "Next: stages/%s/README.md\n", course_stages[next].name);
    else
        format_add(text, "That was the last stage. make tour shows all of them side by side.\n");
}

static int show(const struct check_request *request, const cJSON *result, bool solution)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    const char *verdict = result_text(result, "verdict");
    draw_text(result, wants_colours(), &text);
    if (!solution)
        add_next_step(request->stage, verdict, &text);
    bool shown = !format_failed(&text) && fwrite(text.at, 1, text.len, stdout) == text.len &&
                 fflush(stdout) == 0;
    buffer_dispose(&text);
    if (!shown)
        return EXIT_TROUBLE;
    if (strcmp(verdict, RESULT_PASS) == 0)
        return EXIT_SUCCESS;
    return strcmp(verdict, RESULT_NOT_YET) == 0 ? EXIT_NOT_YET : EXIT_TROUBLE;
}

static int check(struct check_request *request, bool solution)
{
    char error[CHECK_ERROR_SIZE];
    process_catch_interrupts();
    cJSON *result = check_run(request, error);
    end_progress();
    if (result == NULL) {
        fprintf(stderr, "%s\n", error);
        return process_was_interrupted() ? EXIT_INTERRUPTED : EXIT_TROUBLE;
    }
    int code = show(request, result, solution);
    cJSON_Delete(result);
    return code;
}

int main(int count, char **arguments)
{
    struct options options;
    char file[256];
    char label[64];
    if (!read_options(count, arguments, &options)) {
        fputs(usage, stderr);
        return EXIT_TROUBLE;
    }
    const char *kind = options.solution ? "solution" : "stage";
    const struct stage *stage = find_stage(options.stage, kind);
    uint64_t seed;
    if (stage == NULL || !read_seed(options.seed, &seed))
        return EXIT_TROUBLE;
    snprintf(file, sizeof file, "%ss/%s/algo_one.c", kind, stage->name);
    snprintf(label, sizeof label, "%s-%u", kind, stage->number);
    struct check_request request = {.stage = stage,
                                    .file = given(options.file) ? options.file : file,
                                    .label = given(options.label) ? options.label : label,
                                    .into = options.into,
                                    .seed = seed,
                                    .each_second = isatty(STDERR_FILENO) ? show_progress : NULL};
    return check(&request, options.solution);
}
