# drmsim_add_layer(<name> FOLDER <folder> [LINK <targets>...] [EXCLUDE <regex>])
#
# Makes the static library drmsim_<name>, alias drmsim::<name>, from every .cpp below <folder>.
#
# Sources include from the root ("sim/world.h"), but the root is on no include path: it would show
# every layer to every other. Each layer has a folder of its own in the build tree that holds one
# symbolic link, <build>/include/<name>/<folder> -> <source>/<folder>, and a target sees exactly
# the links of the layers that it links. An include that points upwards is therefore "no such
# file".

function(drmsim_forward_include name folder)
  set(dir "${PROJECT_BINARY_DIR}/include/${name}")
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY "${dir}/${parent}")
  file(CREATE_LINK "${PROJECT_SOURCE_DIR}/${folder}" "${dir}/${folder}" SYMBOLIC)
endfunction()

# With DRMSIM_PCH, the headers that nearly every source includes are compiled once per target.
# Sources include what they use all the same: the builds without the switch would not compile.
function(drmsim_precompile target)
  if(DRMSIM_PCH)
    target_precompile_headers(
      ${target} PRIVATE <algorithm> <array> <cstdint> <functional> <map> <memory> <optional>
                        <string> <string_view> <utility> <variant> <vector> <fmt/format.h> ${ARGN})
  endif()
endfunction()

function(drmsim_add_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;EXCLUDE" "LINK")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${arg_FOLDER}/*.cpp")
  if(arg_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${arg_EXCLUDE}")
  endif()
  if(NOT sources)
    message(WARNING "${arg_FOLDER}/ has no sources yet: drmsim::${name} is empty")
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/empty_${name}.cpp" "")
    set(sources "${CMAKE_CURRENT_BINARY_DIR}/empty_${name}.cpp")
  endif()

  add_library(drmsim_${name} STATIC ${sources})
  add_library(drmsim::${name} ALIAS drmsim_${name})
  set_target_properties(drmsim_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(drmsim_${name} PUBLIC cxx_std_20)
  drmsim_forward_include(${name} ${arg_FOLDER})
  target_include_directories(
    drmsim_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include/${name}>
                          $<INSTALL_INTERFACE:include/drmsim>)
  target_link_libraries(drmsim_${name} PUBLIC ${arg_LINK})
  drmsim_precompile(drmsim_${name})
endfunction()
