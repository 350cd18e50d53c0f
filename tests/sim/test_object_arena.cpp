// Memory that knows its objects: which bytes may be used, and whose an address is.
#include "sim/object_arena.h"

#include <cstring>
#include <vector>

#include "sim/tracked.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

std::uintptr_t address_of(const void* memory) {
  return reinterpret_cast<std::uintptr_t>(memory);
}

std::uint8_t shadow_of(const ObjectArena& arena, std::uintptr_t address) {
  return arena.shadow()[(address - arena.base()) / 16];
}

bool usable(const ObjectArena& arena, std::uintptr_t address) {
  const std::uint8_t shadow = shadow_of(arena, address);
  return shadow == 0 || address % 16 < (shadow < 16 ? shadow : 0);
}

struct Piece final : Tracked {
  explicit Piece(World& world) : Tracked(world, "thing", Where::here()) {}
  std::string label() const override { return "a thing"; }
  char bytes[200]{};
};

TEST_CASE("arena: what is allocated may be used, what surrounds it may not") {
  ObjectArena arena;
  REQUIRE(arena.size() > 0);
  for (const std::size_t bytes : {1U, 16U, 100U, 1000U, 4000U}) {
    void* memory = arena.allocate(bytes);
    const std::uintptr_t begin = address_of(memory);
    CHECK(begin % 16 == 0);
    CHECK(arena.owns(begin));
    std::memset(memory, 0x11, bytes);
    CHECK(usable(arena, begin));
    CHECK(usable(arena, begin + bytes - 1));
    CHECK_FALSE(usable(arena, begin - 1));
    CHECK_FALSE(usable(arena, begin + bytes));
    arena.release(memory);
    CHECK(arena.freed(begin));
    CHECK(arena.allocate(bytes) == memory);  // the bay that was used last
    CHECK_FALSE(arena.freed(begin));
    arena.release(memory);
  }
}

TEST_CASE("arena: nobody's bytes beyond what is allocated, as many as are asked for") {
  ObjectArena arena;
  for (const std::size_t bytes : {48U, 100U, 40000U}) {
    void* memory = arena.allocate(bytes, 64);
    for (std::size_t i = 0; i < 64; ++i) CHECK_FALSE(usable(arena, address_of(memory) + bytes + i));
    CHECK(usable(arena, address_of(memory) + bytes - 1));
    arena.release(memory);
  }
}

TEST_CASE("arena: large memory comes from the heap") {
  ObjectArena arena;
  void* memory = arena.allocate(70000);
  CHECK_FALSE(arena.owns(address_of(memory)));
  CHECK_FALSE(arena.freed(address_of(memory)));
  arena.release(memory);
}

TEST_CASE("arena: every address inside an object leads to it, alive or freed") {
  World world;
  const ObjectArena& arena = ObjectArena::of_this_thread();
  std::vector<Piece*> things;
  for (int i = 0; i < 500; ++i) things.push_back(new Piece(world));
  for (Piece* thing : things) {
    CHECK(arena.object_at(address_of(thing)) == thing);
    CHECK(arena.object_at(address_of(thing) + sizeof(Piece) - 1) == thing);
    CHECK_FALSE(arena.freed(address_of(thing->bytes)));
    world.memory().free(*thing);
    CHECK(arena.freed(address_of(thing->bytes)));
    CHECK(arena.object_at(address_of(thing->bytes)) == thing);
  }
  const Piece on_the_stack(world);
  CHECK(arena.object_at(address_of(&on_the_stack)) == nullptr);
}

TEST_CASE("arena: the memory of an object that has left the quarantine is used again") {
  const ObjectArena& arena = ObjectArena::of_this_thread();
  std::uintptr_t first = 0;
  for (int i = 0; i < 10; ++i) {
    World world;
    auto* thing = new Piece(world);
    if (first == 0) first = address_of(thing);
    CHECK(address_of(thing) == first);
    world.memory().free(*thing);
    CHECK(arena.freed(first));
  }
  CHECK(arena.freed(first));
  CHECK(arena.object_at(first) == nullptr);
}

TEST_CASE("arena: a part of an object can be kept from foreign code") {
  World world;
  ObjectArena& arena = ObjectArena::of_this_thread();
  auto* thing = new Piece(world);
  arena.mark_private(thing, 64);
  CHECK(shadow_of(arena, address_of(thing)) != 0);
  CHECK(shadow_of(arena, address_of(thing) + 64) == 0);
  CHECK_FALSE(arena.freed(address_of(thing)));
  world.memory().free(*thing);
  CHECK(arena.freed(address_of(thing)));
}

}  // namespace
}  // namespace drmsim::sim
