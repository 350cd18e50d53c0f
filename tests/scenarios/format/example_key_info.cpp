// The help text of a driver's options, written from their declarations.
#include "scenarios/format/key_info.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "scenarios/format/scalar_types.h"
#include "scenarios/format/section.h"

namespace drmsim::scenarios {
namespace {

struct HelpOptions {
  std::uint32_t depth = 4;
  sim::TimeNs settle_ns = 20'000;
  std::string firmware;
};

std::string help_of(const SectionInfo& section) {
  std::string help = section.doc + "\n";
  for (const KeyInfo& key : section.keys) {
    help += fmt::format("  {} ({}{}{}): {}\n", key.name, key.type.type,
                        key.type.range.empty() ? "" : ", " + key.type.range,
                        key.required ? "" : ", by default " + key.default_text, key.doc);
  }
  return help;
}

}  // namespace

TEST_CASE("example: help about a driver's options from their declarations") {
  const Section<HelpOptions> section =
      Section<HelpOptions>("`options` of mine", "A driver for a GPU of mine.")
          .key("depth", &HelpOptions::depth, IntegerType<std::uint32_t>(1, 8), "Jobs in flight.")
          .key("settle", &HelpOptions::settle_ns, DurationType(), "Pause after a reset.")
          .key("firmware", &HelpOptions::firmware, TextType(), "Its file.")
          .required();
  CHECK_THAT(help_of(section.info()),
             Catch::StartsWith("A driver for a GPU of mine.\n"
                               "  depth (integer, 1 to 8, by default 4): Jobs in flight.\n"
                               "  settle (duration, "));
  CHECK_THAT(help_of(section.info()), Catch::Contains("by default \"20us\"): Pause"));

  const KeyInfo* depth = section.info().find("depth");
  REQUIRE(depth != nullptr);
  REQUIRE(depth->type.limits.has_value());
  CHECK(depth->type.limits->unit == Limits::Unit::count);
  CHECK(depth->type.limits->max == 8);
  CHECK(depth->shape == Shape::value);  // not made of tables
  CHECK(depth->table == nullptr);
  CHECK(section.info().find("dept") == nullptr);
  CHECK(section.info().find("firmware")->required);
  CHECK(section.info().find("firmware")->default_text.empty());
}

}  // namespace drmsim::scenarios
