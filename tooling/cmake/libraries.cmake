# The libraries that we stand on. tooling/setup installs them.
find_package(PkgConfig REQUIRED)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(criterion REQUIRED IMPORTED_TARGET criterion)
pkg_check_modules(elf REQUIRED IMPORTED_TARGET libelf)
