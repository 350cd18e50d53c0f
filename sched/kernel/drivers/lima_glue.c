// What lima_sched.c calls in the rest of its driver: address spaces, caches, clocks, dumps; and the
// hardware behind its pipe.
//
// One device with one pipe, the geometry processor's. Facts of the driver's other files: lima_vm.c
// counts references; lima_devfreq.c warns if more ends than begins; lima_gp.c masks its interrupts
// before a hard reset, and unmasks them in it. A task has one buffer object.
#include <linux/device.h>
#include <linux/kref.h>
#ifdef DRMSIM_TREE_HEADERS
#include <linux/pm.h>
#endif

#include <lima_drv.h>
#include <lima_gem.h>
#include <lima_l2_cache.h>
#include <lima_mmu.h>
#include <lima_sched.h>
#include <lima_vm.h>
#include "sched/kernel/drivers/hosted_scheduler.h"

// Module parameters of lima_drv.c.
int lima_sched_timeout_ms;
uint lima_max_error_tasks;
uint lima_job_hang_limit;

#define BO_SIZE 256u
#define FRAME_SIZE 64u

struct drmsim_lima {
  struct lima_device lima;
  struct device device;
  struct drmsim_hosted hosted;
};

static struct drmsim_lima* lima_of(struct lima_device* lima) {
  return container_of(lima, struct drmsim_lima, lima);
}
static struct lima_sched_pipe* pipe_of(struct drm_gpu_scheduler* scheduler) {
  return container_of(scheduler, struct lima_sched_pipe, base);
}

// --- lima_vm.c, lima_gem.c ---

static struct lima_vm* create_vm(struct lima_device* dev) {
  struct lima_vm* vm = drmsim_zalloc(sizeof(*vm), "lima_vm");
  if (vm == NULL) return NULL;
  kref_init(&vm->refcount);
  vm->dev = dev;
  return vm;
}
void lima_vm_release(struct kref* kref) { kfree(container_of(kref, struct lima_vm, refcount)); }
void lima_vm_bo_del(struct lima_vm* vm, struct lima_bo* bo) {
  (void)vm;
  (void)bo;
}
u32 lima_vm_get_va(struct lima_vm* vm, struct lima_bo* bo) {
  (void)vm;
  (void)bo;
  return LIMA_PAGE_SIZE;
}

static struct lima_bo* create_bo(void) {
  struct lima_bo* bo = drmsim_zalloc(sizeof(*bo), "lima_bo");
  if (bo == NULL) return NULL;
  kref_init(&bo->base.base.refcount);
  bo->base.base.size = BO_SIZE;
  return bo;
}

// --- lima_mmu.c, lima_l2_cache.c, lima_device.c, lima_devfreq.c ---

void lima_mmu_switch_vm(struct lima_ip* ip, struct lima_vm* vm) {
  (void)ip;
  (void)vm;
}
void lima_mmu_flush_tlb(struct lima_ip* ip) { (void)ip; }
void lima_mmu_page_fault_resume(struct lima_ip* ip) { (void)ip; }
int lima_l2_cache_flush(struct lima_ip* ip) {
  (void)ip;
  return 0;
}
const char* lima_ip_name(struct lima_ip* ip) {
  (void)ip;
  return "gp";
}
void lima_devfreq_record_busy(struct lima_devfreq* devfreq) {
  unsigned long flags;
  spin_lock_irqsave(&devfreq->lock, flags);
  devfreq->busy_count++;
  spin_unlock_irqrestore(&devfreq->lock, flags);
}
void lima_devfreq_record_idle(struct lima_devfreq* devfreq) {
  unsigned long flags;
  spin_lock_irqsave(&devfreq->lock, flags);
  WARN_ON(--devfreq->busy_count < 0);
  spin_unlock_irqrestore(&devfreq->lock, flags);
}

// --- Runtime power management: lima_device_resume() ---

static int resume_device(struct device* dev) {
  return drmsim_hw(&container_of(dev, struct drmsim_lima, device)->hosted, resume);
}
#ifdef DRMSIM_TREE_HEADERS
static const struct dev_pm_ops power = {.runtime_resume = resume_device};
static struct device_driver driver = {.name = "lima", .pm = &power};
#endif

// --- lima_gp.c: the callbacks of the pipe ---

static struct drmsim_hosted* hosted_of(struct lima_sched_pipe* pipe) {
  return &lima_of(pipe->ldev)->hosted;
}
static int gp_task_validate(struct lima_sched_pipe* pipe, struct lima_sched_task* task) {
  (void)pipe;
  (void)task;
  return 0;
}
static void gp_task_run(struct lima_sched_pipe* pipe, struct lima_sched_task* task) {
  drmsim_hw(hosted_of(pipe), start, &task->base);
}
static void gp_task_nothing(struct lima_sched_pipe* pipe) { (void)pipe; }
static void gp_task_error(struct lima_sched_pipe* pipe) { drmsim_hw(hosted_of(pipe), reset); }
static int gp_task_recover(struct lima_sched_pipe* pipe) {
  (void)pipe;
  return 1;  // there is no more heap to give to the task: it has failed
}
static void gp_task_mask_irq(struct lima_sched_pipe* pipe) {
  drmsim_hw(hosted_of(pipe), mask_irq);
}

