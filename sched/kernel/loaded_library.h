// A compiled kernel tree, loaded into this process.
//
// Intuition: a kernel that is booted afresh for every run. Mechanism: dlopen; the library's own
// variables are copied at load and put back when a World begins, then its init calls run again.
// Limits: serves one World at a time. Stays loaded until the process ends: reports point into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sched/kernel/abi/kernel_library.h"
#include "sim/where.h"

namespace drmsim::kernel {

class LoadedLibrary {
 public:
  // folder: as tools/kernel_build.sh leaves it. Throws std::invalid_argument, with a sentence.
  explicit LoadedLibrary(std::filesystem::path folder);
  LoadedLibrary(const LoadedLibrary&) = delete;
  LoadedLibrary& operator=(const LoadedLibrary&) = delete;

  const drmsim_kernel_library& functions() const { return functions_; }
  std::string release() const { return functions_.release; }

  // Everything as after loading, served by that host; then the init calls.
  void boot(const drmsim_host_ops& host, const drmsim_shadow& shadow, void* system_wq);
  // Everything as after loading: when a World ends, because what is loaded of a file once more is
  // the same image, and shall find it so.
  void restore();
  // module_param: false if the tree has no parameter of that name.
  bool set_parameter(const char* name, int value);
  bool has_parameter(const char* name) const { return parameter(name) != nullptr; }

  bool is_static(const void* address) const;  // one of the library's own variables
  // The source of the code that returns to that address; unknown code is called so.
  sim::Where place_of(std::uintptr_t return_address);
  // The name of the library's function at that address; lives as long as the library.
  const char* function_name(std::uintptr_t address) const;

 private:
  struct Variables {
    std::byte* begin;
    std::vector<std::byte> first_values;
  };
  void load();
  void read_unlocked();
  void find_variables();
  const drmsim_parameter* parameter(const char* name) const;
  void read_places();
  void read_function_names();
  void fill_wheres();

  std::filesystem::path folder_;
  std::uintptr_t base_ = 0;
  std::uintptr_t code_end_ = 0;  // from base_
  drmsim_kernel_library functions_{};
  std::vector<Variables> variables_;
  struct Place {
    std::string file;
    std::string function;
    int line;
  };
  std::vector<unsigned char> unlocked_;  // see drmsim_unlocked: by offset in the library
  bool places_read_ = false;
  std::map<std::uintptr_t, Place> places_;  // by offset in the library
  // Of a library on the tree's own headers, whose calls of the host do not say where they are.
  std::vector<drmsim_where> known_wheres_;
  std::vector<const drmsim_where*> wheres_;               // see drmsim_places
  std::map<std::uintptr_t, std::string> function_names_;  // by offset in the library
};

}  // namespace drmsim::kernel
