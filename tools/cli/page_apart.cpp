#include "tools/cli/page_apart.h"

#include "tools/parallel/work_units.h"

namespace drmsim::tools {

void write_page_apart(const std::function<std::string()>& page, const std::string& what, int stop,
                      OutputFile* file, const Console& console) {
  const scenarios::ApartResult made = scenarios::run_apart(1, stop, page);
  if (made.text.empty()) {
    console.err << "drmsim: --html: " << what
                << " cannot be drawn: " << (made.stopped ? "interrupted" : made.died) << "\n";
    return;
  }
  (file != nullptr ? file->stream() : console.out) << made.text;
  if (file != nullptr) file->commit();
}

}  // namespace drmsim::tools
