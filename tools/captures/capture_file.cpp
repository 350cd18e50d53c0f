#include "tools/captures/capture_file.h"

#include "scenarios/format/input_file.h"
#include "tools/captures/ftrace_text_reader.h"
#include "tools/captures/trace_dat_layout.h"
#include "tools/captures/trace_dat_reader.h"

namespace drmsim::scenarios {

Capture load_capture(const std::string& file) {
  const std::string bytes = read_input_bytes(file, kCaptureBytesMax);
  if (is_trace_dat(bytes)) return read_trace_dat(bytes, file);
  check_input_text(bytes, file, kCaptureBytesMax);
  return read_ftrace_text(bytes, file);
}

}  // namespace drmsim::scenarios
