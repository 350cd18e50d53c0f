// The main() of every test program. It stands in an own file because Catch2's runner is slow to
// compile.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
