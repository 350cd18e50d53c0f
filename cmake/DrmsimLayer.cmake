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

# With DRMSIM_UNITY, the sources of a target are compiled several at a time: most of a source's time
# goes into headers that its neighbours include, too, and the compiler sees through calls between
# them.
function(drmsim_unity target sources_at_a_time)
  if(DRMSIM_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE
                                                              ${sources_at_a_time})
  endif()
endfunction()

# drmsim_add_layer_group(<name> LINK <targets>...): a name for several, and what they link.
function(drmsim_add_layer_group name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  add_library(drmsim_${name} INTERFACE)
  add_library(drmsim::${name} ALIAS drmsim_${name})
  set_target_properties(drmsim_${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(drmsim_${name} INTERFACE ${arg_LINK})
  set_property(GLOBAL APPEND PROPERTY drmsim_layers drmsim_${name})
endfunction()

# drmsim_fuzz(<name>): readers under test are in this library: libFuzzer learns which inputs reach
# new code of it.
function(drmsim_fuzz name)
  if(DRMSIM_BUILD_FUZZERS)
    target_compile_options(drmsim_${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

function(drmsim_add_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;EXCLUDE" "LINK")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${arg_FOLDER}/*.cpp")
  if(arg_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${arg_EXCLUDE}")
  endif()
  if(NOT sources)
    message(FATAL_ERROR "${arg_FOLDER}/ has no sources: is this checkout complete?")
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
  drmsim_unity(drmsim_${name} 16)
  set_property(GLOBAL APPEND PROPERTY drmsim_layers drmsim_${name})
endfunction()
