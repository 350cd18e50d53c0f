# The switches of a build. CMakePresets.json combines them under names.

option(DRMSIM_BUILD_TESTS "Build the tests and the benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(DRMSIM_BUILD_FUZZERS "Build the libFuzzer targets of tests/fuzz (clang only)" OFF)
option(DRMSIM_UNITY "Compile several sources at a time" ON)
option(DRMSIM_LTO "Optimise across source files at link time" OFF)
# A user's compiler may be newer than ours and warn of more. Continuous integration sets the
# variable in the environment, which reaches the builds of the stages, too.
option(DRMSIM_WARNINGS_AS_ERRORS "A warning of the compiler ends the build"
       $ENV{DRMSIM_WARNINGS_AS_ERRORS})
set(DRMSIM_SANITIZE "" CACHE STRING "Sanitizers, comma separated, as given to -fsanitize=")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
