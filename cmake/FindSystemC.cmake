# SystemC::systemc from the header and the library: Debian ships no CMake package for it.
#
# SystemC's headers carry the C++ level of the including code in a symbol name
# (sc_api_version_...), and Debian's library is a C++17 build: C++20 code links only when it says
# that it is C++17 to those headers. SC_CPLUSPLUS is SystemC's own macro for that. The target
# carries it to every user; which level it is, the library's symbol says.

find_path(SystemC_INCLUDE_DIR NAMES systemc)
find_library(SystemC_LIBRARY NAMES systemc)
mark_as_advanced(SystemC_INCLUDE_DIR SystemC_LIBRARY)

set(SystemC_VERSION "")
set(_systemc_version_header "${SystemC_INCLUDE_DIR}/sysc/kernel/sc_ver.h")
if(SystemC_INCLUDE_DIR AND EXISTS "${_systemc_version_header}")
  set(_systemc_parts "")
  foreach(_systemc_part IN ITEMS MAJOR MINOR PATCH)
    file(STRINGS "${_systemc_version_header}" _systemc_line
         REGEX "#define SC_VERSION_${_systemc_part}[ \t]+[0-9]+")
    string(REGEX REPLACE ".*[ \t]([0-9]+).*" "\\1" _systemc_line "${_systemc_line}")
    list(APPEND _systemc_parts "${_systemc_line}")
  endforeach()
  list(JOIN _systemc_parts "." SystemC_VERSION)
endif()

set(_systemc_level "201703L")
if(SystemC_LIBRARY)
  file(STRINGS "${SystemC_LIBRARY}" _systemc_symbols REGEX "sc_api_version_[0-9_]+_cxx[0-9]+L")
  if(_systemc_symbols MATCHES "sc_api_version_[0-9_]+_cxx([0-9]+L)")
    set(_systemc_level "${CMAKE_MATCH_1}")
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  SystemC
  REQUIRED_VARS SystemC_LIBRARY SystemC_INCLUDE_DIR
  VERSION_VAR SystemC_VERSION)

if(SystemC_FOUND AND NOT TARGET SystemC::systemc)
  find_package(Threads REQUIRED)
  add_library(SystemC::systemc UNKNOWN IMPORTED)
  set_target_properties(
    SystemC::systemc
    PROPERTIES IMPORTED_LOCATION "${SystemC_LIBRARY}"
               INTERFACE_INCLUDE_DIRECTORIES "${SystemC_INCLUDE_DIR}"
               INTERFACE_COMPILE_DEFINITIONS "SC_CPLUSPLUS=${_systemc_level}"
               INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
