#include "tests/support/drivers/driver_matrix.h"

namespace drmsim::tests {
namespace {

using Options = std::vector<std::string>;

// One of each, in every combination.
Options combinations(const std::vector<Options>& choices) {
  Options all = {""};
  for (const Options& choice : choices) {
    Options longer;
    for (const std::string& begun : all) {
      for (const std::string& option : choice) {
        longer.push_back(begun.empty() || option.empty() ? begun + option : begun + ", " + option);
      }
    }
    all = std::move(longer);
  }
  return all;
}

// What happens to the first job, or to the device.
struct Trouble {
  const char* fault;   // of the job
  const char* action;  // of the machine
};

const std::vector<Trouble>& troubles() {
  static const std::vector<Trouble> all = {
      {"", ""},
      {"hang_attempts = 1", ""},
      {"hang_attempts = \"forever\"", ""},
      {"lost_interrupt = true", ""},
      {"late_interrupt = \"995us\"", ""},
      {"spurious_interrupt = \"5us\"", ""},
      {"hang_attempts = 1, fault_interrupt = \"5us\"", ""},
      {"run_job_returns = \"EIO\"", ""},
      {"run_job_returns = \"null\"", ""},
      {"run_job_returns = \"signalled\"", ""},
      {"", "at = \"15us\"\ndo = \"device_lost\"\n"},
      {"", "at = \"15us\"\ndo = \"front_end_hang\"\nring = \"r0\"\n"},
      {"hang_attempts = 1", "at = \"900us\"\ndo = \"kill\"\nentity = \"bad\"\n"},
      {"", "at = \"15us\"\ndo = \"kill\"\nentity = \"bad\"\n"},
      {"", "at = \"15us\"\ndo = \"unload\"\nring = \"r0\"\n"},
      {"hang_attempts = 1", "at = \"500us\"\ndo = \"unload\"\nring = \"r0\"\n"},
  };
  return all;
}

// Two rings of one reset domain, a job that trouble comes to, others behind and beside it.
std::string scenario(const std::string& driver, unsigned credit_limit, const Trouble& trouble) {
  std::string text = "name = \"t\"\n[[reset_domain]]\nname = \"gpu\"\n";
  for (const char* ring : {"r0", "r1"}) {
    text += "[[ring]]\nname = \"" + std::string(ring) +
            "\"\nreset_domain = \"gpu\"\nscheduler = { timeout = \"1ms\", timeout_queue = "
            "\"shared:reset\", credit_limit = " +
            std::to_string(credit_limit) + " }\ndriver = { " + driver + " }\n";
  }
  text += "[[entity]]\nname = \"bad\"\nrings = [\"r0\"]\n";
  text += "[[entity]]\nname = \"good\"\nrings = [\"r0\"]\n";
  text += "[[entity]]\nname = \"beside\"\nrings = [\"r1\"]\n";
  text += "[[job]]\nname = \"first\"\nentity = \"bad\"\nduration = \"20us\"\nfault = { " +
          std::string(trouble.fault) + " }\n";
  text += "[[job]]\nname = \"second\"\nentity = \"bad\"\nduration = \"20us\"\n";
  text += "[[job]]\nname = \"third\"\nentity = \"good\"\nat = \"5us\"\nduration = \"20us\"\n";
  text += "[[job]]\nname = \"long\"\nentity = \"beside\"\nduration = \"990us\"\n";
  if (*trouble.action != 0) text += "[[action]]\n" + std::string(trouble.action);
  return text;
}

std::vector<std::string> scenarios_of(const Options& drivers, unsigned credit_limit) {
  std::vector<std::string> texts;
  for (const std::string& driver : drivers) {
    for (const Trouble& trouble : troubles()) {
      texts.push_back(scenario(driver, credit_limit, trouble));
    }
  }
  return texts;
}

}  // namespace

std::vector<std::string> ring_driver_matrix() {
  return scenarios_of(combinations({{"fence = \"embedded\"", "fence = \"preallocated\""},
                                    {"reset = \"ring\"", "reset = \"full\""},
                                    {"", "soft_recovery = true"},
                                    {"", "reread_hardware = true"},
                                    {"", "on_false_timeout = \"reset\""},
                                    {"", "finished_error = \"after_stop\""},
                                    {"", "resubmit = false"},
                                    {"", "fallback_timer = \"500us\""},
                                    {"", "prepare_job = \"hardware_fence\""}}),
                      4);
}

std::vector<std::string> slot_driver_matrix() {
  return scenarios_of(combinations({{"kind = \"slot\""},
                                    {"", "resubmit = false"},
                                    {"", "on_false_timeout = \"reset\""},
                                    {"", "on_progress = \"reset\""},
                                    {"", "hang_error = \"locked\""},
                                    {"", "fault_recovery = \"own_work\""},
                                    {"", "reset_time = \"50us\""}}),
                      1);
}

std::vector<std::string> firmware_driver_matrix() {
  return scenarios_of(combinations({{"kind = \"firmware\""},
                                    {"", "hw_queues = 1"},
                                    {"", "time_slice = \"100us\""},
                                    {"", "group = \"g\""},
                                    {"", "reset_time = \"50us\""}}),
                      4);
}

}  // namespace drmsim::tests
