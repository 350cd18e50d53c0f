#include "sched/kernel/loaded_library.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace drmsim::kernel {

namespace fs = std::filesystem;

namespace {

struct Range {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};

// The executable segment of the loaded file that has this address in it.
Range code_around(std::uintptr_t address) {
  struct Search {
    std::uintptr_t address = 0;
    Range found;
  } search{address, {}};
  const auto look = [](dl_phdr_info* file, std::size_t, void* data) {
    auto& search = *static_cast<Search*>(data);
    for (unsigned i = 0; i < file->dlpi_phnum; ++i) {
      const ElfW(Phdr)& segment = file->dlpi_phdr[i];
      if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
      const std::uintptr_t begin = file->dlpi_addr + segment.p_vaddr;
      if (search.address - begin < segment.p_memsz) search.found = {begin, begin + segment.p_memsz};
    }
    return search.found.end == 0 ? 0 : 1;
  };
  dl_iterate_phdr(look, &search);
  return search.found;
}

// Of "0x602d", and of nothing else. None: it is not from kernel_build.sh.
std::optional<std::uintptr_t> offset_of(std::string_view text) {
  constexpr std::string_view kPrefix = "0x";
  if (text.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  std::uintptr_t offset = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, offset, 16);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return offset;
}

}  // namespace

LoadedLibrary::LoadedLibrary(fs::path folder) : folder_(std::move(folder)) {
  load();
  find_variables();
  read_unlocked();
  if (functions_.places == nullptr) return;
  fill_wheres();
  read_function_names();
}

void LoadedLibrary::load() {
  const fs::path file = fs::absolute(folder_ / "kernel.so");
  void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr)
    throw std::invalid_argument("cannot load a kernel: " + std::string(dlerror()));
  using Entry = void (*)(drmsim_kernel_library*);
  const auto entry = reinterpret_cast<Entry>(dlsym(handle, DRMSIM_ENTRY_SYMBOL));
  if (entry == nullptr) throw std::invalid_argument(file.string() + " is no kernel of drmsim");
  entry(&functions_);
  if (functions_.abi_version != DRMSIM_ABI_VERSION) {
    throw std::invalid_argument(file.string() +
                                " was built for another version of drmsim: build it again");
  }
  link_map* map = nullptr;
  dlinfo(handle, RTLD_DI_LINKMAP, &map);
  base_ = map->l_addr;
}

// The writable part of the image, without what the loader has made read-only after relocation.
void LoadedLibrary::find_variables() {
  const auto* header = reinterpret_cast<const ElfW(Ehdr)*>(base_);
  const auto* segments = reinterpret_cast<const ElfW(Phdr)*>(base_ + header->e_phoff);
  std::uintptr_t protected_end = 0;
  for (unsigned i = 0; i < header->e_phnum; ++i) {
    if (segments[i].p_type == PT_LOAD && (segments[i].p_flags & PF_X) != 0)
      code_end_ = std::max(code_end_, segments[i].p_vaddr + segments[i].p_memsz);
    if (segments[i].p_type != PT_GNU_RELRO) continue;
    protected_end = base_ + segments[i].p_vaddr + segments[i].p_memsz;
  }
  for (unsigned i = 0; i < header->e_phnum; ++i) {
    if (segments[i].p_type != PT_LOAD || (segments[i].p_flags & PF_W) == 0) continue;
    const std::uintptr_t begin = std::max(base_ + segments[i].p_vaddr, protected_end);
    const std::uintptr_t end = base_ + segments[i].p_vaddr + segments[i].p_memsz;
    if (begin >= end) continue;
    auto* bytes = reinterpret_cast<std::byte*>(begin);
    variables_.push_back(Variables{bytes, {bytes, bytes + (end - begin)}});
  }
}

void LoadedLibrary::restore() {
  for (const Variables& variables : variables_) {
    std::memcpy(variables.begin, variables.first_values.data(), variables.first_values.size());
  }
}

void LoadedLibrary::boot(const drmsim_host_ops& host, const drmsim_shadow& shadow,
                         void* system_wq) {
  restore();
  *functions_.host = host;
  *functions_.shadow = shadow;
  *functions_.unlocked = {base_, unlocked_.data()};
  if (functions_.places != nullptr) *functions_.places = {base_, wheres_.size(), wheres_.data()};
  const Range ours = code_around(reinterpret_cast<std::uintptr_t>(host.point));
  *functions_.code = {base_, base_ + code_end_, ours.begin, ours.end};
  *functions_.system_wq = system_wq;
  for (unsigned long i = 0; i < functions_.initcall_count; ++i) functions_.initcalls[i]();
}

const drmsim_parameter* LoadedLibrary::parameter(const char* name) const {
  for (unsigned long i = 0; i < functions_.parameter_count; ++i) {
    if (std::strcmp(functions_.parameters[i].name, name) == 0) return &functions_.parameters[i];
  }
  return nullptr;
}

bool LoadedLibrary::set_parameter(const char* name, int value) {
  const drmsim_parameter* found = parameter(name);
  if (found != nullptr) *found->value = value;
  return found != nullptr;
}

bool LoadedLibrary::is_static(const void* address) const {
  return std::any_of(variables_.begin(), variables_.end(), [address](const Variables& variables) {
    return static_cast<const std::byte*>(address) - variables.begin >= 0 &&
           static_cast<const std::byte*>(address) < variables.begin + variables.first_values.size();
  });
}

void LoadedLibrary::read_unlocked() {
  std::ifstream in(folder_ / "unlocked.txt");
  unlocked_.assign(code_end_, 0);
  for (std::string address; in >> address;) {
    const auto offset = offset_of(address);
    if (offset && *offset < unlocked_.size()) unlocked_[*offset] = 1;
  }
}

void LoadedLibrary::read_places() {
  places_read_ = true;
  std::ifstream in(folder_ / "places.txt");
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string address;
    std::string file_line;
    std::string function;
    words >> address >> file_line >> function;
    const auto offset = offset_of(address);
    const auto colon = file_line.rfind(':');
    if (!offset || function.empty() || colon == std::string::npos) continue;
    places_.emplace(*offset, Place{file_line.substr(0, colon), function,
                                   std::atoi(file_line.c_str() + colon + 1)});
  }
}

void LoadedLibrary::fill_wheres() {
  read_places();
  known_wheres_.reserve(places_.size());
  wheres_.assign(code_end_, nullptr);
  for (const auto& [offset, place] : places_) {
    known_wheres_.push_back({place.file.c_str(), place.function.c_str(), place.line});
    if (offset < wheres_.size()) wheres_[offset] = &known_wheres_.back();
  }
}

void LoadedLibrary::read_function_names() {
  std::ifstream in(folder_ / "functions.txt");
  for (std::string address, name; in >> address >> name;) {
    if (const auto offset = offset_of(address)) function_names_.emplace(*offset, name);
  }
}

const char* LoadedLibrary::function_name(std::uintptr_t address) const {
  const auto found = function_names_.find(address - base_);
  return found == function_names_.end() ? "work" : found->second.c_str();
}

sim::Where LoadedLibrary::place_of(std::uintptr_t return_address) {
  if (!places_read_) read_places();
  const auto found = places_.find(return_address - base_);
  if (found == places_.end()) return sim::Where::here("kernel.so", "kernel code", 0);
  const Place& place = found->second;
  return sim::Where::here(place.file.c_str(), place.function.c_str(), place.line);
}

}  // namespace drmsim::kernel
