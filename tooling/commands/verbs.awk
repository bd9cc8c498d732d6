# Prints what `make help` shows, from verbs.txt. With -v plan=1 it looks up what was typed instead:
# a line for each command to run, `option=WORD ... | STAGE | what runs`, or why it is refused, and
# status 2. It finds in the environment: GOALS, all that was typed but the NAME=value; GIVEN, the
# names of these, and each value under its name; FOLDER, the stage's folder that it was typed in.
BEGIN { FS = " *[|] *" }

!/^#/ && NF >= 3 {
    split($1, example, " ")
    verb = example[1]
    if ($2 != "")
        help = help sprintf("make %-17s %s\n", $1, $2)
    as_in[verb] = $1
    stage_of[verb] = $1 ~ / [0-9]/ ? "needed" : $1 ~ /[0-9]/ ? "optional" : "none"
    runs[verb] = $3
    words[verb] = $4
}

function refuse(text) {
    print text | "cat >&2"
    close("cat >&2")
    failed = 2
    exit failed
}

function min(a, b) {
    return a < b ? a : b
}

# How many letters to change, add or leave out to make `b` of `a`: Levenshtein's distance.
function distance(a, b,    i, j, row, corner, change) {
    for (j = 0; j <= length(b); j++)
        row[j] = j
    for (i = 1; i <= length(a); i++) {
        corner = row[0]
        row[0] = i
        for (j = 1; j <= length(b); j++) {
            change = corner + (substr(a, i, 1) != substr(b, j, 1))
            corner = row[j]
            row[j] = min(change, min(row[j - 1], row[j]) + 1)
        }
    }
    return row[length(b)]
}

# The command that was meant, as " Did you mean check-stage?"; or nothing.
function suggestion(typed,    verb, best, least) {
    sub(/-[0-9].*/, "", typed)
    least = min(3, length(typed) - 1)
    for (verb in runs) {
        if (distance(typed, verb) < least) {
            least = distance(typed, verb)
            best = " Did you mean " verb "?"
        }
    }
    return best
}

# Refuses a NAME= that none of the commands takes: it would be ignored.
function check_words(verbs, taken,    count, names, i) {
    count = split(ENVIRON["GIVEN"], names, " ")
    for (i = 1; i <= count; i++) {
        if (index(" N TREE CC" taken " ", " " names[i] " ") == 0) {
            gsub(/[A-Z]+/, "&=", taken)
            refuse("make" verbs " takes no " names[i] "= (it takes" taken " CC=)")
        }
    }
}

# What run-verb runs for a command.
function line_of(verb, stage,    count, list, i, options) {
    if (stage == "")
        stage = ENVIRON["N"]
    if (stage == "" && match(ENVIRON["FOLDER"], /[0-9]+/))
        stage = substr(ENVIRON["FOLDER"], RSTART, RLENGTH)
    if (stage_of[verb] == "none")
        stage = ""
    else if (stage_of[verb] == "needed" && stage == "")
        refuse("Which stage? expected a number, as in: make " as_in[verb])
    count = split(words[verb], list, " ")
    for (i = 1; i <= count; i++) {
        if (ENVIRON[list[i]] != "")
            options = options tolower(list[i]) "=" list[i] " "
    }
    return options "|" stage "|" runs[verb] "\n"
}

END {
    if (failed)
        exit failed
    if (!plan) {
        printf "%s", help
        exit
    }
    count = split(ENVIRON["GOALS"], goals, " ")
    for (i = 1; i <= count; i++) { # check-stage-2
        dash = match(goals[i], /-[0-9]/)
        if (dash > 0 && stage_of[substr(goals[i], 1, dash - 1)] ~ /needed|optional/) {
            stages[i] = substr(goals[i], dash + 1)
            goals[i] = substr(goals[i], 1, dash - 1)
        }
    }
    first = goals[1]
    if (!(first in runs))
        refuse("There is no command \"" first "\"." suggestion(first) " To list them: make help")
    rest = 2
    if (stage_of[first] != "none" && stages[1] == "" && count > 1 && !(goals[2] in runs))
        stages[1] = goals[rest++]
    for (i = rest; i <= count; i++) {
        if (stage_of[first] != "none" || !(goals[i] in runs))
            refuse("make " first " takes no \"" goals[i] "\"" (rest > 2 ? " after its stage" : "") "." \
                   (goals[i] in runs ? "" : suggestion(goals[i])))
    }
    count -= rest - 2
    for (i = 1; i <= count; i++) {
        verbs = verbs " " goals[i]
        taken = taken (words[goals[i]] == "" ? "" : " ") words[goals[i]]
    }
    check_words(verbs, taken)
    for (i = 1; i <= count; i++)
        lines = lines line_of(goals[i], stages[i])
    printf "%s", lines
}
