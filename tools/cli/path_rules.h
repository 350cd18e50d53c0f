// What a command may write, asked before it begins: nothing that is there is lost by a slip.
//
// Paths that are empty, or kStandardOutput, are nobody's. Two paths are the same file if they lead
// to the same place, through links as well. All throw OutputError, with the reason.
#pragma once

#include <string>
#include <vector>

namespace drmsim::tools {

// No output is an input, or a file that an input includes, and no two outputs are one file.
void check_outputs(const std::vector<std::string>& inputs, const std::vector<std::string>& outputs);

// Files can be made in that folder, or in the nearest that there is above it. Makes nothing.
void check_folder(const std::string& folder);

// Writes FOLDER/STEM.toml, whole, and returns its path. A file of that name that says something
// else stays: then it is STEM-2.toml, and so on. The same once more is the same file.
std::string write_beside_others(const std::string& folder, const std::string& stem,
                                const std::string& text);

}  // namespace drmsim::tools
