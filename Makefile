# The door: every verb stands here, and only forwards.

MAKEFLAGS += --no-print-directory

# Another compiler (CC=clang) has a tree of its own below build/.
ifeq ($(origin CC),default)
TREE := build
else
TREE := build/$(notdir $(firstword $(CC)))
endif

# `make check-stage 2`: what stands behind the verb is its stage, not a goal of make's.
VERB := $(firstword $(MAKECMDGOALS))
ifneq ($(filter check-stage check-solution,$(VERB)),)
N := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq ($(N),)
.PHONY: $(N)
$(N):
	@:
endif
endif

# Words from outside reach the shell through the environment, whatever bytes they hold.
export CC TREE N FILE SEED

.PHONY: help
help:
	@tooling/help Makefile

##@ Learn
.PHONY: check-stage
check-stage: ## make check-stage 2        check stages/2-*/algo_one.c (or FILE=path)
	@tooling/build check-program
	@"$$TREE/bin/check" --file "$$FILE" --seed "$$SEED" "$$N"

check-stage-%:
	@N="$*" $(MAKE) check-stage N="$*"

.PHONY: check-solution
check-solution: ## make check-solution 2     check the solution of a stage
	@tooling/build check-program
	@"$$TREE/bin/check" --solution --file "$$FILE" --seed "$$SEED" "$$N"

check-solution-%:
	@$(MAKE) check-solution N="$*"

.PHONY: tour
tour: ## make tour                 all solutions and algo_two, side by side
	@tooling/build tour-program
	@"$$TREE/bin/tour"
