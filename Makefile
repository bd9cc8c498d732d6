# The door: hands what was typed on, as it came, to tooling/run-verb. What each command takes and
# runs is said in tooling/commands/verbs.txt. A stage's folder includes this file.

ROOT := $(dir $(lastword $(MAKEFILE_LIST)))
MAKEFLAGS += --no-print-directory

# Another compiler (CC=clang) has a tree of its own below build/.
ifeq ($(origin CC),default)
TREE := build
else
TREE := build/$(notdir $(firstword $(CC)))
endif

# `make check-stage 2 FILE=x`: "2" is a goal of make's, too, and FILE a name that is given. Values
# reach the shell through the environment, as they are: make expands nothing in them.
override GOALS := $(or $(MAKECMDGOALS),help)
override GIVEN := $(foreach name,$(.VARIABLES),$(if \
	$(filter command,$(firstword $(origin $(name)))),$(name)))
$(foreach name,$(GIVEN),$(eval override $(name) := $$(value $(name))))
export CC TREE GOALS GIVEN $(GIVEN)

FIRST := $(firstword $(GOALS))
REST := $(filter-out $(FIRST),$(sort $(GOALS)))
.PHONY: $(FIRST) $(REST)
$(FIRST):
	@$(ROOT)tooling/run-verb
ifneq ($(REST),)
$(REST):
	@:
endif
