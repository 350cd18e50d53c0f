# Language level, warnings, sanitizers and ccache, for everything that the project itself compiles.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_COMPILE_WARNING_AS_ERROR ${DRMSIM_WARNINGS_AS_ERRORS})
  add_compile_options(-Wall -Wextra)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False reports about `"text" + std::string` in gcc 12 (GCC bug 105651).
    add_compile_options(-Wno-restrict)
    # Who waits stands on its stack in a list: gcc 14 sees the address stored, and not taken out.
    add_compile_options(-Wno-dangling-pointer)
  endif()

  find_program(DRMSIM_CCACHE ccache)
  if(DRMSIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${DRMSIM_CCACHE}")
  endif()
endif()

# gcc contracts a*b+c into one rounding where the processor allows it, clang does not: the same
# run must give the same event log with both.
add_compile_options(-ffp-contract=off)

if(DRMSIM_SANITIZE)
  add_compile_options(-fsanitize=${DRMSIM_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DRMSIM_SANITIZE})
  # From 15 on clang keeps frames of functions on a stack of the sanitizer's own by default, which a
  # fiber that ends takes away under the function that ends it.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND DRMSIM_SANITIZE MATCHES "address")
    add_compile_options(-fsanitize-address-use-after-return=never)
  endif()
endif()
if(DRMSIM_BUILD_FUZZERS AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "DRMSIM_BUILD_FUZZERS needs clang: libFuzzer is part of it")
endif()

if(DRMSIM_LTO)
  include(CheckIPOSupported)
  check_ipo_supported()
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
