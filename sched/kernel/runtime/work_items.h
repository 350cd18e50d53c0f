// Whose a work item is: what its kworker is called, and what is told when it begins.
#pragma once

struct work_struct;

struct drmsim_worker {
  const char* role;
  const char* owner;
  void (*begin)(void* item);  // null: nothing is told
};
// function: the name of the item's function.
struct drmsim_worker drmsim_worker_of(struct work_struct* work, const char* function);

// Called by `begin`: the item runs.
void drmsim_run_item(struct work_struct* work);
