// struct dma_fence for the host: its functions, its fields, and the operations of drivers' fences.
#include "sched/kernel/adapter/adapter.h"

// --- dma_fence_ops of drivers: the host knows whose fence it is ---

static const char* host_driver_name(struct dma_fence* fence) {
  return drmsim_call(fence_driver_name, fence);
}
static const char* host_timeline_name(struct dma_fence* fence) {
  return drmsim_call(fence_timeline_name, fence);
}
static bool host_enable_signaling(struct dma_fence* fence) {
  return drmsim_call(fence_enable_signaling, fence);
}
static bool host_signaled(struct dma_fence* fence) {
  return drmsim_call(fence_signaled, fence);
}
static void host_release(struct dma_fence* fence) {
  drmsim_call(fence_release, fence);
}
#ifdef DRMSIM_HAVE_FENCE_DEADLINE
static void host_set_deadline(struct dma_fence* fence, ktime_t deadline) {
  drmsim_call(fence_set_deadline, fence, deadline);
}
#define DRMSIM_SET_DEADLINE .set_deadline = host_set_deadline,
#else
#define DRMSIM_SET_DEADLINE
#endif

#define DRMSIM_FENCE_OPS                                                                         \
  .get_driver_name = host_driver_name, .get_timeline_name = host_timeline_name,                  \
  .enable_signaling = host_enable_signaling, .signaled = host_signaled, .release = host_release, \
  DRMSIM_SET_DEADLINE

static const struct dma_fence_ops host_fence_ops = {DRMSIM_FENCE_OPS};
#ifdef DRMSIM_HAVE_FENCE_OPS_64BIT
static const struct dma_fence_ops host_fence_ops_64bit = {DRMSIM_FENCE_OPS.use_64bit_seqno = true};
#endif

// Without a release callback dma_fence_free() frees the fence, which the host recognises.
#ifdef DRMSIM_HAVE_FENCE_INLINE_LOCK
static const struct dma_fence_ops independent_fence_ops = {
    .get_driver_name = host_driver_name,
    .get_timeline_name = host_timeline_name,
    .enable_signaling = host_enable_signaling,
    .signaled = host_signaled,
    DRMSIM_SET_DEADLINE};
#endif

static void fence_init(struct dma_fence* fence, struct spinlock* lock, unsigned long long context,
                       unsigned long long seqno, int seqno_64bit, int has_release) {
#ifdef DRMSIM_HAVE_FENCE_INLINE_LOCK
  const struct dma_fence_ops* const chosen_ops =
      has_release ? &host_fence_ops : &independent_fence_ops;
#else
  const struct dma_fence_ops* const chosen_ops = &host_fence_ops;
  (void)has_release;
#endif
#ifdef DRMSIM_HAVE_FENCE_OPS_64BIT
  const struct dma_fence_ops* ops = seqno_64bit ? &host_fence_ops_64bit : chosen_ops;
  dma_fence_init(fence, ops, lock, context, seqno);
#else
  if (seqno_64bit) {
    dma_fence_init64(fence, chosen_ops, lock, context, seqno);
  } else {
    dma_fence_init(fence, chosen_ops, lock, context, seqno);
  }
#endif
}

// --- Functions. The inline ones of the header, called as they are, note the host's caller. ---

static struct dma_fence* fence_get(struct dma_fence* fence) {
  return (dma_fence_get)(fence);
}
static struct dma_fence* fence_get_rcu(struct dma_fence* fence) {
  return (dma_fence_get_rcu)(fence);
}
static void fence_put(struct dma_fence* fence) {
  (dma_fence_put)(fence);
}
#ifdef DRMSIM_HAVE_FENCE_SIGNAL_RESULT
static int fence_signal(struct dma_fence* fence) {
  return dma_fence_signal(fence);
}
static int fence_signal_locked(struct dma_fence* fence) {
  return dma_fence_signal_locked(fence);
}
#else
static int fence_signal(struct dma_fence* fence) {
  const bool was_signaled = dma_fence_test_signaled_flag(fence);
  dma_fence_signal(fence);
  return was_signaled ? -EINVAL : 0;
}
static int fence_signal_locked(struct dma_fence* fence) {
  const bool was_signaled = dma_fence_test_signaled_flag(fence);
  dma_fence_signal_locked(fence);
  return was_signaled ? -EINVAL : 0;
}
#endif
static void fence_set_error(struct dma_fence* fence, int error) {
  dma_fence_set_error(fence, error);
}
static int fence_is_signaled(struct dma_fence* fence) {
  return dma_fence_is_signaled(fence);
}
static void fence_enable_signaling(struct dma_fence* fence) {
#ifdef DRMSIM_HAVE_FENCE_ENABLE_SW
  dma_fence_enable_sw_signaling(fence);
#else
  dma_fence_enable_signaling(fence);
#endif
}
static void fence_set_deadline(struct dma_fence* fence, long long deadline) {
#ifdef DRMSIM_HAVE_FENCE_DEADLINE
  dma_fence_set_deadline(fence, deadline);
#else
  (void)fence;
  (void)deadline;
#endif
}
static int fence_remove_callback(struct dma_fence* fence, struct dma_fence_cb* cb) {
  return dma_fence_remove_callback(fence, cb);
}
static long fence_wait_timeout(struct dma_fence* fence, long timeout) {
  return dma_fence_wait_timeout(fence, false, timeout);
}
static int fence_is_later(struct dma_fence* a, struct dma_fence* b) {
  return dma_fence_is_later(a, b);
}
static unsigned long long fence_context_alloc(unsigned int count) {
  return dma_fence_context_alloc(count);
}
_Static_assert(offsetof(struct dma_fence_cb, node) == 0,
               "the host unlinks callbacks by themselves");

