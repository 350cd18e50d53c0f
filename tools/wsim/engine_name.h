// An engine as a workload names it: a class, perhaps an instance, perhaps a GT.
//
// "VCS" means any video engine, "VCS2" the second one, "VCS2-1" the second one of GT 1, "VCS-1" any
// of GT 1, and "DEFAULT" leaves the choice to the machine. Which engines exist is the machine's
// business (engine_set.h), so that a name can be read without one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drmsim::scenarios::wsim {

// Intel's names of the classes: render, copy, video, video enhancement, compute.
enum class EngineClass : std::uint8_t { rcs, bcs, vcs, vecs, ccs };

std::string_view to_string(EngineClass engine_class);

struct EngineName {
  std::optional<EngineClass> engine_class;  // none: DEFAULT
  std::optional<std::uint16_t> instance;    // counted from 1, as written
  std::optional<std::uint16_t> gt;          // counted from 0, as written

  bool is_default() const { return !engine_class.has_value(); }
  bool operator==(const EngineName&) const = default;
};

std::string to_string(const EngineName& name);

// Reads DEFAULT or CLASS[instance][-gt], upper or lower case; nothing if it is neither. Rules of
// gem_wsim.c, str_to_engine: instance 1 to 65533, gt 0 to 65533, and "VCS-" means "VCS".
std::optional<EngineName> parse_engine_name(std::string_view text);

// For messages: the forms that parse_engine_name() takes.
inline constexpr std::string_view kEngineNameForms =
    "DEFAULT or RCS, BCS, VCS, VECS, CCS with an optional instance (VCS2) and GT (VCS2-1)";

}  // namespace drmsim::scenarios::wsim
