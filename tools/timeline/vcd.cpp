#include "tools/timeline/vcd.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace drmsim::timeline {
namespace {

using sim::EventKind;

constexpr unsigned kNumber = 64;

// Short names of signals, of the characters that the standard has for them.
std::string identifier(std::size_t signal) {
  constexpr char first = '!';
  constexpr std::size_t letters = 94;
  std::string text;
  do {
    text += static_cast<char>(first + signal % letters);
    signal /= letters;
  } while (signal != 0);
  return text;
}

// Viewers split at dots and take brackets for parts of a vector.
std::string plain(const std::string& name) {
  std::string text = name;
  for (char& c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return text.empty() ? "_" : text;
}

std::string value_text(std::uint64_t value, unsigned width, std::size_t signal) {
  if (width == 1) return fmt::format("{}{}\n", value, identifier(signal));
  return fmt::format("b{:b} {}\n", value, identifier(signal));
}

}  // namespace

// Names that are the same without their punctuation get a `_` more.
std::string Vcd::module_of(const std::string& scope, const std::string& name) {
  std::string module = plain(name);
  while (modules_.try_emplace({scope, module}, name).first->second != name) module += '_';
  return module;
}

Vcd::Signal Vcd::add(const std::string& scope, const std::string& module, const char* name,
                     unsigned width) {
  variables_.push_back({scope, module_of(scope, module), name, width});
  return variables_.size() - 1;
}

void Vcd::set(Signal signal, std::uint64_t value) {
  Variable& variable = variables_[signal];
  variable.value = value;
  if (!variable.changed) changed_.push_back(signal);
  variable.changed = true;
}

Vcd::Ring& Vcd::ring(sim::NameId name) {
  const auto [at, is_new] = rings_.try_emplace(name);
  Ring& ring = at->second;
  if (!is_new) return ring;
  const std::string& module = names_->text(name);
  ring.busy = add("rings", module, "busy", 1);
  ring.job = add("rings", module, "job", kNumber);
  ring.credits = add("rings", module, "credits", kNumber);
  ring.emitted = add("rings", module, "emitted", kNumber);
  ring.completed = add("rings", module, "completed", kNumber);
  return ring;
}

Vcd::Signal Vcd::line(sim::NameId name) {
  const auto [at, is_new] = lines_.try_emplace(name);
  if (is_new) at->second = add("interrupts", names_->text(name), "irq", 1);
  return at->second;
}

Vcd::Signal Vcd::client(sim::JobTag job, sim::NameId entity) {
  const sim::NameId name = job.number_plus_one != 0 ? job.name : entity;
  const auto [at, is_new] = clients_.try_emplace(name);
  if (is_new) at->second = add("clients", names_->text(name), "unfinished", kNumber);
  return at->second;
}

void Vcd::on_event(const sim::Event& event) {
  to(event.time_ns);
  change(event);
}

void Vcd::to(sim::TimeNs now_ns) {
  if (now_ns == now_ns_) return;
  write_changes();
  if (!pulses_.empty()) {
    for (const Signal pulse : pulses_) set(pulse, 0);
    pulses_.clear();
    ++now_ns_;
    if (now_ns_ == now_ns) return;
    write_changes();
  }
  now_ns_ = now_ns;
}

void Vcd::write_changes() {
  bool is_first = true;
  for (const Signal signal : changed_) {
    Variable& variable = variables_[signal];
    variable.changed = false;
    if (variable.value == variable.written) continue;
    if (is_first) fmt::format_to(std::back_inserter(text_), "#{}\n", now_ns_);
    is_first = false;
    variable.written = variable.value;
    text_ += value_text(variable.value, variable.width, signal);
  }
  changed_.clear();
}

void Vcd::change(const sim::Event& event) {
  if (credits_.on_event(event)) {
    set(ring(credits_.changed()).credits, credits_.of(credits_.changed()));
  }
  switch (event.kind) {
    case EventKind::push: {
      const Signal of = client(event.job(0), event.name(1));
      Job& job = jobs_.insert(event.job(0));
      job.number = ++pushed_;
      job.client = of;
      return set(of, value(of) + 1);
    }
    case EventKind::run_job: {
      const Signal emitted = ring(event.name(1)).emitted;
      set(emitted, value(emitted) + 1);
      if (Job* job = jobs_.find(event.job(0))) job->fence = value(emitted);
      return;
    }
    case EventKind::hw_start:
      return execute(ring(event.name(1)), event.job(0));
    case EventKind::hw_done:
      if (const Job* job = jobs_.find(event.job(0))) {
        set(ring(event.name(1)).completed, job->fence);
      }
      return stop(ring(event.name(1)), event.job(0));
    case EventKind::hw_kill:
      return stop(ring(event.name(1)), event.job(0));
    case EventKind::hw_reset:
      return stop_all(ring(event.name(0)));
    case EventKind::hw_fault:
      if (std::string_view(event.text(1)) != "device_lost") return;
      for (auto& [name, ring] : rings_) stop_all(ring);
      return;
    case EventKind::irq:
      set(line(event.name(0)), 1);
      return pulses_.push_back(line(event.name(0)));
    case EventKind::finished:
      if (Job* job = jobs_.find(event.job(0))) {
        set(job->client, value(job->client) - 1);
        job->finished = true;
        forget_if_over(event.job(0), *job);
      }
      return;
    case EventKind::free_job:
      if (Job* job = jobs_.find(event.job(0))) {
        job->freed = true;
        forget_if_over(event.job(0), *job);
      }
      return;
    default:
      return;
  }
}

void Vcd::forget_if_over(sim::JobTag tag, const Job& job) {
  if (job.finished && job.freed) jobs_.erase(tag);
}

void Vcd::execute(Ring& ring, sim::JobTag job) {
  ring.executing.push_back(job);
  show(ring);
}

void Vcd::stop(Ring& ring, sim::JobTag job) {
  const auto found = std::find(ring.executing.begin(), ring.executing.end(), job);
  if (found != ring.executing.end()) ring.executing.erase(found);
  show(ring);
}

void Vcd::stop_all(Ring& ring) {
  ring.executing.clear();
  show(ring);
}

void Vcd::show(Ring& ring) {
  set(ring.busy, ring.executing.empty() ? 0 : 1);
  const Job* job = ring.executing.empty() ? nullptr : jobs_.find(ring.executing.front());
  set(ring.job, job == nullptr ? 0 : job->number);
}

void Vcd::write(std::ostream& out) {
  to(now_ns_ + 2);  // pulses end
  out << "$version\n  drmsim\n$end\n$timescale\n  1 ns\n$end\n";
  write_declarations(out);
  out << "$dumpvars\n";
  for (Signal i = 0; i < variables_.size(); ++i) out << value_text(0, variables_[i].width, i);
  out << "$end\n" << text_ << '#' << now_ns_ << '\n';
}

// Signals of one module stand together: viewers show them so.
void Vcd::write_declarations(std::ostream& out) const {
  std::map<std::string, std::map<std::string, std::vector<Signal>>> scopes;
  for (Signal i = 0; i < variables_.size(); ++i) {
    scopes[variables_[i].scope][variables_[i].module].push_back(i);
  }
  out << "$scope module drmsim $end\n";
  for (const auto& [scope, modules] : scopes) {
    out << "$scope module " << scope << " $end\n";
    for (const auto& [module, signals] : modules) {
      out << "$scope module " << module << " $end\n";
      for (const Signal signal : signals) {
        const Variable& variable = variables_[signal];
        out << fmt::format("$var wire {:2} {} {}{} $end\n", variable.width, identifier(signal),
                           variable.name,
                           variable.width == 1 ? "" : fmt::format(" [{}:0]", variable.width - 1));
      }
      out << "$upscope $end\n";
    }
    out << "$upscope $end\n";
  }
  out << "$upscope $end\n$enddefinitions $end\n";
}

}  // namespace drmsim::timeline
