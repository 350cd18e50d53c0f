#include "scenarios/format/resolve/name_table.h"

#include <algorithm>
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
  const auto [number, is_new] = names_.add(name);
  if (is_new) {
    wheres_.push_back(where);
    return;
  }
  diagnostics_.add(where, "a second " + kind_ + " named `" + name + "`; the first is at " +
                              diagnostics_.place_text(wheres_[number], where));
}

void NameTable::imply(const std::string& name) {
  if (names_.add(name).second) wheres_.emplace_back();
}

const std::vector<std::string>& NameTable::in_file_order() const {
  for (auto i = static_cast<std::uint32_t>(in_file_order_.size()); i < names_.size(); ++i) {
    in_file_order_.push_back(names_.text(i));
  }
  return in_file_order_;
}

void NameTable::check(const NameRef& reference) const {
  if (reference.name.empty() || !complete_ || has(reference.name)) return;
  const std::string problem = "no " + kind_ + " named " + shown(reference.name, '`');
  diagnostics_.add(reference.where, names_.size() == 0
                                        ? problem + "; the file defines none"
                                        : problem + suggestion(reference.name, in_file_order()));
}

void NameTable::check(const std::vector<NameRef>& references) const {
  for (const NameRef& reference : references) check(reference);
}

const std::vector<std::string>& NameTable::names_like(const std::string& pattern) const {
  const auto [entry, is_new] = matches_.try_emplace(pattern);
  if (is_new) {
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (matches(pattern, names_.text(i))) entry->second.push_back(names_.text(i));
    }
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
                         (names_.size() == 0 ? "; the file defines none"
                                             : "; expected " + either_of(in_file_order())));
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
