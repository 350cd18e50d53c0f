// What the tree's init calls ask of the rest of a kernel that is booting.
#include <linux/cpuhotplug.h>
#include <linux/init.h>
#include <linux/percpu.h>
#include <linux/radix-tree.h>
#include <linux/random.h>
#include <linux/string.h>

// There is one processor, and no randomness. What printk makes of an address has no key yet, or
// one of zeros (6.1, which asks again every two seconds until there is one).
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

bool rng_is_initialized(void) { return true; }
void get_random_bytes(void* buffer, size_t size) { memset(buffer, 0, size); }

// What start_kernel() calls before the init calls.
static int early(void) {
  radix_tree_init();
  return 0;
}
pure_initcall(early);
