// libFuzzer entry for what reads a trace.dat in this process: the check of its layout, and the
// events that come from the process in which libtracecmd works.
//
// Seeds: tests/fuzz/corpus_trace_dat. What the library does with changed files, in its own process,
// is a test of tests/tools/captures/test_trace_dat_reader.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "scenarios/format/input_error.h"
#include "tools/captures/event_packing.h"
#include "tools/captures/trace_dat_layout.h"

namespace {

using namespace drmsim::scenarios;  // NOLINT: a program of one file

// abort() is what libFuzzer reports.
void require(bool condition) {
  if (!condition) std::abort();
}

template <class Read>
void read_or_refuse(Read read) {
  try {
    read();
  } catch (const InputError& error) {
    require(!error.diagnostics().empty());
    require(!error.diagnostics().front().message.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_or_refuse([bytes] {
    if (is_trace_dat(bytes)) check_trace_dat(bytes, "fuzz");
  });
  read_or_refuse([bytes] {
    const Capture capture = unpacked_capture(bytes, "fuzz");
    require(unpacked_capture(packed_capture(capture), "fuzz").events.size() ==
            capture.events.size());
  });
  return 0;
}
