#include "scenarios/format/diagnostics.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kShownMax = 20;
constexpr std::size_t kKeptMax = 10'000;  // a hostile file could have millions

bool same(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.line, a.column, a.message) == std::tie(b.line, b.column, b.message);
}

}  // namespace

void Diagnostics::add(SourceLocation where, std::string message) {
  if (found_.size() >= kKeptMax) return;
  found_.push_back(Diagnostic{file_, where.line, where.column, std::move(message)});
  // Numbered copies of a job make the mistakes of the original again, in a row.
  if (found_.size() > 1 && same(found_[found_.size() - 2], found_.back())) found_.pop_back();
}

void Diagnostics::throw_if_any() const {
  if (found_.empty()) return;
  std::vector<Diagnostic> sorted = found_;
  std::sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.line, a.column, a.message) < std::tie(b.line, b.column, b.message);
  });
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  if (sorted.size() > kShownMax) {
    const std::size_t hidden = sorted.size() - kShownMax;
    sorted.resize(kShownMax);
    sorted.push_back(Diagnostic{file_, 0, 0, "and " + std::to_string(hidden) + " more mistakes"});
  }
  throw InputError(std::move(sorted));
}

}  // namespace drmsim::scenarios
