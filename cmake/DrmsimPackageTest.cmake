# ctest "package: ...": installs this build into a scratch prefix, tries what is there, builds
# tests/package/ against it, and takes it away. Sanitized builds leave it out: their libraries link
# only into programs with the same flags.

set(prefix "${PROJECT_BINARY_DIR}/package_test/prefix")
add_test(NAME "package: nothing is left of an installation before"
         COMMAND ${CMAKE_COMMAND} -E rm -rf ${prefix})
add_test(NAME "package: cmake --install" COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR}
                                                 --prefix ${prefix})
add_test(
  NAME "package: an external program builds with find_package(drmsim) and runs"
  COMMAND
    ${CMAKE_CTEST_COMMAND} --build-and-test ${PROJECT_SOURCE_DIR}/tests/package
    ${PROJECT_BINARY_DIR}/package_test/build --build-generator Ninja --build-options
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE} --test-command external_program)
add_test(
  NAME "package: the installed command, its pages and its completion"
  COMMAND ${PROJECT_SOURCE_DIR}/tests/package/test_installed.sh ${prefix}
          ${PROJECT_BINARY_DIR}/kernel_trees/linux-source-6.12.tar.xz)
add_test(NAME "package: the installed headers are all that they need"
         COMMAND ${PROJECT_SOURCE_DIR}/tests/package/test_headers.sh ${prefix}
                 ${CMAKE_CXX_COMPILER})
add_test(NAME "package: a policy's project builds against it, and is in every command"
         COMMAND ${PROJECT_SOURCE_DIR}/tests/package/test_new_policy.sh ${prefix}
                 ${CMAKE_CXX_COMPILER})
add_test(NAME "package: a driver's project builds against it, and its bug is found at its line"
         COMMAND ${PROJECT_SOURCE_DIR}/tests/package/test_new_driver.sh ${prefix}
                 ${CMAKE_CXX_COMPILER})
add_test(NAME "package: uninstall takes away what was installed"
         COMMAND ${PROJECT_SOURCE_DIR}/tests/package/test_uninstall.sh ${PROJECT_BINARY_DIR}
                 ${prefix})
set_tests_properties("package: nothing is left of an installation before"
                     PROPERTIES FIXTURES_SETUP package_prefix)
set_tests_properties("package: cmake --install" PROPERTIES FIXTURES_REQUIRED package_prefix
                                                           FIXTURES_SETUP package_installed)
set_tests_properties(
  "package: the installed headers are all that they need"
  "package: an external program builds with find_package(drmsim) and runs"
  "package: a policy's project builds against it, and is in every command"
  "package: a driver's project builds against it, and its bug is found at its line"
  "package: the installed command, its pages and its completion" PROPERTIES FIXTURES_REQUIRED
                                                                            package_installed)
set_tests_properties("package: uninstall takes away what was installed"
                     PROPERTIES FIXTURES_CLEANUP package_installed)
