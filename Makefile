# The door: every verb stands here, and only forwards.

MAKEFLAGS += --no-print-directory

# Another compiler (CC=clang) has a tree of its own below build/.
ifeq ($(origin CC),default)
TREE := build
else
TREE := build/$(notdir $(firstword $(CC)))
endif

# `make check-stage 2`: what stands behind the verb is its stage, not a goal of make's.
STAGE_VERBS := check-stage check-solution bench profile top profile-cpu top-cpu inline escape plot \
	debug view grade gradescope predict hint solution watch reset-stage
ifneq ($(filter $(STAGE_VERBS),$(firstword $(MAKECMDGOALS))),)
N := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq ($(N),)
.PHONY: $(N)
$(N):
	@:
endif
endif

# The words that each verb takes; each takes CC besides.
check-stage.takes := FILE SEED BOXED JSON
check-solution.takes := $(check-stage.takes)
predict.takes := ALLOCS BYTES LINE
hint.takes := AGAIN
solution.takes := ANYWAY
reset-stage.takes := YES
bench.takes := FILE BYTES JSON
compare.takes := BYTES SEED RUNS
profile.takes := FUNCTION INLINES SAMPLE CASE SOLUTION FILE
profile-cpu.takes := $(profile.takes)
top.takes := $(profile.takes)
top-cpu.takes := $(profile.takes)
view.takes := SOLUTION FILE SECONDS
inline.takes := SOLUTION FILE
escape.takes := SOLUTION FILE
plot.takes := SOLUTION FILE
debug.takes := CASE GDB SOLUTION FILE
grade.takes := DIR OUT FRESH UNBOXED SEED
fuzz.takes := SECONDS
$(foreach verb,help setup doctor progress watch tour slides gradescope test coverage bench-check \
	bench-grade clean,$(eval $(verb).takes :=))

# What was typed and is none of them would be ignored.
GOALS := $(patsubst check-solution-%,check-solution,$(patsubst check-stage-%,check-stage,$(or \
	$(MAKECMDGOALS),help)))
VERBS := $(strip $(foreach goal,$(GOALS),$(if \
	$(filter undefined,$(flavor $(goal).takes)),,$(goal))))
TAKEN := $(foreach verb,$(VERBS),$($(verb).takes)) CC
STRAY := $(strip $(if $(filter $(STAGE_VERBS),$(firstword $(GOALS))),$(wordlist 2,9,$(VERBS)),$(if \
	$(VERBS),$(filter-out $(VERBS),$(GOALS)))))
ifneq ($(STRAY),)
$(error make $(firstword $(VERBS)) takes no "$(STRAY)" behind it)
endif
UNKNOWN := $(strip $(foreach name,$(filter-out TREE N $(TAKEN),$(.VARIABLES)),$(if \
	$(filter command,$(origin $(name))),$(name)=)))
ifneq ($(and $(VERBS),$(UNKNOWN)),)
$(error make $(VERBS) takes no $(UNKNOWN) (it takes $(addsuffix =,$(TAKEN))))
endif

# Words from outside reach the shell through the environment, as they are: make expands nothing in
# them.
WORDS := $(sort $(foreach name,$(filter %.takes,$(.VARIABLES)),$($(name))))
$(foreach word,$(WORDS),$(eval override $(word) := $$(value $(word))))
export CC TREE N $(WORDS)

.PHONY: help
help:
	@sed -n 's/^[a-z-]*:.*## //p' Makefile

.DEFAULT:
	$(error There is no command "$@": make help lists them)

.PHONY: setup
setup:
	@tooling/setup

.PHONY: doctor
doctor: ## make doctor             what is installed and works here; make setup installs it
	@tooling/doctor

.PHONY: check-stage
check-stage: ## make check-stage 2      check your file of stage 2; check-solution 2: ours
	@tooling/build check-program
	@"$$TREE/bin/check" --file "$$FILE" --seed "$$SEED" --boxed "$$BOXED" \
		--json "$$JSON" -- "$$N"

check-stage-%:
	@$(MAKE) check-stage N="$*"

.PHONY: check-solution
check-solution:
	@tooling/build check-program
	@"$$TREE/bin/check" --solution 1 --file "$$FILE" --seed "$$SEED" --boxed "$$BOXED" \
		--json "$$JSON" -- "$$N"

check-solution-%:
	@$(MAKE) check-solution N="$*"

.PHONY: predict
predict: ## make predict 1          say what it will cost, before a check does
	@tooling/build predict-program
	@"$$TREE/bin/predict" --allocs "$$ALLOCS" --bytes "$$BYTES" --line "$$LINE" -- "$$N"

.PHONY: hint
hint: ## make hint 1             the next of three hints (AGAIN=1: those before)
	@tooling/build hint-program
	@"$$TREE/bin/hint" --again "$$AGAIN" -- "$$N"

