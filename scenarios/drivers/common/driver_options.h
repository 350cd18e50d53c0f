// The options of a driver that a program brings: the keys of `driver.options`.
//
// A driver declares them as the scenario format declares its own (scenarios/format/section.h):
// name, member, type, meaning. The scenario file is read long before anybody knows of the driver,
// and keeps the table; it is read when the machine is made, which is also when a mistake in it is
// told, with its line and what was expected.
#pragma once

#include "scenarios/drivers/common/driver.h"
#include "scenarios/format/diagnostics.h"
#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/section.h"

namespace drmsim::scenarios {

// Throws InputError, with all mistakes.
template <class Options>
Options read_options(const Section<Options>& section, const DriverContext& context) {
  const DriverSpec& driver = context.ring.driver;
  Node table = driver.options;
  if (table.where.line == 0) table.where = driver.where;  // it is not in the file
  Diagnostics diagnostics(context.scenario.file, context.scenario.included);
  Options options{};
  section.read(table, options, diagnostics);
  diagnostics.throw_if_any();
  return options;
}

// Of a driver that has none: throws InputError if the file gives some.
void refuse_options(const DriverContext& context);

}  // namespace drmsim::scenarios
