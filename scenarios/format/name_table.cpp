#include "scenarios/format/name_table.h"

#include "scenarios/format/document.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {

void NameTable::define(const std::string& name, SourceLocation where) {
  if (name.empty()) {
    complete_ = false;
    return;
  }
  const auto [entry, is_new] = names_.emplace(name, where);
  if (is_new) {
    in_file_order_.push_back(name);
    return;
  }
  diagnostics_.add(where, "a second " + kind_ + " named `" + name + "`; the first is at " +
                              diagnostics_.place_text(entry->second, where));
}

void NameTable::imply(const std::string& name) {
  if (names_.emplace(name, SourceLocation{}).second) in_file_order_.push_back(name);
}

void NameTable::check(const NameRef& reference) const {
  if (reference.name.empty() || !complete_ || has(reference.name)) return;
  const std::string problem = "no " + kind_ + " named " + shown(reference.name, '`');
  diagnostics_.add(reference.where, in_file_order_.empty()
                                        ? problem + "; the file defines none"
                                        : problem + suggestion(reference.name, in_file_order_));
}

void NameTable::check(const std::vector<NameRef>& references) const {
  for (const NameRef& reference : references) check(reference);
}

}  // namespace drmsim::scenarios
