# Makes `cmake --install` give a package that find_package(drmsim) finds: the layers as static
# libraries, their headers as <prefix>/include/drmsim/<layer folder>/, the command and the scenario
# files.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/drmsim")

install(TARGETS drmsim_sim drmsim_hw drmsim_sched drmsim_sched_kernel drmsim_scenarios
        EXPORT drmsimTargets)
install(TARGETS drmsim)
foreach(folder IN ITEMS sim hw_models sched scenarios)
  install(
    DIRECTORY "${PROJECT_SOURCE_DIR}/${folder}"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/drmsim"
    FILES_MATCHING
    PATTERN "*.h"
    PATTERN "*.def"
    PATTERN "kernel" EXCLUDE
    PATTERN "timing" EXCLUDE
    PATTERN "recovery" EXCLUDE
    PATTERN "bugs" EXCLUDE)
endforeach()
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/scenarios"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/drmsim"
  FILES_MATCHING
  PATTERN "*.toml"
  PATTERN "drivers" EXCLUDE)

# What kernel_build.sh compiles a tree with, and the kernels that this build has compiled.
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/sched/kernel"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/drmsim/sched"
  FILES_MATCHING
  PATTERN "*.h"
  PATTERN "*.c"
  PATTERN "headers.txt"
  PATTERN "probes.txt"
  PATTERN "drivers.txt")
install(PROGRAMS "${PROJECT_SOURCE_DIR}/tools/kernel_build.sh"
                 "${PROJECT_SOURCE_DIR}/tools/kernel_fetch.sh"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/drmsim/tools")
install(FILES "${PROJECT_SOURCE_DIR}/tools/kernel_suites.txt"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/drmsim/tools")
install(
  DIRECTORY "${PROJECT_BINARY_DIR}/kernels"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/drmsim"
  OPTIONAL
  PATTERN ".build.*" EXCLUDE)

install(
  EXPORT drmsimTargets
  NAMESPACE drmsim::
  DESTINATION "${package_dir}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/drmsimConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/drmsimConfig.cmake"
                              INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/drmsimConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/drmsimConfig.cmake"
              "${PROJECT_BINARY_DIR}/drmsimConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindSystemC.cmake"
        DESTINATION "${package_dir}")
