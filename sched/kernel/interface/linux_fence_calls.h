// Follows the tree's own dma-fence.h: a reference is noted under the function that takes or drops
// it, not under the inline function that does so.
#pragma once

#define drmsim_fence_call(function, fence)                \
  ({                                                      \
    struct dma_fence* __called = (fence);                 \
    if (__called) drmsim_caller = DRMSIM_HERE;            \
    (function)(__called);                                 \
  })
#define dma_fence_get(fence) drmsim_fence_call(dma_fence_get, fence)
#define dma_fence_get_rcu(fence) drmsim_fence_call(dma_fence_get_rcu, fence)
#define dma_fence_put(fence) drmsim_fence_call(dma_fence_put, fence)
