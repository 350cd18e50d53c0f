#include "tools/wsim/batch_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "tools/wsim/c_number.h"
#include "tools/wsim/dependency_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

void read_context(StepCursor& cursor, const Field& field, Batch& batch) {
  constexpr std::string_view kExpected = "a context from 0 to 2147483647";
  const std::int32_t context = cursor.number(field, "Invalid ctx id", kExpected);
  if (context < 0) cursor.fail(field, "Invalid ctx id", kExpected);
  batch.context = static_cast<std::uint32_t>(context);
}

// The usual cause of a strange batch is a step letter that does not exist: what begins with no
// known letter is taken for a batch, and a context that is no number for context 0.
std::string letter_hint(const StepCursor& cursor) {
  if (cursor.step().fields.empty()) return "";
  const std::string_view first = cursor.step().fields.front().text;
  if (read_c_number(first).length > 0) return "";
  return " (" + in_quotes(first) +
         " is no context, and not one of the steps d p s t q f a T P M B w W)";
}

void read_engine(StepCursor& cursor, const Field& field, Batch& batch) {
  const std::optional<EngineName> name = parse_engine_name(field.text);
  if (!name) {
    cursor.fail(field, "Invalid engine id", std::string(kEngineNameForms) + letter_hint(cursor));
  }
  batch.engine = *name;
}

// gem_wsim keeps durations in 32 bits and lets larger ones wrap; here they are refused.
std::uint32_t read_microseconds(StepCursor& cursor, const Field& field, const CNumber& number,
                                std::string_view words, std::int64_t min) {
  constexpr std::int64_t kMax = std::numeric_limits<std::uint32_t>::max();
  if (number.value < min || number.value > kMax) {
    const std::string least = std::to_string(min);
    cursor.fail(field, words,
                "microseconds as N, N-M with M above N, or * for endless; here " + least +
                    " to 4294967295");
  }
  return static_cast<std::uint32_t>(number.value);
}

void read_duration(StepCursor& cursor, const Field& field, Batch& batch) {
  Duration& duration = batch.duration;
  if (field.text.front() == '*') {
    duration.endless = true;
    cursor.warn_unread(field, 1);
    return;
  }
  const CNumber min = read_c_number(field.text);
  duration.min_us = read_microseconds(cursor, field, min, "Invalid duration", 1);
  duration.max_us = duration.min_us;
  if (min.length == field.text.size()) return;
  if (field.text[min.length] != '-') {
    cursor.warn_unread(field, min.length);
    return;
  }
  const std::size_t max_begin = min.length + 1;
  const CNumber max = read_c_number(field.text.substr(max_begin));
  duration.max_us = read_microseconds(cursor, field, max, "Invalid maximum duration",
                                      std::int64_t{duration.min_us} + 1);
  cursor.warn_unread(field, max_begin + max.length);
}

void read_wait(StepCursor& cursor, const Field& field, Batch& batch) {
  if (field.text != "0" && field.text != "1") {
    cursor.fail(field, "Invalid wait boolean", "0 to go on at once or 1 to wait for the batch");
  }
  batch.wait = field.text == "1";
}

using FieldReader = void (*)(StepCursor&, const Field&, Batch&);

constexpr std::array<FieldReader, 5> kFieldReaders = {read_context, read_engine, read_duration,
                                                      read_dependencies, read_wait};

}  // namespace

Action read_batch(StepCursor& cursor) {
  Batch batch;
  for (const FieldReader read : kFieldReaders) {
    const Field* field = cursor.next();
    if (field == nullptr) {
      const std::string found = std::to_string(cursor.step().fields.size());
      cursor.fail_because(cursor.step().whole, "Invalid record",
                          "Found " + found + " of the 5 fields of a batch",
                          "ctx.engine.duration.deps.wait" + letter_hint(cursor));
    }
    read(cursor, *field, batch);
  }
  cursor.warn_unread_fields();
  return batch;
}

}  // namespace drmsim::scenarios::wsim
