// A ring whose memory is another platform's, and the platform that hw_models/README.md shows.
#include "hw_models/gpu/dma_master.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/hw_models/gpu/platform_example.h"

namespace drmsim::hw {
namespace {

using platform_example::Platform;
using platform_example::Processor;

class Watcher final : public MemoryWatch {
 public:
  void memory_written() override { ++times; }
  int times = 0;
};

std::string text_of(const std::string& file) {
  std::ifstream stream(DRMSIM_SOURCE_DIR "/" + file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("platform example: a job is executed, its fence is in the platform's memory",
          "[sc_thread]") {
  Platform platform;
  platform.world.run();
  CHECK(platform.processor.done == sc_core::sc_time(10, sc_core::SC_US));
  CHECK(platform.ram.words[Processor::kFence / 4] == 1);
  CHECK(platform.world.hazards().empty());
}

TEST_CASE("platform example: hw_models/README.md shows it as it is") {
  const std::string example = text_of("tests/hw_models/gpu/platform_example.h");
  const std::string shown = example.substr(example.find("// The platform's memory"));
  const std::string code = shown.substr(0, shown.find("\n}  // namespace"));
  CHECK(text_of("hw_models/README.md").find("```cpp\n" + code + "```") != std::string::npos);
}

TEST_CASE("dma master: what the platform grants is memory, and nothing beyond", "[sc_thread]") {
  Platform platform;
  platform.world.run();
  DmaMaster& dma = platform.dma;
  CHECK(dma.contains(0, 4096));
  CHECK(dma.contains(4092, 4));
  CHECK_FALSE(dma.contains(4092, 8));
  CHECK_FALSE(dma.contains(4096, 4));
  CHECK_FALSE(dma.contains(2, 4));
  CHECK(dma.direct(8) == &platform.ram.words[2]);
  platform.ram.socket->invalidate_direct_mem_ptr(0, 4095);
  CHECK(dma.contains(0, 4));  // it asks again
}

TEST_CASE("dma master: a word that is watched tells, whoever writes it", "[sc_thread]") {
  Platform platform;
  platform.world.run();
  DmaMaster& dma = platform.dma;
  Watcher watcher;
  dma.watch(512, watcher);
  dma.write32(516, 1);
  CHECK(watcher.times == 0);
  dma.write32(512, 7);
  CHECK(watcher.times == 1);
  CHECK(dma.read32(512) == 7);
  platform.ram.words[128] = 8;
  dma.written(512);
  CHECK(watcher.times == 2);
  dma.unwatch(watcher);
  dma.write32(512, 9);
  CHECK(watcher.times == 2);
}

}  // namespace drmsim::hw
