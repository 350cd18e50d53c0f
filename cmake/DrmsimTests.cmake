# drmsim_add_tests(<folder> [LINK <targets>...])
#
# Makes the Catch2 program test_<folder> from tests/<folder>/**.cpp and tells ctest of each of its
# cases as "<folder>: <title>". LINK is the layer under test, drmsim::<folder> if not given. Tests
# may include what their layer may include, and each other as "tests/<folder>/x.h" or
# "tests/support/x.h".

# What tests are written in besides.
find_program(DRMSIM_PYTHON python3 REQUIRED)
mark_as_advanced(DRMSIM_PYTHON)

file(GLOB_RECURSE support_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/support/*.cpp")
list(FILTER support_sources EXCLUDE REGEX "/support/oracle/")  # links more than these
if(Catch2_VERSION VERSION_GREATER_EQUAL 3)
  list(FILTER support_sources EXCLUDE REGEX "catch_main")
endif()
add_library(drmsim_test_support STATIC ${support_sources})
target_include_directories(drmsim_test_support PUBLIC "${PROJECT_BINARY_DIR}/include/tests")
if(Catch2_VERSION VERSION_GREATER_EQUAL 3)
  # It has a main(), and refuses a pattern that matches nothing by itself.
  target_include_directories(drmsim_test_support
                             PUBLIC "${PROJECT_SOURCE_DIR}/tests/support/catch2_3")
  target_link_libraries(drmsim_test_support PUBLIC Catch2::Catch2WithMain)
  set(drmsim_no_tests_is_failure "")
else()
  target_link_libraries(drmsim_test_support PUBLIC Catch2::Catch2)
  set(drmsim_no_tests_is_failure EXTRA_ARGS -w NoTests)
endif()
target_compile_definitions(drmsim_test_support
                           PUBLIC DRMSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

function(drmsim_add_tests folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  if(NOT arg_LINK)
    set(arg_LINK drmsim::${folder})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/${folder}/*.cpp")
  if(NOT sources)
    message(FATAL_ERROR "tests/${folder}/ has no tests: is this checkout complete?")
  endif()
  add_executable(test_${folder} ${sources})
  target_link_libraries(test_${folder} PRIVATE drmsim_test_support ${arg_LINK})
  drmsim_unity(test_${folder} 18)
  # Optimising the checks in thousands of assertions takes longer than running them once.
  target_compile_options(test_${folder} PRIVATE -O0)
  if(DRMSIM_SANITIZE)
    # Starting a sanitized program takes longer than most cases do: all cases in one process.
    # AddressSanitizer takes SystemC's switch to the stack of an SC_THREAD for an overflow or a use
    # after scope: the library does not announce it (sim/fiber.cpp does). Those are left out; hidden
    # cases, which other tests start, have to be named, or leaving others out would bring them in.
    add_test(NAME "${folder}: all cases" COMMAND test_${folder} "~[sc_thread]~[.]")
  else()
    # A title that Catch2 reads as a pattern that matches nothing fails, not passes.
    catch_discover_tests(test_${folder} TEST_PREFIX "${folder}: " ${drmsim_no_tests_is_failure}
                         PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: kernel:")
  endif()
endfunction()
