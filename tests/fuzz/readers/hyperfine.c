#include "readers/hyperfine.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct hyperfine measured;
    bool read = hyperfine_read(name, text, &measured, error);
    *left_empty = measured.commands == NULL && measured.command_count == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < measured.command_count; i++) {
        const struct hyperfine_command *command = &measured.commands[i];
        fuzz_walk_string(command->name);
        fuzz_expect(command->run_count > 0, "a command has run");
        for (size_t k = 0; k < command->run_count; k++)
            fuzz_expect(command->seconds[k] >= 0, "a time is no less than nothing");
    }
    hyperfine_dispose(&measured);
    return true;
}
