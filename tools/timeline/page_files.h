// The files of page/, as texts: CMake puts them into the program (cmake/DrmsimPageFiles.cmake).
#pragma once

#include <span>

namespace drmsim::timeline {

extern const char* const kPageStyle;
extern const char* const kPagePicture;  // the HTML around the canvas

std::span<const char* const> page_scripts();  // in the order in which they need each other

}  // namespace drmsim::timeline
