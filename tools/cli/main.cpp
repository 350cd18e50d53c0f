#include "tools/cli/run.h"

int main(int argc, char** argv) {
  return drmsim::tools::run(argc, argv);
}
