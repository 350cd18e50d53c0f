#include "tools/wsim/working_set_reader.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "tools/wsim/c_number.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::string_view kInvalidSet = "Invalid working set";
constexpr std::string_view kSizes =
    "sizes between '/', each [Cn]size[-size]: copies above 0, sizes above 0 with an optional k, m "
    "or g, smaller size first";

std::uint64_t factor_of(char suffix) {
  switch (suffix) {
    case 'g':
    case 'G':
      return std::uint64_t{1} << 30;
    case 'm':
    case 'M':
      return std::uint64_t{1} << 20;
    case 'k':
    case 'K':
      return std::uint64_t{1} << 10;
    default:
      return suffix >= '0' && suffix <= '9' ? 1 : 0;
  }
}

// gem_wsim looks only at the last character for the suffix and reads the number from the front.
std::uint64_t read_size(StepCursor& cursor, const Field& field, const Field& size) {
  const std::uint64_t factor = size.text.empty() ? 0 : factor_of(size.text.back());
  const CNumber number = read_c_number(size.text);
  const std::size_t digits = size.text.size() - (factor > 1 ? 1 : 0);
  if (factor == 0 || number.overflow || number.value <= 0) cursor.fail(field, kInvalidSet, kSizes);
  const auto value = static_cast<std::uint64_t>(number.value);
  constexpr std::uint64_t kBytesMax = std::numeric_limits<std::int64_t>::max();
  if (value > kBytesMax / factor) cursor.fail(field, kInvalidSet, kSizes);
  if (number.length != digits) cursor.warn_unread(size, number.length);
  return value * factor;
}

ObjectRun read_run(StepCursor& cursor, const Field& field) {
  ObjectRun run;
  Field rest = field;
  if (const std::size_t n = field.text.find('n'); n != std::string_view::npos) {
    const Field copies{field.text.substr(0, n), field.column};
    const std::int32_t count = cursor.number(copies, kInvalidSet, kSizes);
    if (count <= 0) cursor.fail(field, kInvalidSet, kSizes);
    run.copies = static_cast<std::uint32_t>(count);
    rest = tail(field, n + 1);
  }
  const std::size_t dash = rest.text.find('-');
  run.min_bytes = read_size(cursor, field, {rest.text.substr(0, dash), rest.column});
  run.max_bytes = run.min_bytes;
  if (dash != std::string_view::npos)
    run.max_bytes = read_size(cursor, field, tail(rest, dash + 1));
  // gem_wsim does not check the order, and then draws from a range that has wrapped around.
  if (run.max_bytes < run.min_bytes) cursor.fail(field, kInvalidSet, kSizes);
  return run;
}

WorkingSet read_working_set(StepCursor& cursor, bool shared) {
  WorkingSet set;
  set.shared = shared;
  if (const Field* field = cursor.next()) {
    constexpr std::string_view kId = "an id from 0 to 2147483647";
    const std::int32_t id = cursor.number(*field, kInvalidSet, kId);
    if (id < 0) cursor.fail(*field, kInvalidSet, kId);
    set.id = static_cast<std::uint32_t>(id);
  } else {
    cursor.warn(cursor.step().whole, "no id is given; working set 0 is meant, as in gem_wsim");
  }
  while (const Field* field = cursor.next()) {
    for (const Field& piece : split(*field, '/')) set.runs.push_back(read_run(cursor, piece));
  }
  if (set.runs.empty()) {
    cursor.warn(cursor.step().whole, "no sizes are given; the working set has no objects");
  }
  return set;
}

}  // namespace

Action read_local_working_set(StepCursor& cursor) {
  return read_working_set(cursor, false);
}
Action read_shared_working_set(StepCursor& cursor) {
  return read_working_set(cursor, true);
}

}  // namespace drmsim::scenarios::wsim
