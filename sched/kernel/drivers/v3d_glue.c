// What v3d_sched.c, v3d_irq.c and v3d_fence.c call in the rest of their driver: jobs, reset,
// caches, performance monitors; and the device that they think they drive.
//
// One device with all its queues. Facts of the driver's other files: a job is counted and freed
// with the last reference (v3d_submit.c); a reset disables interrupts, pulses the bridge's SW_INIT
// and enables them again (v3d_gem.c). Of the queues, bin and render have work. The memory of
// an open file is the host's, which frees it when the file is closed, as v3d_postclose() does. The
// binner is never out of memory.
#include <linux/platform_device.h>
#ifdef DRMSIM_TREE_HEADERS
#include <linux/io.h>
#include <drm/drm_print.h>
#endif

#include <v3d_drv.h>
#include <v3d_regs.h>
#include "sched/kernel/drivers/hosted_scheduler.h"

#define VERSION 42

struct drmsim_v3d {
  struct v3d_dev v3d;
  struct platform_device platform;
  struct drmsim_hosted hosted[V3D_MAX_QUEUES];
  irq_handler_t handler;
  void* handler_data;
  struct mutex start_lock;
  bool started;
  int queues_in_use;
  int queues_stopped;
};
static struct drmsim_v3d* device;  // there is one

static struct v3d_queue_state* queue_of(struct drm_gpu_scheduler* scheduler) {
  return container_of(scheduler, struct v3d_queue_state, sched);
}

// --- The bus. Apertures of 4 kB, as in hw_models/v3d/v3d_registers.h ---

#define APERTURES 0x10000UL  // where no memory is
#define APERTURE 0x1000UL

#ifdef DRMSIM_TREE_HEADERS  // below readl() and writel(), with CONFIG_INDIRECT_IOMEM
#define drmsim_readl __raw_readl
#define drmsim_writel __raw_writel
#endif
u32 drmsim_readl(const volatile void* address) {
  return drmsim_hw(&device->hosted[0], read32, (unsigned long)address - APERTURES);
}
void drmsim_writel(u32 value, volatile void* address) {
  drmsim_hw(&device->hosted[0], write32, (unsigned long)address - APERTURES, value);
}

int platform_get_irq(struct platform_device* platform, unsigned int number) {
  (void)platform;
  return number == 0 ? device->hosted[0].irq : -ENXIO;  // one line for the core and the hub
}
int platform_get_irq_optional(struct platform_device* platform, unsigned int number) {
  return platform_get_irq(platform, number);
}
static int set_handler(irq_handler_t handler, void* data) {
  device->handler = handler;
  device->handler_data = data;
  return 0;
}
#ifdef DRMSIM_TREE_HEADERS
int devm_request_threaded_irq(struct device* dev, unsigned int irq, irq_handler_t handler,
                              irq_handler_t thread, unsigned long flags, const char* name,
                              void* data) {
  return set_handler(handler, data);
}
#else
int devm_request_irq(struct device* dev, int irq, irq_handler_t handler, unsigned long flags,
                     const char* name, void* data) {
  return set_handler(handler, data);
}
#endif

// --- v3d_submit.c ---

// What jobs of both kinds let go.
static void release_job(struct v3d_job* job) {
  dma_fence_put(job->irq_fence);
  dma_fence_put(job->done_fence);
#ifdef DRMSIM_HAVE_V3D_COUNTED_STATS
  v3d_stats_put(job->client_stats);
  v3d_stats_put(job->global_stats);
#endif
}
static void free_render_job(struct kref* ref) {
  struct v3d_render_job* job = container_of(ref, struct v3d_render_job, base.refcount);
  struct v3d_bo *bo, *next;
  list_for_each_entry_safe(bo, next, &job->unref_list, unref_head)
      drm_gem_object_put(&bo->base.base);
  release_job(&job->base);
  kfree(job);
}
static void free_bin_job(struct kref* ref) {
  struct v3d_bin_job* job = container_of(ref, struct v3d_bin_job, base.refcount);
  release_job(&job->base);
  if (job->render != NULL) v3d_job_put(&job->render->base);
  kfree(job);
}
void v3d_job_put(struct v3d_job* job) {
  if (job != NULL) kref_put(&job->refcount, job->free);
}
void v3d_job_cleanup(struct v3d_job* job) {
  if (job == NULL) return;
  drm_sched_job_cleanup(&job->base);
  v3d_job_put(job);
}

