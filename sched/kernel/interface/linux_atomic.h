// Atomics, bit operations, reference counts.
//
// Contexts change places only at schedule points, so plain memory accesses are atomic; every
// read-modify-write is followed by a point, where another context can see the new value first.
#pragma once

#include "sched/kernel/interface/linux_host.h"

// A busy wait passes one of these two in every round.
#define smp_rmb() drmsim_spin_here()
#define cpu_relax() drmsim_spin_here()
#define smp_mb() barrier()
#define smp_wmb() barrier()
#define mb() barrier()
#define rmb() drmsim_spin_here()
#define wmb() barrier()
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()
#define smp_load_acquire(p)          \
  ({                                 \
    __typeof__(*(p)) __loaded = READ_ONCE(*(p)); \
    barrier();                       \
    __loaded;                        \
  })
#define smp_store_release(p, value)  \
  do {                               \
    barrier();                       \
    WRITE_ONCE(*(p), value);         \
  } while (0)
#define smp_store_mb(variable, value)  \
  do {                                 \
    WRITE_ONCE(variable, value);       \
    barrier();                         \
  } while (0)

typedef struct {
  int counter;
} atomic_t;
typedef struct {
  s64 counter;
} atomic64_t;
typedef struct {
  long counter;
} atomic_long_t;

#define ATOMIC_INIT(i) {(i)}
#define ATOMIC64_INIT(i) {(i)}
#define ATOMIC_LONG_INIT(i) {(i)}

// A read-modify-write: `operation` on the value `*__p`, the result being `result`.
#define DRMSIM_RMW(v, operation, result)                     \
  ({                                                         \
    __typeof__(&(v)->counter) __p = &(v)->counter;           \
    __typeof__((v)->counter) __old = *__p;                   \
    operation;                                               \
    __typeof__((v)->counter) __new = *__p;                   \
    (void)__new;                                             \
    (void)__old;                                             \
    drmsim_atomic_point();                                   \
    result;                                                  \
  })

#define atomic_read(v) READ_ONCE((v)->counter)
#define atomic_read_acquire(v) READ_ONCE((v)->counter)
#define atomic_set(v, i) WRITE_ONCE((v)->counter, (i))
#define atomic_set_release(v, i) WRITE_ONCE((v)->counter, (i))
#define atomic_add(i, v) DRMSIM_RMW(v, *__p += (i), (void)0)
#define atomic_sub(i, v) DRMSIM_RMW(v, *__p -= (i), (void)0)
#define atomic_inc(v) atomic_add(1, v)
#define atomic_dec(v) atomic_sub(1, v)
#define atomic_or(i, v) DRMSIM_RMW(v, *__p |= (i), (void)0)
#define atomic_and(i, v) DRMSIM_RMW(v, *__p &= (i), (void)0)
#define atomic_add_return(i, v) DRMSIM_RMW(v, *__p += (i), __new)
#define atomic_sub_return(i, v) DRMSIM_RMW(v, *__p -= (i), __new)
#define atomic_inc_return(v) atomic_add_return(1, v)
#define atomic_dec_return(v) atomic_sub_return(1, v)
#define atomic_fetch_add(i, v) DRMSIM_RMW(v, *__p += (i), __old)
#define atomic_fetch_sub(i, v) DRMSIM_RMW(v, *__p -= (i), __old)
#define atomic_fetch_inc(v) atomic_fetch_add(1, v)
#define atomic_dec_and_test(v) (atomic_sub_return(1, v) == 0)
#define atomic_inc_and_test(v) (atomic_add_return(1, v) == 0)
#define atomic_sub_and_test(i, v) (atomic_sub_return(i, v) == 0)
#define atomic_xchg(v, i) DRMSIM_RMW(v, *__p = (i), __old)
#define atomic_cmpxchg(v, expected, i) \
  DRMSIM_RMW(v, if (__old == (expected)) *__p = (i), __old)
#define atomic_inc_not_zero(v) (DRMSIM_RMW(v, if (__old != 0) ++*__p, __old) != 0)
#define atomic_add_unless(v, i, unless) \
  (DRMSIM_RMW(v, if (__old != (unless)) *__p += (i), __old) != (unless))

#define atomic64_read(v) atomic_read(v)
#define atomic64_set(v, i) atomic_set(v, i)
#define atomic64_add(i, v) atomic_add(i, v)
#define atomic64_sub(i, v) atomic_sub(i, v)
#define atomic64_inc(v) atomic_inc(v)
#define atomic64_dec(v) atomic_dec(v)
#define atomic64_add_return(i, v) atomic_add_return(i, v)
#define atomic64_inc_return(v) atomic_inc_return(v)
#define atomic64_fetch_add(i, v) atomic_fetch_add(i, v)
#define atomic64_xchg(v, i) atomic_xchg(v, i)
#define atomic64_cmpxchg(v, expected, i) atomic_cmpxchg(v, expected, i)
#define atomic_long_read(v) atomic_read(v)
#define atomic_long_set(v, i) atomic_set(v, i)
#define atomic_long_inc(v) atomic_inc(v)
#define atomic_long_dec(v) atomic_dec(v)
#define atomic_long_add_return(i, v) atomic_add_return(i, v)
#define atomic_long_xchg(v, i) atomic_xchg(v, i)
#define atomic_long_cmpxchg(v, expected, i) atomic_cmpxchg(v, expected, i)

