# add_stage() lines become the table of tooling/course, and the programs that it refers to.

# add_stage(NAME [CONTRACT name] ALLOCS n BYTES n [BYTES_PER_FIND n] STACK n [LONGEST_FIND n]
#           [INTERFACE_CALLS n] [INSTRUCTIONS ceiling...] [RARE ceiling] [RUNS ceiling])
# A ceiling is "< 1/1 NAME" or "<= 1/3 NAME", NAME a program of solutions/: solution-3 or algo-two.
# INSTRUCTIONS are those on the talk's stream.
function(add_stage name)
  cmake_parse_arguments(arg "" "CONTRACT;ALLOCS;BYTES;BYTES_PER_FIND;STACK;LONGEST_FIND;INTERFACE_CALLS;RARE;RUNS"
                        "INSTRUCTIONS" ${ARGN})
  if(NOT name MATCHES "^([0-9]+)-" OR DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "add_stage(${name}): expected N-name and known words, got ${ARGN}")
  endif()
  set(number ${CMAKE_MATCH_1})
  if(NOT DEFINED arg_CONTRACT)
    set(arg_CONTRACT algo_one)
  endif()
  set_property(GLOBAL APPEND PROPERTY course_contracts ${arg_CONTRACT})
  set(row "{.number = ${number}, .name = \"${name}\", .contract = &contract_${arg_CONTRACT}")
  foreach(ceiling allocs_per_op=ALLOCS bytes_per_op=BYTES bytes_per_find=BYTES_PER_FIND stack_bytes=STACK
                  longest_find=LONGEST_FIND interface_calls_per_op=INTERFACE_CALLS)
    string(REGEX MATCH "(.*)=(.*)" unused ${ceiling})
    set(value COURSE_NO_LIMIT)
    if(DEFINED arg_${CMAKE_MATCH_2})
      set(value ${arg_${CMAKE_MATCH_2}})
    endif()
    string(APPEND row ", .${CMAKE_MATCH_1} = ${value}")
  endforeach()
  set(at 0)
  foreach(stream TALK=INSTRUCTIONS RARE=RARE RUNS=RUNS)
    string(REGEX MATCH "(.*)=(.*)" unused ${stream})
    set(stream COURSE_${CMAKE_MATCH_1})
    foreach(ceiling IN LISTS arg_${CMAKE_MATCH_2})
      add_instruction_ceiling(${name} ${stream} "${ceiling}")
      string(APPEND row ", .instructions[${at}] = ${instruction_ceiling}")
      math(EXPR at "${at} + 1")
    endforeach()
  endforeach()
  string(APPEND row ", .instruction_count = ${at}")
  set_property(GLOBAL APPEND_STRING PROPERTY course_table "${row}},\n")
endfunction()

# Tells editors how the stages' files are compiled. Nothing is built of this: a check compiles them. A
# link to nothing is no file: Emacs keeps one, .#algo_one.c, beside a file that is being edited.
function(add_stage_files)
  file(GLOB found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/stages/[0-9]*/[!.]*.c
       ${PROJECT_SOURCE_DIR}/solutions/*/*.c)
  foreach(file IN LISTS found)
    if(EXISTS ${file} AND NOT IS_DIRECTORY ${file})
      list(APPEND files ${file})
    endif()
  endforeach()
  add_library(stage_files OBJECT EXCLUDE_FROM_ALL ${files})
  target_include_directories(stage_files PRIVATE ${PROJECT_SOURCE_DIR}/stages)
  target_link_libraries(stage_files PRIVATE stage_flags)
endfunction()

# Puts a ceiling of instructions as C into `instruction_ceiling`.
function(add_instruction_ceiling stage stream ceiling)
  if(NOT ceiling MATCHES "^(<=?) ([0-9]+)/([0-9]+) ([a-z0-9-]+)$")
    message(FATAL_ERROR "add_stage(${stage}): expected \"<= 1/3 NAME\", got \"${ceiling}\"")
  endif()
  set(strict false)
  if(CMAKE_MATCH_1 STREQUAL "<")
    set(strict true)
  endif()
  set_property(GLOBAL APPEND PROPERTY course_references ${CMAKE_MATCH_4})
  set(instruction_ceiling
      "{.stream = ${stream}, .reference = \"${CMAKE_MATCH_4}\", .numerator = ${CMAKE_MATCH_2}, .denominator = ${CMAKE_MATCH_3}, .strict = ${strict}}"
      PARENT_SCOPE)
endfunction()

# Builds each program that a ceiling refers to, as a static probe like the stages' own.
function(add_references folder)
  get_property(names GLOBAL PROPERTY course_references)
  list(REMOVE_DUPLICATES names)
  foreach(name IN LISTS names)
    string(REGEX REPLACE "^solution-([0-9]+)$" "\\1-*" pattern ${name})
    file(GLOB source ${PROJECT_SOURCE_DIR}/solutions/${pattern}/algo_one.c)
    add_executable(reference-${name} ${source})
    target_link_libraries(reference-${name} PRIVATE probe_for_algo_one stage_flags -static)
    set_target_properties(reference-${name} PROPERTIES OUTPUT_NAME ${name}
                                                       RUNTIME_OUTPUT_DIRECTORY ${folder})
    set_property(GLOBAL APPEND PROPERTY course_reference_targets reference-${name})
  endforeach()
endfunction()