// --- v3d_gem.c, v3d_mmu.c, v3d_bo.c, v3d_perfmon.c ---

void v3d_reset(struct v3d_dev* v3d) {
  DRM_DEV_ERROR(v3d->drm.dev, "Resetting GPU for hang.\n");
  v3d_irq_disable(v3d);
  V3D_BRIDGE_WRITE(V3D_TOP_GR_BRIDGE_SW_INIT_1, V3D_TOP_GR_BRIDGE_SW_INIT_1_V3D_CLK_108_SW_INIT);
  drmsim_hw(&device->hosted[0], reset);  // as long as it takes
  V3D_BRIDGE_WRITE(V3D_TOP_GR_BRIDGE_SW_INIT_1, 0);
  v3d_irq_reset(v3d);
#ifdef DRMSIM_HAVE_V3D_ACTIVE_PERFMON
  v3d_perfmon_stop(v3d, v3d->active_perfmon, false);
#endif
}
void v3d_invalidate_caches(struct v3d_dev* v3d) { (void)v3d; }
void v3d_clean_caches(struct v3d_dev* v3d) { (void)v3d; }
int v3d_mmu_flush_all(struct v3d_dev* v3d) {
  (void)v3d;
  return 0;
}
struct v3d_bo* v3d_bo_create(struct drm_device* dev, struct drm_file* file, size_t size) {
  struct v3d_bo* bo = drmsim_zalloc(sizeof(*bo), "v3d_bo");
  (void)dev;
  (void)file;
  if (bo == NULL) return ERR_PTR(-ENOMEM);
  kref_init(&bo->base.base.refcount);
  bo->base.base.size = size;
  return bo;
}
void v3d_get_bo_vaddr(struct v3d_bo* bo) { bo->vaddr = NULL; }
void v3d_put_bo_vaddr(struct v3d_bo* bo) { bo->vaddr = NULL; }
void v3d_perfmon_start(struct v3d_dev* v3d, struct v3d_perfmon* perfmon) {
  (void)v3d;
  (void)perfmon;
}
void v3d_perfmon_stop(struct v3d_dev* v3d, struct v3d_perfmon* perfmon, bool capture) {
  (void)v3d;
  (void)perfmon;
  (void)capture;
}
void v3d_perfmon_put(struct v3d_perfmon* perfmon) { (void)perfmon; }
struct v3d_perfmon* v3d_perfmon_find(struct v3d_file_priv* file, int id) {
  (void)file;
  (void)id;
  return NULL;
}

// Jobs of the CPU's queue use these; nobody makes one.
#ifndef DRMSIM_TREE_HEADERS
void drm_syncobj_put(struct drm_syncobj* syncobj) { (void)syncobj; }
void drm_syncobj_replace_fence(struct drm_syncobj* syncobj, struct dma_fence* fence) {
  (void)syncobj;
  (void)fence;
}
struct dma_fence* drm_syncobj_fence_get(struct drm_syncobj* syncobj) {
  (void)syncobj;
  return NULL;
}
#endif

// --- The device ---

static enum v3d_queue queue_named(const char* name) {
  return strcmp(name, "v3d_render") == 0 ? V3D_RENDER : V3D_BIN;
}

