# A copy of the C library that Valgrind starts with in half the time.
#
# Valgrind reads all of a library's separate debug information (libc6-dbg) at each start. It needs
# the dynamic loader's; the C library's own is of no use to a learner. The copy lacks the build id by
# which Valgrind finds it, and is otherwise the same library. The memory and heap gates use it.
execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=libc.so.6
                OUTPUT_VARIABLE libc OUTPUT_STRIP_TRAILING_WHITESPACE)
set(lean_libc_folder ${PROJECT_BINARY_DIR}/lean)

if(IS_ABSOLUTE "${libc}")
  file(REAL_PATH ${libc} libc)
  add_custom_command(
    OUTPUT ${lean_libc_folder}/libc.so.6
    COMMAND ${CMAKE_COMMAND} -E make_directory ${lean_libc_folder}
    COMMAND ${CMAKE_OBJCOPY} --remove-section=.note.gnu.build-id ${libc}
            ${lean_libc_folder}/libc.so.6
    DEPENDS ${libc} VERBATIM)
  add_custom_target(lean_libc DEPENDS ${lean_libc_folder}/libc.so.6)
else()
  add_custom_target(lean_libc) # another C library: the folder stays empty, and no copy is used
endif()
