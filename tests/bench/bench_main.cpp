// A main() of our own: without it, the one in libsystemc would be linked.
#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
