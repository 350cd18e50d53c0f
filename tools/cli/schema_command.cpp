#include "tools/cli/schema_command.h"

#include "scenarios/format/json_schema.h"
#include "tools/cli/command_line.h"

namespace drmsim::tools {

int print_schema(const Console& console) {
  console.out << scenarios::json_schema();
  return kAsExpected;
}

}  // namespace drmsim::tools
