// What the tree's init calls ask of the rest of a kernel that is booting.
#include <linux/cpuhotplug.h>
#include <linux/init.h>
#include <linux/percpu.h>
#include <linux/radix-tree.h>
#include <linux/random.h>

// There is one processor, and no randomness: addresses are printed as they are.
unsigned long __per_cpu_offset[NR_CPUS];

int __cpuhp_setup_state(enum cpuhp_state state, const char* name, bool invoke,
                        int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu),
                        bool multi_instance) {
  (void)state;
  (void)name;
  (void)invoke;
  (void)startup;
  (void)teardown;
  (void)multi_instance;
  return 0;
}
int execute_with_initialized_rng(struct notifier_block* notifier) {
  (void)notifier;
  return 0;
}

// What start_kernel() calls before the init calls.
static int early(void) {
  radix_tree_init();
  return 0;
}
pure_initcall(early);
