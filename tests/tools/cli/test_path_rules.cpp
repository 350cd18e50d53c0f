// What a command may write: which paths are one file, and what stays where it is.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;
using tests::file_text;
using tests::ScratchFolder;

// Why these outputs are refused; empty: they are not.
std::string refused(const std::vector<std::string>& inputs,
                    const std::vector<std::string>& outputs) {
  try {
    check_outputs(inputs, outputs);
  } catch (const OutputError& error) {
    const std::string why = error.what();
    return why.substr(why.find(": ") + 2);
  }
  return "";
}

const std::string kIsInput = "it is an input of this command";
const std::string kIsOutput = "another output goes there";

}  // namespace

TEST_CASE("path rules: an output is not an input, by whatever path") {
  const ScratchFolder folder;
  const std::string input = folder.write("sub/in.wsim", "1.RCS.5.0.0");
  fs::create_symlink(input, folder.path("link"));
  fs::create_hard_link(input, folder.path("hard"));
  fs::create_directory_symlink(folder.path("sub"), folder.path("same"));
  CHECK(refused({input}, {input}) == kIsInput);
  CHECK(refused({input}, {folder.path("link")}) == kIsInput);
  CHECK(refused({folder.path("link")}, {input}) == kIsInput);
  CHECK(refused({input}, {folder.path("hard")}) == kIsInput);
  CHECK(refused({input}, {folder.path("same/in.wsim")}) == kIsInput);
  CHECK(refused({input}, {folder.path("sub/../sub/./in.wsim")}) == kIsInput);
  CHECK(refused({input}, {folder.path("sub/in.wsim2")}).empty());
  CHECK(refused({}, {input}).empty());  // a file that is there may be replaced
}

TEST_CASE("path rules: an input that is not there yet is one all the same") {
  const ScratchFolder folder;
  CHECK(refused({folder.path("none.wsim")}, {folder.path("./none.wsim")}) == kIsInput);
}

TEST_CASE("path rules: a file that a scenario includes is an input, also through others") {
  const ScratchFolder folder;
  folder.write("c.toml", "seed = 3\n");
  folder.write("b.toml", "include = \"c.toml\"\n");
  const std::string scenario =
      folder.write("a.toml", "include = \"b.toml\"\nname = \"a\"\n[[ring]]\nname = \"r\"\n");
  CHECK(refused({scenario}, {folder.path("c.toml")}) == kIsInput);
  CHECK(refused({scenario}, {folder.path("d.toml")}).empty());
}

TEST_CASE("path rules: two outputs are not one file, but may go to the same pipe") {
  const ScratchFolder folder;
  const std::string out = folder.path("out");
  CHECK(refused({}, {out, out}) == kIsOutput);
  CHECK(refused({}, {out, folder.path("other"), folder.path("./out")}) == kIsOutput);
  CHECK(refused({}, {"/dev/null", "/dev/null"}).empty());
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  CHECK(refused({}, {folder.path("pipe"), folder.path("pipe")}).empty());
}

TEST_CASE("path rules: no path, and stdout, are nobody's") {
  CHECK(refused({"", "-"}, {"", "", "-", "-"}).empty());
}

TEST_CASE("path rules: only stdout by another name is stdout") {
  const ScratchFolder folder;
  CHECK(output_path("/dev/stdout") == kStandardOutput);
  CHECK(output_path("-") == "-");
  CHECK(output_path("/dev/stderr") == "/dev/stderr");
  CHECK(output_path("/dev/null") == "/dev/null");
  CHECK(output_path("").empty());
  CHECK(output_path("no/such/folder/x") == "no/such/folder/x");
  fs::create_symlink(folder.path("b"), folder.path("a"));
  fs::create_symlink(folder.path("a"), folder.path("b"));
  CHECK(output_path(folder.path("a")) == folder.path("a"));  // links without an end
}

TEST_CASE("path rules: a folder that can be made will do, and is not made") {
  const ScratchFolder folder;
  CHECK_NOTHROW(check_folder(folder.path("a/b/c")));
  CHECK_NOTHROW(check_folder(""));
  CHECK_FALSE(fs::exists(folder.path("a")));
  folder.write("file", "");
  CHECK_THROWS_WITH(check_folder(folder.path("file")),
                    Catch::Contains(folder.path("file") + " is no folder"));
  CHECK_THROWS_WITH(check_folder(folder.path("file/below")),
                    Catch::Contains(folder.path("file") + " is no folder"));
}

TEST_CASE("path rules: a text goes beside others of its name, and not twice where it is there") {
  const ScratchFolder folder;
  const std::string out = folder.path("new/folder");
  const std::string first = write_beside_others(out, "x", "one");
  CHECK(first == out + "/x.toml");
  CHECK(write_beside_others(out, "x", "one") == first);
  CHECK(write_beside_others(out, "x", "two") == out + "/x-2.toml");
  CHECK(write_beside_others(out, "x", "six") == out + "/x-3.toml");  // as long as the first
  CHECK(write_beside_others(out, "x", "two") == out + "/x-2.toml");
  CHECK(file_text(first) == "one");
  CHECK(file_text(out + "/x-3.toml") == "six");
}

TEST_CASE("path rules: a text without letters is one, too, and names may have blanks and umlauts") {
  const ScratchFolder folder;
  const std::string path = write_beside_others(folder.path("a b"), "gr\u00fcn x", "");
  CHECK(path == folder.path("a b/gr\u00fcn x.toml"));
  CHECK(fs::file_size(path) == 0);
}

TEST_CASE("path rules: what is no file, or will be another output, stays") {
  const ScratchFolder folder;
  fs::create_directories(folder.path("x.toml"));
  fs::create_symlink("nowhere", folder.path("x-2.toml"));
  OutputFile other(folder.path("x-3.toml"));
  CHECK(write_beside_others(folder.path(""), "x", "t") == folder.path("x-4.toml"));
  CHECK(fs::is_symlink(folder.path("x-2.toml")));
}

TEST_CASE("path rules: where a file cannot be written the reason is told, and it ends") {
  const ScratchFolder folder;
  folder.write("file", "");
  CHECK_THROWS_AS(write_beside_others(folder.path("file"), "x", "t"), OutputError);
  CHECK_THROWS_WITH(write_beside_others(folder.path(""), std::string(300, 'x'), "t"),
                    Catch::Contains("File name too long"));
  CHECK(folder.files() == std::vector<std::string>{"file"});
}

}  // namespace drmsim::tools
