# Makes `cmake --install` give a package that find_package(drmsim) finds: the layers as static
# libraries, their headers as <prefix>/include/drmsim/<layer folder>/, the command with its
# completion and manual pages, the scenario files and the documentation. `uninstall` takes away what
# was installed last.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/drmsim")
set(data_dir "${CMAKE_INSTALL_DATADIR}/drmsim")

# drmsim_install_tree(<destination> FOLDERS <folders>... PATTERNS <globs>... [EXCLUDE <regex>])
#
# The files of these folders that match, below <destination> as in the sources. One by one: a
# folder without any is not made.
function(drmsim_install_tree destination)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "EXCLUDE" "FOLDERS;PATTERNS")
  set(globs "")
  foreach(folder IN LISTS arg_FOLDERS)
    foreach(pattern IN LISTS arg_PATTERNS)
      list(APPEND globs "${PROJECT_SOURCE_DIR}/${folder}/${pattern}")
    endforeach()
  endforeach()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" ${globs})
  if(arg_EXCLUDE)
    list(FILTER files EXCLUDE REGEX "${arg_EXCLUDE}")
  endif()
  foreach(file IN LISTS files)
    cmake_path(GET file PARENT_PATH folder)
    install(FILES "${PROJECT_SOURCE_DIR}/${file}" DESTINATION "${destination}/${folder}")
  endforeach()
endfunction()

get_property(layers GLOBAL PROPERTY drmsim_layers)
install(TARGETS ${layers} EXPORT drmsimTargets)
# The headers that a user's code may include: those of these folders, and tools/cli/run.h. None of
# them includes one that is not installed (tests/package/test_headers.sh).
set(public_folders
    sim
    hw_models/gpu
    hw_models/v3d
    sched/api
    sched/model
    scenarios/format
    scenarios/jobs
    scenarios/drivers/common
    scenarios/checkers
    scenarios/machine
    scenarios/report)
drmsim_install_tree("${CMAKE_INSTALL_INCLUDEDIR}/drmsim" FOLDERS ${public_folders} PATTERNS "*.h"
                    "*.def" EXCLUDE "^scenarios/format/(keys|resolve)/")
install(FILES "${PROJECT_SOURCE_DIR}/tools/cli/run.h"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/drmsim/tools/cli")

# What `drmsim list` lists, and what exploration compares its failures with.
drmsim_install_tree("${data_dir}" FOLDERS scenarios PATTERNS "*.toml" "*.csv"
                    "*.wsim" "known_failures.txt")
install(FILES "${PROJECT_BINARY_DIR}/pages/scenario.schema.json" DESTINATION "${data_dir}")

# What kernel_build.sh compiles a tree with, and the kernels that this build has compiled.
drmsim_install_tree("${data_dir}" FOLDERS sched/kernel PATTERNS "*.h" "*.c" "*.txt" "*.ld" "*.map"
                    "*.config" EXCLUDE
                    "CMakeLists.txt$")
install(PROGRAMS "${PROJECT_SOURCE_DIR}/tools/kernel_build.sh"
                 "${PROJECT_SOURCE_DIR}/tools/kernel_fetch.sh" DESTINATION "${data_dir}/tools")
install(FILES "${PROJECT_SOURCE_DIR}/tools/kernel_suites.txt"
              "${PROJECT_SOURCE_DIR}/tools/kernel_compile.sh"
              "${PROJECT_SOURCE_DIR}/tools/kernel_tree_headers.sh"
        DESTINATION "${data_dir}/tools")
install(
  DIRECTORY "${PROJECT_BINARY_DIR}/kernels"
  DESTINATION "${data_dir}"
  OPTIONAL
  PATTERN ".build.*" EXCLUDE)

# The pages, with their places to each other: they link.
drmsim_install_tree("${CMAKE_INSTALL_DOCDIR}" FOLDERS sim hw_models sched scenarios tools tests
                    cmake PATTERNS "*.md")
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# What the command says about itself, for shells and for man (tools/CMakeLists.txt).
set(pages "${PROJECT_BINARY_DIR}/pages")
set(completion "${pages}/completion")
install(DIRECTORY "${pages}/man1" DESTINATION "${CMAKE_INSTALL_MANDIR}")
install(FILES "${completion}/drmsim"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${completion}/_drmsim" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
install(FILES "${completion}/drmsim.fish"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")

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
              "${CMAKE_CURRENT_LIST_DIR}/FindTraceCmd.cmake"
        DESTINATION "${package_dir}")

# Another project that contains this one may have an `uninstall` of its own.
if(PROJECT_IS_TOP_LEVEL)
  add_custom_target(
    uninstall
    COMMAND
      ${CMAKE_COMMAND} "-DMANIFEST=${PROJECT_BINARY_DIR}/install_manifest.txt"
      "-DOWN=${data_dir};${CMAKE_INSTALL_INCLUDEDIR}/drmsim;${package_dir};${CMAKE_INSTALL_DOCDIR}"
      -P "${CMAKE_CURRENT_LIST_DIR}/DrmsimUninstall.cmake"
    VERBATIM)
endif()
