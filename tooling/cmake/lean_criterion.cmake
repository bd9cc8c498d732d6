# lean_criterion(TARGET): links a stand-in for Criterion's libgit2 into a program that checks start.
#
# It has the name that Criterion's library asks for, and comes first, so the loader takes it instead.
function(lean_criterion target)
  if(NOT CMAKE_OBJDUMP)
    return()
  endif()
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${criterion_LINK_LIBRARIES}
                  OUTPUT_VARIABLE criterion_needs ERROR_QUIET)
  if(NOT criterion_needs MATCHES "NEEDED +(libgit2[^ \n]*)")
    return() # another build of Criterion
  endif()
  set(name ${CMAKE_MATCH_1})
  add_library(no_git SHARED support/no_git.c)
  target_link_libraries(no_git PRIVATE tool_flags)
  set_target_properties(no_git PROPERTIES NO_SONAME ON PREFIX "" OUTPUT_NAME ${name} SUFFIX ""
                        LINK_OPTIONS "-Wl,-soname,${name}"
                        LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lean/criterion)
  target_link_libraries(${target} PRIVATE -Wl,--push-state,--no-as-needed no_git -Wl,--pop-state)
endfunction()