static int create_device(const struct drmsim_hosted_args* args) {
  struct drmsim_v3d* dev = drmsim_zalloc(sizeof(*dev), "v3d_dev");
  struct v3d_dev* v3d = &dev->v3d;
  enum v3d_queue q;
  device = dev;
  dev->platform.dev.init_name = "v3d";
  v3d->drm.dev = &dev->platform.dev;
  v3d->ver = VERSION;
  v3d->cores = 1;
  v3d->core_regs[0] = (void*)APERTURES;
  v3d->hub_regs = (void*)(APERTURES + APERTURE);
  v3d->bridge_regs = (void*)(APERTURES + 2 * APERTURE);
  mutex_init(&v3d->reset_lock);
  mutex_init(&v3d->sched_lock);
  mutex_init(&dev->start_lock);
  for (q = 0; q < V3D_MAX_QUEUES; q++) {
    spin_lock_init(&v3d->queue[q].queue_lock);
    v3d->queue[q].fence_context = dma_fence_context_alloc(1);
    dev->hosted[q].args.hw = args->hw;
#ifdef DRMSIM_HAVE_V3D_COUNTED_STATS
    v3d->queue[q].stats = v3d_stats_alloc();
    if (v3d->queue[q].stats == NULL) return -ENOMEM;
#endif
  }
  drmsim_hosted_request_irq(&dev->hosted[0]);
  if (v3d_sched_init(v3d) != 0) return -ENOMEM;
  for (q = 0; q < V3D_MAX_QUEUES; q++) drmsim_hosted_attach(&dev->hosted[q], &v3d->queue[q].sched);
  return 0;
}

static struct drm_gpu_scheduler* create(const struct drmsim_hosted_args* args) {
  enum v3d_queue q = queue_named(args->name);
  if (device == NULL && create_device(args) != 0) return NULL;
  device->hosted[q].args.record = args->record;
  ++device->queues_in_use;
  return &device->v3d.queue[q].sched;
}

// What probing does with registers: they are accessible only when the simulation runs. One client
// does it, the others wait.
static void start_device(void) {
  if (device->started) return;
  mutex_lock(&device->start_lock);
  if (!device->started) {
    BUG_ON(v3d_irq_init(&device->v3d) != 0);
#ifdef DRMSIM_HAVE_V3D_POWER
    v3d_irq_enable(&device->v3d);  // v3d_power_resume() does
#endif
  }
  device->started = true;
  mutex_unlock(&device->start_lock);
}

// With the last queue the device goes, and what all of them share.
static void stop(struct drm_gpu_scheduler* scheduler) {
  (void)scheduler;
  if (++device->queues_stopped < device->queues_in_use) return;
  if (device->started) v3d_irq_disable(&device->v3d);
  device->started = false;
  v3d_sched_fini(&device->v3d);  // the queues that nobody used
}

static void destroy(struct drm_gpu_scheduler* scheduler) {
  (void)scheduler;
  if (--device->queues_in_use > 0) return;
#ifdef DRMSIM_HAVE_V3D_COUNTED_STATS
  {
    enum v3d_queue q;
    for (q = 0; q < V3D_MAX_QUEUES; q++) v3d_stats_put(device->v3d.queue[q].stats);
  }
#endif
  kfree(device);
  device = NULL;
}

// --- An open file, and jobs as v3d_submit_cl_ioctl() makes them ---

struct drmsim_v3d_file {
  struct drm_file file;
  struct v3d_file_priv priv;
  enum v3d_queue queue;
};