.PHONY: solution
solution: ## make solution 1         what the solution changes, and why (ANYWAY=1)
	@tooling/build solution-program
	@"$$TREE/bin/solution" --anyway "$$ANYWAY" -- "$$N"

.PHONY: progress
progress: ## make progress           where you are, stage by stage
	@tooling/build progress-program
	@"$$TREE/bin/progress"

.PHONY: watch
watch: ## make watch 1            check again at each save, until Ctrl-C
	@tooling/build watch-program
	@exec "$$TREE/bin/watch" --check "$$TREE/bin/check" -- "$$N"

.PHONY: reset-stage
reset-stage: ## make reset-stage 1      begin anew, and keep what you have (YES=1)
	@tooling/build reset-stage-program
	@"$$TREE/bin/reset-stage" --yes "$$YES" -- "$$N"

.PHONY: tour
tour: ## make tour               every solution and algo_two, side by side
	@tooling/build tour-program
	@"$$TREE/bin/tour"

LISTING = @tooling/build profile-program && "$$TREE/bin/profile" --function "$$FUNCTION" \
	--inlines "$$INLINES" --sample "$$SAMPLE" --case "$$CASE" --solution "$$SOLUTION" --file "$$FILE"

.PHONY: bench
bench: ## make bench [2]          times, beside what repeats exactly (BYTES= FILE=)
	@tooling/build bench-program
	@"$$TREE/bin/bench" --file "$$FILE" --bytes "$$BYTES" --json "$$JSON" -- "$$N"

.PHONY: compare
compare: ## make compare            replace beside sed, perl, rg and others (BYTES= RUNS=)
	@tooling/build compare-program
	@"$$TREE/bin/compare" --bytes "$$BYTES" --seed "$$SEED" --runs "$$RUNS"

.PHONY: profile
profile: ## make profile 2          which lines allocate; profile-cpu 2: take instructions
	$(LISTING) --show list -- "$$N"

.PHONY: top
top: ## make top 2              which functions allocate; top-cpu 2: take instructions
	$(LISTING) --show top -- "$$N"

.PHONY: view
view: ## make view 2             three profiles in the browser (SECONDS=n)
	@tooling/build view-program
	@exec "$$TREE/bin/view" --solution "$$SOLUTION" --file "$$FILE" --seconds "$$SECONDS" -- "$$N"

.PHONY: inline
inline: ## make inline 2           which calls clang and gcc inline, and why not
	@tooling/build inline-program
	@"$$TREE/bin/inline" --solution "$$SOLUTION" --file "$$FILE" -- "$$N"

.PHONY: escape
escape: ## make escape 1           what could leave the heap, and what keeps it there
	@tooling/build escape-program
	@"$$TREE/bin/escape" --solution "$$SOLUTION" --file "$$FILE" -- "$$N"

.PHONY: plot
plot: ## make plot 1             the heap over time: the start file, yours, the solution
	@tooling/build plot-program
	@"$$TREE/bin/plot" --solution "$$SOLUTION" --file "$$FILE" -- "$$N"

.PHONY: debug
debug: ## make debug 2            in gdb, in the case that the last check failed at (CASE=)
	@tooling/build debug-program
	@exec "$$TREE/bin/debug" --case "$$CASE" --gdb "$$GDB" --solution "$$SOLUTION" \
		--file "$$FILE" -- "$$N"

.PHONY: profile-cpu
profile-cpu:
	$(LISTING) --show list-cpu -- "$$N"

.PHONY: top-cpu
top-cpu:
	$(LISTING) --show top-cpu -- "$$N"

.PHONY: slides
slides: ## make slides             the deck of the talk, with what is measured here
	@tooling/build slides-program
	@tooling/slides/render

.PHONY: grade
grade: ## make grade 2 DIR=dir    grade a class, each file in a box (FRESH=1 OUT= UNBOXED=1)
	@tooling/build grade-program
	@exec "$$TREE/bin/grade" --dir "$$DIR" --into "$$OUT" --fresh "$$FRESH" \
		--unboxed "$$UNBOXED" --seed "$$SEED" -- "$$N"

.PHONY: gradescope
gradescope: ## make gradescope [2]     an autograder for Gradescope, as a zip
	@tooling/classroom/pack "$$N"

.PHONY: test
test: ## make test               test it all; also coverage, fuzz, bench-check, bench-grade
	@tooling/build all
	@ctest --test-dir "$$TREE" --output-on-failure --parallel 2

.PHONY: coverage
coverage:
	@tooling/coverage

.PHONY: fuzz
fuzz:
	@tooling/fuzz "$$SECONDS"

.PHONY: bench-check
bench-check:
	@tooling/build check-program
	@tooling/bench-check

.PHONY: bench-grade
bench-grade:
	@tooling/build grade-program
	@tooling/bench-grade

.PHONY: clean
clean: ## make clean              remove all that was built, results too
	@rm -rf build