// --- Fields ---

static unsigned long long fence_context(const struct dma_fence* fence) {
  return fence->context;
}
static unsigned long long fence_seqno(const struct dma_fence* fence) {
  return fence->seqno;
}
static int fence_error(const struct dma_fence* fence) {
  return fence->error;
}
static int fence_test_signaled(const struct dma_fence* fence) {
  return test_bit(DMA_FENCE_FLAG_SIGNALED_BIT, &fence->flags);
}
static long long fence_timestamp(const struct dma_fence* fence) {
  return test_bit(DMA_FENCE_FLAG_TIMESTAMP_BIT, &fence->flags) ? fence->timestamp : 0;
}
static unsigned int fence_references(const struct dma_fence* fence) {
  return refcount_read(&fence->refcount.refcount);
}
static const char* fence_timeline(struct dma_fence* fence) {
#ifdef DRMSIM_HAVE_FENCE_TIMELINE_NAME
  // A signalled fence may have no operations any more.
  const char* name;
  rcu_read_lock();
  name = dma_fence_timeline_name(fence);
  rcu_read_unlock();
  return name;
#else
  return fence->ops->get_timeline_name(fence);
#endif
}
static struct drm_sched_fence* fence_to_sched(struct dma_fence* fence) {
  return to_drm_sched_fence(fence);
}
static struct dma_fence* sched_fence_scheduled(struct drm_sched_fence* fence) {
  return &fence->scheduled;
}
static struct dma_fence* sched_fence_finished(struct drm_sched_fence* fence) {
  return &fence->finished;
}
static struct dma_fence* sched_fence_parent(struct drm_sched_fence* fence) {
  return fence->parent;
}

// --- Trace events ---

void drmsim_trace_dma_fence_signaled(struct dma_fence* fence);
void drmsim_trace_dma_fence_signaled(struct dma_fence* fence) {
  // The event is in whatever function signals.
  static const struct drmsim_where where = {"dma-fence.c", "dma_fence_signal", 0};
  struct drm_sched_fence* s_fence = to_drm_sched_fence(fence);
  drmsim_call(trace_signaled, fence, s_fence, s_fence != NULL && fence == &s_fence->finished,
              fence->error, &where);
}

void drmsim_trace_dma_fence_wait_start(struct dma_fence* fence);
void drmsim_trace_dma_fence_wait_start(struct dma_fence* fence) {
  drmsim_call(trace_wait, to_drm_sched_fence(fence), 1);
}

void drmsim_trace_dma_fence_wait_end(struct dma_fence* fence);
void drmsim_trace_dma_fence_wait_end(struct dma_fence* fence) {
  (void)fence;  // may be gone
  drmsim_call(trace_wait, NULL, 0);
}

void drmsim_fill_fence_functions(struct drmsim_kernel_library* library) {
  library->fence_size = sizeof(struct dma_fence);
  library->fence_cb_size = sizeof(struct dma_fence_cb);
  library->dma_fence_init = fence_init;
#ifdef DRMSIM_HAVE_FENCE_INLINE_LOCK
  library->has_independent_fences = 1;
#endif
  library->dma_fence_get = fence_get;
  library->dma_fence_get_rcu = fence_get_rcu;
  library->dma_fence_put = fence_put;
  library->dma_fence_signal = fence_signal;
  library->dma_fence_signal_locked = fence_signal_locked;
  library->dma_fence_set_error = fence_set_error;
  library->dma_fence_is_signaled = fence_is_signaled;
  library->dma_fence_get_status = dma_fence_get_status;
  library->dma_fence_enable_sw_signaling = fence_enable_signaling;
  library->dma_fence_set_deadline = fence_set_deadline;
  library->dma_fence_add_callback = dma_fence_add_callback;
  library->dma_fence_remove_callback = fence_remove_callback;
  library->dma_fence_wait_timeout = fence_wait_timeout;
  library->dma_fence_is_later = fence_is_later;
  library->dma_fence_context_alloc = fence_context_alloc;
  library->fence_context = fence_context;
  library->fence_seqno = fence_seqno;
  library->fence_error = fence_error;
  library->fence_test_signaled = fence_test_signaled;
  library->fence_timestamp = fence_timestamp;
  library->fence_references = fence_references;
  library->fence_timeline_name = fence_timeline;
  library->to_drm_sched_fence = fence_to_sched;
  library->scheduled = sched_fence_scheduled;
  library->finished = sched_fence_finished;
  library->parent = sched_fence_parent;
}
