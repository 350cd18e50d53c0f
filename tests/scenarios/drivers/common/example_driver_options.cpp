// Options that must be given, and that must go together: the driver's own rules, told at the place
// in the file.
#include "scenarios/drivers/common/driver_options.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scalar_types.h"
#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

struct QueueOptions {
  SourceLocation where;  // filled in by read(): of the table
  std::uint32_t queues = 0;
  std::uint32_t per_engine = 1;
};

Section<QueueOptions> queue_options() {
  return Section<QueueOptions>("`options` of queues", "Queues of the hardware.")
      .key("queues", &QueueOptions::queues, IntegerType<std::uint32_t>(1, 64), "So many.")
      .required()
      .key("per_engine", &QueueOptions::per_engine, IntegerType<std::uint32_t>(1, 8), "At once.");
}

void check_queues(const DriverContext& context, const QueueOptions& options) {
  if (options.queues % options.per_engine == 0) return;
  throw error_at(context.scenario, options.where, "`queues` is no multiple of `per_engine`");
}

std::string mistake_in(const std::string& driver) {
  Extensions mine;
  mine.drivers.add("queues", queue_options(),
                   [](const DriverContext& context, const QueueOptions& options) {
                     check_queues(context, options);
                     // What the machine goes on with: the ring driver, of a ring without options.
                     return (*Drivers().find("ring"))(context);
                   });
  MachineOptions options;
  options.extensions = &mine;
  try {
    tests::run_program("name = \"t\"\n[[ring]]\nname = \"gfx\"\ndriver = " + driver + "\n", nullptr,
                       options);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("example: options that a driver must have, and that must go together") {
  CHECK(mistake_in("{ kind = \"queues\", options = { queues = 4, per_engine = 3 } }") ==
        "t.toml:4:39: `queues` is no multiple of `per_engine`");
  // The table is not in the file: its place is the driver's.
  CHECK(mistake_in("{ kind = \"queues\" }") ==
        "t.toml:4:10: `options` of queues has no `queues`; expected an integer from 1 to 64");
  // refuse_options(), of a driver that has none.
  CHECK_THAT(mistake_in("{ kind = \"ring\", options = { queues = 4 } }"),
             Catch::StartsWith("t.toml:4:37: driver `ring` has no `options`"));
}

}  // namespace drmsim::scenarios
