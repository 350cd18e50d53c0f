// Somebody who uses a machine beside the tasks that its scenario describes: a program that submits
// work of its own (tools/wsim). It makes its entities with Machine::add_submitter(), and
// belongs to the machine. If the run ends in a hazard it is destroyed without having been told
// anything.
#pragma once

namespace drmsim::scenarios {

class MachineGuest {
 public:
  virtual ~MachineGuest() = default;

  // The end of time has come: finish what has begun and end all tasks. Called in no CPU context.
  virtual void stop() = 0;
  // Nothing runs any more, entities are about to be destroyed: drop all references. The same.
  virtual void let_go() = 0;
};

}  // namespace drmsim::scenarios
