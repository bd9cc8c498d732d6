# prelink_probe(LIBRARY...): the object `prelinked_probe`, all of a static probe but the judged file.
#
# Linking a static probe takes longer than compiling the judged file, and most of that is the search
# for what the probe needs of the C library. So this is done once. What only the judged file needs,
# also of our libraries, is still searched for. Sets `static_link_before` and `static_link_behind`, the words
# around its object, which are those of cc -static, and `static_link_reads`, the files of ours in them.
function(prelink_probe)
  list(TRANSFORM ARGN REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE libraries)
  set(static_link_before -static PARENT_SCOPE)
  set(static_link_behind ${libraries} PARENT_SCOPE)
  set(static_link_reads ${libraries} PARENT_SCOPE)
  add_custom_target(prelinked_probe)
  foreach(part crt1 crti crtbeginT crtend crtn)
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=${part}.o
                    OUTPUT_VARIABLE ${part} OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT IS_ABSOLUTE "${${part}}")
      return() # another C library: it is linked in the ordinary way
    endif()
  endforeach()
  set(object ${CMAKE_CURRENT_BINARY_DIR}/prelinked_probe.o)
  set(system -Wl,--start-group -lgcc -lgcc_eh -lc -Wl,--end-group)
  add_custom_command(OUTPUT ${object}
                     COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -o ${object} ${crt1} -Wl,-u,main
                             ${libraries} ${system}
                     DEPENDS ${ARGN} VERBATIM)
  add_custom_target(prelinked_probe_object DEPENDS ${object})
  add_dependencies(prelinked_probe prelinked_probe_object)
  set(static_link_before -static -nostdlib ${crti} ${crtbeginT} PARENT_SCOPE)
  set(static_link_behind ${object} ${libraries} ${system} ${crtend} ${crtn} PARENT_SCOPE)
  set(static_link_reads ${object} ${libraries} PARENT_SCOPE)
endfunction()
