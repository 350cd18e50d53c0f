// Work in several processes: results in order, crashes and endless work as failures of one item.
#include <catch2/catch.hpp>

#include <csignal>
#include <stdexcept>

#include <unistd.h>

#include "tools/cli/worker_pool.h"

namespace drmsim::tests {
namespace {

using tools::run_in_workers;

TEST_CASE("workers: results in order, the same for every number of workers") {
  for (const unsigned workers : {1u, 2u, 7u, 100u}) {
    const auto results = run_in_workers(50, {workers}, [](std::size_t item) {
      return std::string(item * 1000, 'x') + std::to_string(item);
    });
    REQUIRE(results.size() == 50);
    for (std::size_t i = 0; i < results.size(); ++i) {
      CHECK(results[i].failure.empty());
      CHECK((results[i].text == std::string(i * 1000, 'x') + std::to_string(i)));
    }
  }
}

TEST_CASE("workers: nothing to do") {
  CHECK(run_in_workers(0, {}, [](std::size_t) { return std::string(); }).empty());
}

TEST_CASE("workers: one that dies costs one item") {
  const auto results = run_in_workers(9, {2}, [](std::size_t item) {
    if (item == 3) ::raise(SIGKILL);
    if (item == 4) ::_exit(1);
    if (item == 5) throw std::runtime_error("no good");
    return std::string("fine");
  });
  CHECK(results[3].failure == "the process died of signal 9");
  CHECK(results[4].failure == "the process ended before its time");
  CHECK(results[5].failure == "no good");
  for (const std::size_t i : {0u, 1u, 2u, 6u, 7u, 8u}) CHECK(results[i].text == "fine");
}

TEST_CASE("workers: one that takes too long is ended") {
  const auto results = run_in_workers(3, {1, 0.3}, [](std::size_t item) {
    while (item == 1) ::pause();
    return std::string("fine");
  });
  CHECK(results[0].text == "fine");
  CHECK(results[1].failure == "took longer than 0.3 s");
  CHECK(results[2].text == "fine");
}

TEST_CASE("workers: progress ends at all") {
  std::size_t last = 0;
  run_in_workers(
      20, {3}, [](std::size_t) { return std::string(); },
      [&last](std::size_t done) { last = done; });
  CHECK(last == 20);
}

}  // namespace
}  // namespace drmsim::tests
