// How long it takes to read a list of jobs, of which a capture has a million: a third of them
// depend on another, on four entities.
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "scenarios/format/scenario_reader.h"

namespace drmsim::bench {
namespace {

namespace fs = std::filesystem;

class ListedScenario {
 public:
  explicit ListedScenario(std::int64_t jobs)
      : folder_(fs::temp_directory_path() / ("drmsim-bench-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    std::ofstream scenario(path());
    scenario << "name = \"listed\"\n[[ring]]\nname = \"gfx\"\n"
                "[[job_list]]\nname = \"capture\"\nfile = \"jobs.csv\"\n";
    for (int i = 0; i < 4; ++i) {
      scenario << "[[entity]]\nname = \"app" << i << "\"\nrings = \"gfx\"\n";
    }
    std::ofstream list(folder_ / "jobs.csv");
    list << "entity,submit,duration,credits,after\n";
    for (std::int64_t i = 0; i < jobs; ++i) {
      list << "app" << i % 4 << ',' << i * 10'000 << ',' << 3'000 + i % 6'000 << ",1,";
      if (i % 3 == 2) list << i - 2;
      list << '\n';
    }
  }
  ListedScenario(const ListedScenario&) = delete;
  ListedScenario& operator=(const ListedScenario&) = delete;
  ~ListedScenario() { fs::remove_all(folder_); }
  fs::path path() const { return folder_ / "listed.toml"; }

 private:
  fs::path folder_;
};

void read_job_list(benchmark::State& state) {
  const ListedScenario listed(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(scenarios::load_scenario(listed.path()).jobs.size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(read_job_list)->Arg(20'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace drmsim::bench
