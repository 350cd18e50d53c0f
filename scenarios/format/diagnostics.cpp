#include "scenarios/format/diagnostics.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kShownMax = 20;
constexpr std::size_t kKeptMax = 10'000;  // a hostile file could have millions

auto order_of(int file, const Diagnostic& diagnostic) {
  return std::tuple<int, int, int, const std::string&>(file, diagnostic.line, diagnostic.column,
                                                       diagnostic.message);
}

}  // namespace

bool Diagnostics::same(const Found& a, const Found& b) {
  return order_of(a.file, a.diagnostic) == order_of(b.file, b.diagnostic);
}

bool Diagnostics::before(const Found& a, const Found& b) {
  return order_of(a.file, a.diagnostic) < order_of(b.file, b.diagnostic);
}

void Diagnostics::add(SourceLocation where, std::string message) {
  if (found_.size() >= kKeptMax) return;
  if (closed_.count({where.file, where.line, where.column}) > 0) return;
  found_.push_back(Found{where.file, Diagnostic{included_.file_of(where, file_), where.line,
                                                where.column, std::move(message)}});
  // Numbered copies of a job make the mistakes of the original again, in a row.
  if (found_.size() > 1 && same(found_[found_.size() - 2], found_.back())) found_.pop_back();
}

void Diagnostics::close_places() {
  for (const Found& found : found_) {
    closed_.insert({found.file, found.diagnostic.line, found.diagnostic.column});
  }
}

std::string Diagnostics::place_text(SourceLocation where, SourceLocation from) const {
  const std::string line = "line " + std::to_string(where.line);
  return where.file == from.file ? line : line + " of " + included_.file_of(where, file_);
}

void Diagnostics::throw_if_any() const {
  if (found_.empty()) return;
  std::vector<Found> sorted = found_;
  std::sort(sorted.begin(), sorted.end(), before);
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  std::vector<Diagnostic> diagnostics;
  for (const Found& found : sorted) {
    if (diagnostics.size() == kShownMax) {
      const std::size_t hidden = sorted.size() - kShownMax;
      diagnostics.push_back(
          Diagnostic{file_, 0, 0, "and " + std::to_string(hidden) + " more mistakes"});
      break;
    }
    diagnostics.push_back(found.diagnostic);
  }
  throw InputError(std::move(diagnostics));
}

}  // namespace drmsim::scenarios
