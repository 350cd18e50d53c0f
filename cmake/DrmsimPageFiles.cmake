# drmsim_page_files(<target> <folder> <script>...): the style sheet, the HTML and the scripts of
# <folder>/page as texts in the library: what <folder>/page_files.h declares.
#
# Compilers take no string literal of any length: each script is one of its own.
function(drmsim_page_files target folder)
  set(DRMSIM_PAGE_SCRIPTS "")
  file(READ "${folder}/page/page.css" DRMSIM_PAGE_STYLE)
  file(READ "${folder}/page/picture.html" DRMSIM_PAGE_PICTURE)
  set(files page.css picture.html ${ARGN})
  foreach(name IN LISTS ARGN)
    file(READ "${folder}/page/${name}" text)
    string(APPEND DRMSIM_PAGE_SCRIPTS "    R\"drmsim(${text})drmsim\",\n")
  endforeach()
  list(TRANSFORM files PREPEND "${folder}/page/")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  configure_file("${folder}/page_files.cpp.in" "${PROJECT_BINARY_DIR}/page_files.cpp" @ONLY)
  target_sources(${target} PRIVATE "${PROJECT_BINARY_DIR}/page_files.cpp")
endfunction()
