// A table by job: its key is the tag, and text is made only for what is printed.
#include "sim/names.h"

#include <map>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a million jobs of a client need one string, and a table is keyed by their tags") {
  Names names;
  const NameId client = names.intern("client");
  const NameId reset = names.intern("reset");
  std::map<std::uint64_t, unsigned> runs;  // by JobTag::bits()
  for (std::uint32_t i = 0; i < 1'000'000; i += 100'000) ++runs[JobTag{client, i + 1}.bits()];
  ++runs[JobTag{reset, 0}.bits()];  // a job that its name alone identifies
  ++runs[JobTag{client, 900'001}.bits()];
  CHECK(runs.size() == 11);

  std::string again;
  for (const auto& [bits, count] : runs) {
    if (count > 1) again = names.text(JobTag::from_bits(bits));
  }
  CHECK(again == "client.900000");
  CHECK(names.text(JobTag{reset, 0}) == "reset");

  // A tag of a log that other names wrote: asked first, because looking it up would be a mistake.
  CHECK(names.knows(JobTag{client, 17}));
  CHECK_FALSE(names.knows(JobTag{reset + 1, 17}));
}

}  // namespace
}  // namespace drmsim::sim
