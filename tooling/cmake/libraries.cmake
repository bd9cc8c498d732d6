# The libraries that this project needs. tooling/setup installs them.
find_package(PkgConfig REQUIRED)
pkg_check_modules(benchmark REQUIRED IMPORTED_TARGET benchmark)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(cmark REQUIRED IMPORTED_TARGET libcmark)
pkg_check_modules(criterion REQUIRED IMPORTED_TARGET criterion)
pkg_check_modules(elf REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)

# Linked as an archive if there is one, so that the tests can refuse its allocations, too.
find_library(yaml_library libyaml.a HINTS ${yaml_LIBRARY_DIRS} ${yaml_LIBDIR})
if(NOT yaml_library)
  set(yaml_library PkgConfig::yaml)
endif()

# GNU libunistring has no pkg-config file in Debian 12.
find_library(unistring_library unistring REQUIRED)

# LLVM's C library has no pkg-config file; llvm-config says the same.
find_program(llvm_config llvm-config REQUIRED)
execute_process(COMMAND ${llvm_config} --includedir OUTPUT_VARIABLE llvm_include
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${llvm_config} --link-shared --libs core irreader
                OUTPUT_VARIABLE llvm_libraries OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${llvm_config} --ldflags OUTPUT_VARIABLE llvm_folder
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
add_library(llvm INTERFACE)
target_include_directories(llvm SYSTEM INTERFACE ${llvm_include})
target_link_libraries(llvm INTERFACE ${llvm_folder} ${llvm_libraries})
