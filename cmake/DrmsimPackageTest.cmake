# ctest "package: ...": installs this build into a scratch prefix and builds tests/package/ against
# it. Sanitized builds leave it out: their libraries link only into programs with the same flags.

set(prefix "${PROJECT_BINARY_DIR}/package_test/prefix")
add_test(NAME "package: cmake --install" COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR}
                                                 --prefix ${prefix})
add_test(
  NAME "package: an external program builds with find_package(drmsim) and runs"
  COMMAND
    ${CMAKE_CTEST_COMMAND} --build-and-test ${PROJECT_SOURCE_DIR}/tests/package
    ${PROJECT_BINARY_DIR}/package_test/build --build-generator Ninja --build-options
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE} --test-command external_program)
set_tests_properties("package: cmake --install" PROPERTIES FIXTURES_SETUP package_installed)
set_tests_properties("package: an external program builds with find_package(drmsim) and runs"
                     PROPERTIES FIXTURES_REQUIRED package_installed)
