# TraceCmd::TraceCmd: libtracecmd, which reads trace.dat, with libtracefs and libtraceevent below.
# Debian ships pkg-config files alone, which the users of an installed drmsim would need as well.

set(_tracecmd_required "")
set(_tracecmd_libraries "")
set(_tracecmd_includes "")
foreach(_tracecmd_part IN ITEMS "tracecmd trace-cmd trace-cmd.h" "tracefs tracefs tracefs.h"
                                "traceevent traceevent event-parse.h")
  string(REPLACE " " ";" _tracecmd_part "${_tracecmd_part}")
  list(POP_FRONT _tracecmd_part _tracecmd_name _tracecmd_folder _tracecmd_header)
  find_path(TraceCmd_${_tracecmd_name}_INCLUDE_DIR NAMES ${_tracecmd_header}
            PATH_SUFFIXES ${_tracecmd_folder})
  find_library(TraceCmd_${_tracecmd_name}_LIBRARY NAMES ${_tracecmd_name})
  mark_as_advanced(TraceCmd_${_tracecmd_name}_INCLUDE_DIR TraceCmd_${_tracecmd_name}_LIBRARY)
  list(APPEND _tracecmd_required TraceCmd_${_tracecmd_name}_LIBRARY
       TraceCmd_${_tracecmd_name}_INCLUDE_DIR)
  list(APPEND _tracecmd_libraries "${TraceCmd_${_tracecmd_name}_LIBRARY}")
  list(APPEND _tracecmd_includes "${TraceCmd_${_tracecmd_name}_INCLUDE_DIR}")
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(TraceCmd REQUIRED_VARS ${_tracecmd_required})

if(TraceCmd_FOUND AND NOT TARGET TraceCmd::TraceCmd)
  add_library(TraceCmd::TraceCmd INTERFACE IMPORTED)
  set_target_properties(
    TraceCmd::TraceCmd PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${_tracecmd_includes}"
                                  INTERFACE_LINK_LIBRARIES "${_tracecmd_libraries}")
endif()
