# Flags, as INTERFACE targets: a target is built with those that it links.

option(SANITIZE "Build our tools and tests with AddressSanitizer and UndefinedBehaviorSanitizer")
option(COVERAGE "Build our tools and tests so that gcovr can count the lines that ran")
option(FUZZ "Build our tools for libFuzzer, with the sanitizers; needs clang")

set(warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow)

# What is judged, and what runs beside it in a probe. A check compiles with the same list. DWARF 4,
# because Valgrind 3.19 cannot read what clang writes by default; no built-in malloc, because clang
# would remove an allocation that a learner should see.
# _GNU_SOURCE, because algo_one.h comes first: after it a file cannot ask for memmem itself. It is
# empty, so that a file that does define it gets no warning about a second definition.
set(stage_flag_list -std=c17 -D_GNU_SOURCE= -O2 -g -gdwarf-4 -fno-builtin-malloc ${warnings}
                    -Werror=implicit-function-declaration)
set(stage_cxx_flag_list -std=c++17 -O2 -g -gdwarf-4 ${warnings}) # of what calls stages from C++

# A probe exports its record of allocations, which a preloaded library fills in. Without that library
# the probe itself refuses allocations.
set(probe_link_options
    -Wl,--export-dynamic-symbol=probe_allocations,--wrap=malloc,--wrap=calloc,--wrap=realloc,--undefined=__wrap_malloc)

add_library(stage_flags INTERFACE)
target_compile_options(stage_flags INTERFACE "$<$<COMPILE_LANGUAGE:C>:${stage_flag_list}>"
                                             "$<$<COMPILE_LANGUAGE:CXX>:${stage_cxx_flag_list}>")

add_library(tool_flags INTERFACE)
target_compile_options(tool_flags INTERFACE -std=c17 -O1 -g ${warnings})
target_compile_definitions(tool_flags INTERFACE _GNU_SOURCE)
if(SANITIZE)
  set(instruments -fsanitize=address,undefined -fno-sanitize-recover=all)
elseif(FUZZ)
  set(instruments -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
elseif(COVERAGE)
  # GNU C, in which execvp is a built-in: gcov then keeps what a child counted before its exec.
  set(instruments --coverage -fprofile-update=atomic -std=gnu17)
endif()
target_compile_options(tool_flags INTERFACE ${instruments})
target_link_options(tool_flags INTERFACE ${instruments})
