// Files that are refused before anything parses them.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

// A file that is gone at the end of the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content)
      : path_(fs::temp_directory_path() / ("drmsim_input_" + std::to_string(::getpid()))) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { fs::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The message for a path, without the path.
std::string refusal(const fs::path& path) {
  try {
    load_scenario(path);
  } catch (const InputError& error) {
    return std::string(error.what()).substr(path.string().size());
  }
  return "accepted";
}

}  // namespace

TEST_CASE("input file: one that does not exist") {
  CHECK(refusal("/nowhere/at/all.toml") == ": no such file");
}

TEST_CASE("input file: a directory") {
  CHECK(refusal(fs::temp_directory_path()) == ": is a directory; expected a file");
}

TEST_CASE("input file: an empty file") {
  const TemporaryFile file("");
  CHECK(refusal(file.path()) == ": file is empty");
}

TEST_CASE("input file: a binary file") {
  const TemporaryFile file(
      std::string("\x7f"
                  "ELF\x02\x01\x01\0\0\0",
                  10));
  CHECK(refusal(file.path()) == ": not a text file (NUL at byte 7); expected UTF-8 text");
}

TEST_CASE("input file: text in another encoding than UTF-8") {
  const TemporaryFile file("name = \"caf\xe9\"\n");
  CHECK(refusal(file.path()).rfind(":1:11: not valid TOML: ", 0) == 0);
}

TEST_CASE("input file: 100 MB are refused by size, without being read") {
  const TemporaryFile file("");
  fs::resize_file(file.path(), 100'000'000);  // sparse: costs no disk
  CHECK(refusal(file.path()) == ": file has 100000000 bytes; expected at most 8 MiB");
}

TEST_CASE("input file: a device that never ends is read up to the limit and no further") {
  CHECK(refusal("/dev/zero") == ": file is too large; expected at most 8 MiB");
}

TEST_CASE("input file: text in memory is held to the same limit") {
  CHECK_THROWS_AS(parse_scenario(std::string(kInputBytesMax + 1, '#'), "memory"), InputError);
}

TEST_CASE("input file: the limit itself is accepted") {
  const TemporaryFile file(std::string(1000, '#'));
  CHECK(read_input_file(file.path(), 1000).size() == 1000);
  CHECK_THROWS_AS(read_input_file(file.path(), 999), InputError);
}

}  // namespace drmsim::scenarios
