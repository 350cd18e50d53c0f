# The libraries that the layers stand on; tools/packages.txt names their Debian packages. What
# drmsimConfig.cmake.in finds again for the users of the installed package must agree with this
# list.

find_package(SystemC 2.3.4 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS context)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
# Headers alone, of which only sources of tools/timeline include any.
find_path(PROTOZERO_INCLUDE_DIR protozero/pbf_writer.hpp REQUIRED)
mark_as_advanced(PROTOZERO_INCLUDE_DIR)
find_package(TraceCmd REQUIRED)
if(PROJECT_IS_TOP_LEVEL)
  find_package(CLI11 2.1 REQUIRED)
endif()
