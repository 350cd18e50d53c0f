// One value of a document on its way into a spec, with all that a message about it needs.
#pragma once

#include <string>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/document.h"

namespace drmsim::scenarios {

struct Field {
  const Node& node;
  const std::string& key;
  const std::string& section;  // the title of the table that it is in
  Diagnostics& diagnostics;

  // The same key, looking at a part of its value.
  Field part(const Node& inner) const { return Field{inner, key, section, diagnostics}; }

  bool is(Node::Kind kind) const { return node.kind == kind; }

  // "`slots` in [[ring]] is 0; expected an integer from 1 to 4096". Always false: `return
  // refuse()`.
  bool refuse(const std::string& expected) const {
    return complain("is " + shown(node) + "; expected " + expected);
  }
  // "`slots` in [[ring]] " and what is wrong.
  bool complain(const std::string& problem) const {
    diagnostics.add(node.where, '`' + key + "` in " + section + ' ' + problem);
    return false;
  }
};

}  // namespace drmsim::scenarios