#define xchg(p, value)                     \
  ({                                       \
    __typeof__(p) __x = (p);               \
    __typeof__(*(p)) __was = *__x;         \
    *__x = (value);                        \
    drmsim_atomic_point();                 \
    __was;                                 \
  })
#define cmpxchg(p, expected, value)        \
  ({                                       \
    __typeof__(p) __x = (p);               \
    __typeof__(*(p)) __was = *__x;         \
    if (__was == (expected)) *__x = (value); \
    drmsim_atomic_point();                 \
    __was;                                 \
  })
#define cmpxchg64(p, expected, value) cmpxchg(p, expected, value)
#define try_cmpxchg(p, expected, value)            \
  ({                                               \
    __typeof__(expected) __e = (expected);         \
    __typeof__(*(p)) __seen = cmpxchg(p, *__e, value); \
    bool __done = __seen == *__e;                  \
    *__e = __seen;                                 \
    __done;                                        \
  })

// --- Bits ---

#define BIT(n) (1UL << (n))
#define GENMASK(high, low) (((~0UL) << (low)) & (~0UL >> (BITS_PER_LONG - 1 - (high))))
#define BIT_MASK(n) (1UL << ((n) % BITS_PER_LONG))
#define BIT_WORD(n) ((n) / BITS_PER_LONG)
#define DRMSIM_BIT_RMW(n, address, operation)                                              \
  ({                                                                                       \
    unsigned long* __w = (unsigned long*)(address) + BIT_WORD(n);                          \
    const unsigned long __mask = BIT_MASK(n);                                              \
    const unsigned long __was = *__w;                                                      \
    *__w = operation;                                                                      \
    drmsim_atomic_point();                                                                 \
    (__was & __mask) != 0;                                                                 \
  })
#define test_bit(n, address) \
  ((READ_ONCE(((const unsigned long*)(address))[BIT_WORD(n)]) & BIT_MASK(n)) != 0)
#define set_bit(n, address) ((void)DRMSIM_BIT_RMW(n, address, __was | __mask))
#define clear_bit(n, address) ((void)DRMSIM_BIT_RMW(n, address, __was & ~__mask))
#define test_and_set_bit(n, address) DRMSIM_BIT_RMW(n, address, __was | __mask)
#define test_and_clear_bit(n, address) DRMSIM_BIT_RMW(n, address, __was & ~__mask)
#define __set_bit(n, address) \
  ((void)(((unsigned long*)(address))[BIT_WORD(n)] |= BIT_MASK(n)))
#define __clear_bit(n, address) \
  ((void)(((unsigned long*)(address))[BIT_WORD(n)] &= ~BIT_MASK(n)))
#define test_bit_acquire(n, address) test_bit(n, address)
#define hweight32(w) __builtin_popcount(w)
#define fls(x) ((x) == 0 ? 0 : 32 - __builtin_clz(x))
#define __ffs(x) ((unsigned long)__builtin_ctzl(x))

// --- References ---

typedef struct refcount_struct {
  atomic_t refs;
} refcount_t;
#define REFCOUNT_INIT(n) {.refs = ATOMIC_INIT(n)}

static inline const struct drmsim_where* drmsim_take_caller(const struct drmsim_where* here) {
  const struct drmsim_where* caller = drmsim_caller;
  drmsim_caller = NULL;
  return caller ? caller : here;
}

static inline void drmsim_refcount_get(refcount_t* r, int n, const struct drmsim_where* here) {
  const int was = r->refs.counter;
  r->refs.counter = was + n;
  drmsim_call(reference, r, was == 0 ? DRMSIM_REF_GET_ZERO : DRMSIM_REF_GET, was + n,
              drmsim_take_caller(here));
}
static inline bool drmsim_refcount_put(refcount_t* r, int n, const struct drmsim_where* here) {
  const int was = r->refs.counter;
  r->refs.counter = was - n;
  drmsim_call(reference, r, was <= 0 ? DRMSIM_REF_UNDERFLOW : DRMSIM_REF_PUT, was - n,
              drmsim_take_caller(here));
  return was == n;
}
static inline bool drmsim_refcount_get_unless_zero(refcount_t* r, const struct drmsim_where* here) {
  if (r->refs.counter == 0) {
    drmsim_caller = NULL;
    return false;
  }
  drmsim_refcount_get(r, 1, here);
  return true;
}
#define refcount_set(r, n) WRITE_ONCE((r)->refs.counter, (n))
#define refcount_read(r) ((unsigned int)READ_ONCE((r)->refs.counter))
#define refcount_add(n, r) drmsim_refcount_get(r, n, DRMSIM_HERE)
#define refcount_inc(r) drmsim_refcount_get(r, 1, DRMSIM_HERE)
#define refcount_inc_not_zero(r) drmsim_refcount_get_unless_zero(r, DRMSIM_HERE)
#define refcount_dec(r) ((void)drmsim_refcount_put(r, 1, DRMSIM_HERE))
#define refcount_dec_and_test(r) drmsim_refcount_put(r, 1, DRMSIM_HERE)
#define refcount_sub_and_test(n, r) drmsim_refcount_put(r, n, DRMSIM_HERE)
