// Registers, interrupts and clocks of platform devices, for drivers that touch their hardware.
//
// A register is an address that drmsim_ioremap() gave out; the glue knows the device behind it.
#pragma once

#include "sched/kernel/interface/linux_driver.h"

// --- Registers ---

u32 drmsim_readl(const volatile void* address);
void drmsim_writel(u32 value, volatile void* address);
#define readl(address) drmsim_readl(address)
#define writel(value, address) drmsim_writel(value, address)

// --- Interrupts ---

typedef int irqreturn_t;
#define IRQ_NONE 0
#define IRQ_HANDLED 1
#define IRQF_SHARED 0x80u
#define EPROBE_DEFER 517
typedef irqreturn_t (*irq_handler_t)(int irq, void* data);

struct platform_device {
  struct device dev;
};
#define to_platform_device(device) container_of(device, struct platform_device, dev)
int platform_get_irq(struct platform_device* device, unsigned int number);
int platform_get_irq_optional(struct platform_device* device, unsigned int number);
int devm_request_irq(struct device* dev, int irq, irq_handler_t handler, unsigned long flags,
                     const char* name, void* data);

// --- Time, sequence counts, interrupts off ---

#define local_clock() ((u64)drmsim_call(now_ns))
#define ktime_get_raw() ktime_get()
#define nsecs_to_jiffies64(n) ((u64)nsecs_to_jiffies(n))
#define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)
#define div_u64(dividend, divisor) ((u64)(dividend) / (u32)(divisor))

// One writer at a time is what the code that uses them promises.
typedef struct {
  unsigned int sequence;
} seqcount_t;
#define seqcount_init(s) ((void)((s)->sequence = 0))
#define write_seqcount_begin(s) ((void)++(s)->sequence)
#define write_seqcount_end(s) ((void)++(s)->sequence)
#define raw_write_seqcount_begin(s) write_seqcount_begin(s)
#define raw_write_seqcount_end(s) write_seqcount_end(s)
#define local_irq_save(flags) \
  do {                        \
    (flags) = 0;              \
    preempt_disable();        \
  } while (0)
#define local_irq_restore(flags) \
  do {                           \
    (void)(flags);               \
    preempt_enable();            \
  } while (0)

// --- Named in structures ---

struct idr {
  int unused;
};
struct drm_mm_node {
  u64 start;
};
struct ww_acquire_ctx {
  int unused;
};
struct drm_exec {
  int unused;
};
struct dma_buf_attachment;
struct sg_table;
struct drm_minor;
typedef unsigned long __kernel_size_t;

struct drm_syncobj;
void drm_syncobj_put(struct drm_syncobj* syncobj);
void drm_syncobj_replace_fence(struct drm_syncobj* syncobj, struct dma_fence* fence);
struct dma_fence* drm_syncobj_fence_get(struct drm_syncobj* syncobj);