static void init_pipe(struct lima_sched_pipe* pipe, struct lima_device* lima) {
  struct lima_ip* gp = &lima->ip[lima_ip_gp];
  gp->dev = lima;
  gp->id = lima_ip_gp;
  gp->present = true;
  gp->irq = drmsim_hosted_request_irq(&lima_of(lima)->hosted);
  pipe->ldev = lima;
  pipe->processor[pipe->num_processor++] = gp;
  pipe->mmu[pipe->num_mmu++] = &lima->ip[lima_ip_gpmmu];
  pipe->l2_cache[pipe->num_l2_cache++] = &lima->ip[lima_ip_l2_cache0];
  pipe->frame_size = FRAME_SIZE;
  pipe->task_slab = kmem_cache_create("lima_sched_task",
                                      sizeof(struct lima_sched_task) + FRAME_SIZE, 0, 0, NULL);
  pipe->task_validate = gp_task_validate;
  pipe->task_run = gp_task_run;
  pipe->task_fini = gp_task_nothing;
  pipe->task_error = gp_task_error;
  pipe->task_mmu_error = gp_task_nothing;
  pipe->task_recover = gp_task_recover;
  pipe->task_mask_irq = gp_task_mask_irq;
}

// --- The device ---

static struct drm_gpu_scheduler* create(const struct drmsim_hosted_args* args) {
  struct drmsim_lima* dev = drmsim_zalloc(sizeof(*dev), "lima_device");
  struct lima_sched_pipe* pipe = &dev->lima.pipe[lima_pipe_gp];
  dev->device.init_name = args->name;
#ifdef DRMSIM_TREE_HEADERS
  dev->device.driver = &driver;
#else
  dev->device.pm_resume = resume_device;
#endif
  dev->hosted.args = *args;
  dev->lima.dev = &dev->device;
  spin_lock_init(&dev->lima.devfreq.lock);
  mutex_init(&dev->lima.error_task_list_lock);
  INIT_LIST_HEAD(&dev->lima.error_task_list);
  init_pipe(pipe, &dev->lima);
  lima_sched_timeout_ms = (int)args->timeout_ms;
  lima_job_hang_limit = args->hang_limit;
  lima_max_error_tasks = args->max_error_tasks;
  if (lima_sched_slab_init() != 0 || lima_sched_pipe_init(pipe, args->name) != 0) {
    kfree(dev);
    return NULL;
  }
  drmsim_hosted_attach(&dev->hosted, &pipe->base);
  return &pipe->base;
}

static void destroy(struct drm_gpu_scheduler* scheduler) {
  struct lima_sched_pipe* pipe = pipe_of(scheduler);
  struct lima_device* lima = pipe->ldev;
  struct lima_sched_error_task *task, *next;
  list_for_each_entry_safe(task, next, &lima->error_task_list, list) {
    list_del(&task->list);
    kvfree(task);
  }
  lima_vm_put(pipe->current_vm);
  lima_sched_slab_fini();
  kfree(lima_of(lima));
}

// --- Contexts and tasks, as lima_ctx.c and lima_gem_submit() make them ---

struct drmsim_lima_context {
  struct lima_ctx context;
  struct lima_vm* vm;
};

static struct drm_sched_entity* context_init(void* memory, struct drm_gpu_scheduler* scheduler) {
  struct drmsim_lima_context* owner = memory;
  struct lima_sched_pipe* pipe = pipe_of(scheduler);
  struct lima_sched_context* context = &owner->context.context[lima_pipe_gp];
  owner->context.dev = pipe->ldev;
  owner->vm = create_vm(pipe->ldev);
  if (owner->vm == NULL || lima_sched_context_init(pipe, context) != 0) return NULL;
  return &context->base;
}

static void context_fini(void* memory) {
  struct drmsim_lima_context* owner = memory;
  lima_vm_put(owner->vm);
}

static struct drm_sched_job* create_job(struct drm_sched_entity* entity,
                                        struct drm_gpu_scheduler* scheduler, void* context,
                                        const struct drmsim_control_list* list) {
  struct lima_sched_pipe* pipe = pipe_of(scheduler);
  struct drmsim_lima_context* owner = context;
  struct lima_sched_task* task = kmem_cache_zalloc(pipe->task_slab, GFP_KERNEL);
  struct lima_bo* bo = create_bo();
  int error;
  (void)entity;
  (void)list;  // a frame is no list of commands with an address
  task->frame = task + 1;
#ifdef DRMSIM_HAVE_JOB_INIT_CLIENT_ID
  error = lima_sched_task_init(task, &owner->context.context[lima_pipe_gp], &bo, 1, owner->vm, 0);
#else
  error = lima_sched_task_init(task, &owner->context.context[lima_pipe_gp], &bo, 1, owner->vm);
#endif
  drm_gem_object_put(&bo->base.base);  // the task's reference is left
  if (error != 0) {
    kmem_cache_free(pipe->task_slab, task);
    return NULL;
  }
  return &task->base;
}

static void push_job(struct drm_sched_job* job) {
  struct lima_sched_task* task = container_of(job, struct lima_sched_task, base);
  dma_fence_put(lima_sched_context_queue_task(task));
}

static void irq(struct drm_gpu_scheduler* scheduler, int error) {
  struct lima_sched_pipe* pipe = pipe_of(scheduler);
  pipe->error = error != 0;
  lima_sched_pipe_task_done(pipe);
}

static const struct drmsim_hosted_driver lima_driver = {
    .name = "lima",
    .create = create,
    .destroy = destroy,
    .context_size = sizeof(struct drmsim_lima_context),
    .context_init = context_init,
    .context_fini = context_fini,
    .create_job = create_job,
    .push_job = push_job,
    .irq = irq,
    .run_job = drmsim_hosted_run_job,
    .timedout_job = drmsim_hosted_timedout_job,
    .free_job = drmsim_hosted_free_job,
};
DRMSIM_HOSTED_DRIVER(lima_driver);
