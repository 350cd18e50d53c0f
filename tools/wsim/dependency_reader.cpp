#include "tools/wsim/dependency_reader.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tools/wsim/c_number.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::string_view kInvalidDependency = "Invalid dependency";
constexpr std::string_view kList =
    "0 for none, or between '/': -K, f-K, s-K (K steps back), rS-O, rS-A-B, wS-O, wS-A-B (object "
    "O, "
    "or A to B with A < B, of working set S)";
constexpr std::string_view kBack = "K from 1 to the number of steps before this one";

// The number of steps back in "-K". Zero passes gem_wsim's parser, which then aborts.
std::uint32_t read_back(StepCursor& cursor, const Field& dependency, const Field& number) {
  const std::int64_t value = cursor.number(number, kInvalidDependency, kBack);
  if (value >= 0 || -value > cursor.index()) cursor.fail(dependency, kInvalidDependency, kBack);
  return static_cast<std::uint32_t>(-value);
}

void read_data(StepCursor& cursor, const Field& field, Batch& batch) {
  const bool has_digit = field.text.size() > 1 && field.text[1] >= '0' && field.text[1] <= '9';
  if (!has_digit) cursor.fail(field, kInvalidDependency, kList);
  batch.data.push_back({read_back(cursor, field, field), field.column});
}

void read_fence(StepCursor& cursor, const Field& field, Batch& batch) {
  if (batch.fence) {
    cursor.fail(field, kInvalidDependency,
                "at most one fence (f-K or s-K): i915 takes one input fence a batch");
  }
  const FenceKind kind = field.text.front() == 's' ? FenceKind::submit : FenceKind::completion;
  batch.fence = FenceDependency{read_back(cursor, field, tail(field, 1)), kind, field.column};
}

// The id or object number at the start of `text`, of which the first `length` characters are meant
// for it. atoi() sees all of `text`, so that "-3" is below 0 even where the '-' is a separator.
std::uint32_t read_number(StepCursor& cursor, const Field& dependency, const Field& text,
                          std::size_t length) {
  const CNumber number = read_c_number(text.text);
  if (!number.fits_int32() || number.value < 0) cursor.fail(dependency, kInvalidDependency, kList);
  const Field meant{text.text.substr(0, length), text.column};
  if (number.length == 0)
    return static_cast<std::uint32_t>(cursor.number(meant, kInvalidDependency, kList));
  cursor.warn_unread(meant, number.length);
  return static_cast<std::uint32_t>(number.value);
}

void read_objects(StepCursor& cursor, const Field& field, Batch& batch) {
  const Field set = tail(field, 1);
  const std::size_t set_length = set.text.find('-');
  if (set_length == std::string_view::npos) cursor.fail(field, kInvalidDependency, kList);
  const Field range = tail(set, set_length + 1);
  const std::size_t first_length = range.text.find('-');

  ObjectDependency dependency;
  dependency.write = field.text.front() == 'w';
  dependency.column = field.column;
  dependency.set_id = read_number(cursor, field, set, set_length);
  dependency.first = read_number(cursor, field, range, first_length);
  dependency.last = dependency.first;
  if (first_length != std::string_view::npos) {
    const Field last = tail(range, first_length + 1);
    dependency.last = read_number(cursor, field, last, last.text.size());
    if (dependency.last <= dependency.first) cursor.fail(field, kInvalidDependency, kList);
  }
  batch.objects.push_back(dependency);
}

}  // namespace

void read_dependencies(StepCursor& cursor, const Field& field, Batch& batch) {
  if (field.text == "0") return;
  for (const Field& piece : split(field, '/')) {
    switch (piece.text.front()) {
      case '-':
        read_data(cursor, piece, batch);
        break;
      case 'f':
      case 's':
        read_fence(cursor, piece, batch);
        break;
      case 'r':
      case 'w':
        read_objects(cursor, piece, batch);
        break;
      default:
        cursor.fail(piece, kInvalidDependency, kList);
    }
  }
}

}  // namespace drmsim::scenarios::wsim
