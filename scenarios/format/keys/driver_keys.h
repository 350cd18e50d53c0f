// The keys of `driver` that belong to one kind of driver, in files of their own.
#pragma once

#include "scenarios/format/driver_spec.h"
#include "scenarios/format/scalar_types.h"
#include "scenarios/format/section.h"

namespace drmsim::scenarios {

inline ChoiceType<FalseTimeout> false_timeout_type() {
  return ChoiceType<FalseTimeout>({{"reset", FalseTimeout::reset},
                                   {"return", FalseTimeout::finish},
                                   {"reinsert", FalseTimeout::reinsert}});
}

void add_slot_keys(Section<DriverSpec>& section);
void add_lock_keys(Section<DriverSpec>& section);
void add_firmware_keys(Section<DriverSpec>& section);

}  // namespace drmsim::scenarios
