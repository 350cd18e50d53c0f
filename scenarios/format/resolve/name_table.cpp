#include "scenarios/format/resolve/name_table.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "scenarios/format/document.h"
#include "scenarios/format/name_pattern.h"
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

const std::vector<std::string>& NameTable::names_like(const std::string& pattern) const {
  const auto [entry, is_new] = matches_.try_emplace(pattern);
  if (is_new) {
    std::copy_if(in_file_order_.begin(), in_file_order_.end(), std::back_inserter(entry->second),
                 [&](const std::string& name) { return matches(pattern, name); });
  }
  return entry->second;
}

std::vector<NameRef> NameTable::matching(const NameRef& reference) const {
  if (!is_pattern(reference.name)) return {reference};
  std::vector<NameRef> result;
  for (const std::string& name : names_like(reference.name)) {
    result.push_back(NameRef{name, reference.where});
  }
  if (result.empty() && complete_) {
    diagnostics_.add(reference.where,
                     "no " + kind_ + " matches " + shown(reference.name, '`') +
                         (in_file_order_.empty() ? "; the file defines none"
                                                 : "; expected " + either_of(in_file_order_)));
  }
  return result;
}

void NameTable::expand(std::vector<NameRef>& references) const {
  const auto has_pattern = [](const NameRef& reference) { return is_pattern(reference.name); };
  if (std::none_of(references.begin(), references.end(), has_pattern)) return;
  std::vector<NameRef> all;
  std::set<std::string> listed;
  for (const NameRef& reference : references) {
    for (NameRef& name : matching(reference)) {
      const bool is_new = listed.insert(name.name).second;
      if (is_new || !has_pattern(reference)) all.push_back(std::move(name));
    }
  }
  references = std::move(all);
}

}  // namespace drmsim::scenarios
