// Changes an input file in a few places, so that most of it still means something.
#pragma once

#include <string>

#include "sim/rng.h"
#include "tests/fuzz/mutate/corpus.h"

namespace drmsim::tests {

class Mutator {
 public:
  Mutator(const Corpus& corpus, sim::Rng& rng) : corpus_(corpus), rng_(rng) {}

  // One to three changes of a text of that kind; one text in ten, at most, is one that its reader
  // refuses.
  std::string mutated(InputKind kind, const std::string& text);

 private:
  std::string changed_once(InputKind kind, std::string text);
  std::string change_toml(const std::string& text);
  std::string change_words(InputKind kind, const std::string& text);
  std::string change_lines(InputKind kind, const std::string& text);
  std::string change_tables(const std::string& text);
  std::string new_value(const std::string& text);
  std::string new_key(const std::string& text);
  std::string other_name(const std::string& text);
  std::string change_bytes(std::string text);

  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(rng_.uniform(0, count - 1));
  }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

  const Corpus& corpus_;
  sim::Rng& rng_;
};

}  // namespace drmsim::tests
