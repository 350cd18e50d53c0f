// What a command may write, asked before it begins: nothing that is there is lost by a slip.
//
// Paths that are empty, or kStandardOutput, are nobody's. Two paths are the same file if they lead
// to the same place, through links as well. All throw OutputError, with the reason.
#pragma once

#include <string>
#include <vector>

namespace drmsim::tools {

// What an option says that names an output: kStandardOutput if it is stdout by another name, as
// /dev/stdout, else the same.
std::string output_path(const std::string& word);

// No output is an input, or a file that an input includes, or of a kernel that was built, or what
// stdout or stderr is, and no two outputs are one file.
void check_outputs(const std::vector<std::string>& inputs, const std::vector<std::string>& outputs);

// Files can be made in that folder, or in the nearest that there is above it. Makes nothing.
void check_folder(const std::string& folder);

// Writes FOLDER/STEM.toml, whole, and returns its path. What has that name and is no file that says
// the same stays, as does what another output will be: then it is STEM-2.toml, and so on.
std::string write_beside_others(const std::string& folder, const std::string& stem,
                                const std::string& text);

}  // namespace drmsim::tools
