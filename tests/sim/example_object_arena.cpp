// A crash handler: from any address to the object that it is in, or was in.
#include "sim/object_arena.h"

#include "sim/tracked.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a wild address is told by the object that it points into") {
  struct Descriptor final : Tracked {
    explicit Descriptor(World& world) : Tracked(world, "descriptor", Where::here()) {}
    std::string label() const override { return "of ring gfx"; }
    std::uint32_t words[64]{};
  };
  const ObjectArena& arena = ObjectArena::of_this_thread();
  REQUIRE(arena.size() > 0);  // where no range can be reserved, no address is known
  const auto describe = [&](const void* pointer) -> std::string {
    const auto address = reinterpret_cast<std::uintptr_t>(pointer);
    if (!arena.owns(address)) return "no address of ours";
    const Tracked* object = arena.object_at(address);
    if (object == nullptr) return "memory without an object";
    const auto begin = reinterpret_cast<std::uintptr_t>(arena.memory_at(address));
    return fmt::format("{}{} {}, {} bytes into it", arena.freed(address) ? "freed " : "",
                       object->type(), object->label(), address - begin);
  };
  World world;
  auto* descriptor = new Descriptor(world);
  const auto offset = reinterpret_cast<std::uintptr_t>(&descriptor->words[3]) -
                      reinterpret_cast<std::uintptr_t>(descriptor);
  const std::string into = fmt::format("descriptor of ring gfx, {} bytes into it", offset);
  CHECK(describe(&descriptor->words[3]) == into);
  world.memory().free(*descriptor);
  CHECK(describe(&descriptor->words[3]) == "freed " + into);  // until its bay is used again
  CHECK(describe(&world) == "no address of ours");

  ObjectArena own;
  void* header = own.allocate(32);
  own.mark_private(header, 16);  // for code that was compiled to ask: not its bytes
  const auto granule = (reinterpret_cast<std::uintptr_t>(header) - own.base()) / 16;
  CHECK(own.shadow()[granule] >= 16);
  CHECK(own.shadow()[granule + 1] == 0);
  own.release(header);
}

}  // namespace
}  // namespace drmsim::sim
