// A first-in-first-out queue that keeps its memory: std::deque allocates and frees as it moves
// along.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace drmsim::sim {

template <typename T>
class Fifo {
 public:
  bool empty() const { return first_ == items_.size(); }
  T& front() { return items_[first_]; }
  const T& front() const { return items_[first_]; }

  void push(T item) {
    if (items_.size() == items_.capacity() && first_ > items_.size() / 2) compact();
    items_.push_back(std::move(item));
  }

  T pop() {
    T item = std::move(items_[first_++]);
    if (empty()) compact();
    return item;
  }

 private:
  void compact() {
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }

  std::vector<T> items_;
  std::size_t first_ = 0;  // those before it were popped
};

}  // namespace drmsim::sim