static struct drm_sched_entity* context_init(void* memory, struct drm_gpu_scheduler* scheduler) {
  struct drmsim_v3d_file* file = memory;
  file->file.driver_priv = &file->priv;
  file->priv.v3d = &device->v3d;
  file->queue = (enum v3d_queue)(queue_of(scheduler) - device->v3d.queue);
#ifdef DRMSIM_HAVE_V3D_COUNTED_STATS
  file->priv.stats[file->queue] = v3d_stats_alloc();
  if (file->priv.stats[file->queue] == NULL) return NULL;
#endif
  if (drm_sched_entity_init(&file->priv.sched_entity[file->queue], DRM_SCHED_PRIORITY_NORMAL,
                            &scheduler, 1, NULL) != 0)
    return NULL;
  // The host knows the file by its entity.
  return &file->priv.sched_entity[file->queue];
}
static void context_fini(void* memory) {
#ifdef DRMSIM_HAVE_V3D_COUNTED_STATS
  struct drmsim_v3d_file* file = memory;
  v3d_stats_put(file->priv.stats[file->queue]);
#else
  (void)memory;
#endif
}

static void init_job(struct v3d_job* job, struct drmsim_v3d_file* file,
                     void (*free)(struct kref*)) {
  job->v3d = file->priv.v3d;
#ifdef DRMSIM_HAVE_V3D_JOB_QUEUE
  job->queue = file->queue;
#endif
#ifdef DRMSIM_HAVE_V3D_JOB_FILE_PRIV
  job->file_priv = &file->priv;
#else
  job->file = &file->file;
#endif
#ifdef DRMSIM_HAVE_V3D_COUNTED_STATS
  job->client_stats = v3d_stats_get(file->priv.stats[file->queue]);
  job->global_stats = v3d_stats_get(file->priv.v3d->queue[file->queue].stats);
#endif
  job->free = free;
  kref_init(&job->refcount);
}

static struct drm_sched_job* create_job(struct drm_sched_entity* entity,
                                        struct drm_gpu_scheduler* scheduler, void* context,
                                        const struct drmsim_control_list* list) {
  struct drmsim_v3d_file* file = context;
  struct v3d_job* base;
  (void)scheduler;
  start_device();
  if (file->queue == V3D_BIN) {
    struct v3d_bin_job* job = drmsim_zalloc(sizeof(*job), "v3d_bin_job");
    init_job(&job->base, file, free_bin_job);
    job->start = list->begin;
    job->end = list->end;
    base = &job->base;
  } else {
    struct v3d_render_job* job =
        drmsim_zalloc(sizeof(*job), "v3d_render_job");
    init_job(&job->base, file, free_render_job);
    INIT_LIST_HEAD(&job->unref_list);
    job->start = list->begin;
    job->end = list->end;
    base = &job->base;
  }
#ifdef DRMSIM_HAVE_JOB_INIT_CLIENT_ID
  if (drm_sched_job_init(&base->base, entity, 1, file->priv.v3d, 0) != 0) return NULL;
#else
  if (drm_sched_job_init(&base->base, entity, 1, file->priv.v3d) != 0) return NULL;
#endif
  return &base->base;
}

// As v3d_push_job(): after arm.
static void push_job(struct drm_sched_job* scheduler_job) {
  struct v3d_job* job = container_of(scheduler_job, struct v3d_job, base);
  job->done_fence = dma_fence_get(&job->base.s_fence->finished);
  kref_get(&job->refcount);  // the scheduler's
  drm_sched_entity_push_job(&job->base);
  v3d_job_put(job);  // the ioctl's
}

static void irq(struct drm_gpu_scheduler* scheduler, int error) {
  (void)scheduler;
  (void)error;
  (void)device->handler(device->hosted[0].irq, device->handler_data);
}

static const struct drmsim_hosted_driver v3d_driver = {
    .name = "v3d",
    .create = create,
    .stop = stop,
    .destroy = destroy,
    .context_size = sizeof(struct drmsim_v3d_file),
    .context_init = context_init,
    .context_fini = context_fini,
    .create_job = create_job,
    .push_job = push_job,
    .irq = irq,
    .run_job = drmsim_hosted_run_job,
    .timedout_job = drmsim_hosted_timedout_job,
    .free_job = drmsim_hosted_free_job,
};
DRMSIM_HOSTED_DRIVER(v3d_driver);
