// Compiler vocabulary of the kernel, and its basic types. Included before everything else.
//
// There is one processor's worth of instructions at a time (contexts are fibers), so barriers only
// keep the compiler from reordering.
#pragma once

typedef signed char s8;
typedef unsigned char u8;
typedef short s16;
typedef unsigned short u16;
typedef int s32;
typedef unsigned int u32;
typedef long long s64;
typedef unsigned long long u64;
typedef s8 __s8;
typedef u8 __u8;
typedef s16 __s16;
typedef u16 __u16;
typedef s32 __s32;
typedef u32 __u32;
typedef s64 __s64;
typedef u64 __u64;
typedef s8 int8_t;
typedef u8 uint8_t;
typedef s16 int16_t;
typedef u16 uint16_t;
typedef s32 int32_t;
typedef u32 uint32_t;
typedef s64 int64_t;
typedef u64 uint64_t;
typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned long uintptr_t;
typedef long ptrdiff_t;
typedef long long loff_t;
typedef unsigned int gfp_t;
typedef _Bool bool;
enum { false = 0, true = 1 };

#define NULL ((void*)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define sizeof_field(type, member) sizeof(((type*)0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))

struct list_head {
  struct list_head *next, *prev;
};
struct hlist_node {
  struct hlist_node *next, **pprev;
};
struct hlist_head {
  struct hlist_node* first;
};
struct rcu_head {
  struct rcu_head* next;
  void (*func)(struct rcu_head* head);
};
#define callback_head rcu_head

#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define __must_check __attribute__((__warn_unused_result__))
#define __maybe_unused __attribute__((__unused__))
#define __always_unused __attribute__((__unused__))
#define __used __attribute__((__used__))
#define __packed __attribute__((__packed__))
#define __aligned(x) __attribute__((__aligned__(x)))
#define __printf(a, b) __attribute__((__format__(printf, a, b)))
#define __weak __attribute__((__weak__))
#define __cold __attribute__((__cold__))
#define __pure __attribute__((__pure__))
#define fallthrough __attribute__((__fallthrough__))
#define ____cacheline_aligned
#define ____cacheline_aligned_in_smp
#define __read_mostly
#define __ro_after_init
#define __init
#define __exit
#define __user
#define __kernel
#define __force
#define __iomem
#define __rcu
#define __bitwise
#define __percpu
#define __private
#define __counted_by(member)
#define __acquires(lock)
#define __releases(lock)
#define __must_hold(lock)
#define __cond_acquires(result, lock)
#define __context_unsafe(reason)
#define __acquire(lock) ((void)0)
#define __release(lock) ((void)0)
#define __no_kasan_or_inline inline

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define unreachable() __builtin_unreachable()
#define barrier() __asm__ __volatile__("" : : : "memory")
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "=r"(var) : "0"(var))
#define __same_type(a, b) __builtin_types_compatible_p(__typeof__(a), __typeof__(b))
#define typeof_member(type, member) __typeof__(((type*)0)->member)
#define __must_be_array(a) 0
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

// Without the schedule point that READ_ONCE() is.
#define DRMSIM_PEEK(x) (*(const volatile __typeof__(x)*)&(x))
#define READ_ONCE(x)      \
  ({                      \
    drmsim_read_point();  \
    DRMSIM_PEEK(x);       \
  })
#define WRITE_ONCE(x, value)                       \
  do {                                             \
    *(volatile __typeof__(x)*)&(x) = (value);      \
  } while (0)
#define data_race(expression) (expression)

#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)
#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(prefix, _), __COUNTER__)

// IS_ENABLED(CONFIG_X): whether CONFIG_X is defined as 1.
#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(ignored, value, ...) value
#define __is_defined(x) ___is_defined(x)
#define ___is_defined(value) ____is_defined(__ARG_PLACEHOLDER_##value)
#define ____is_defined(placeholder) __take_second_arg(placeholder 1, 0)
#define IS_ENABLED(option) __is_defined(option)
#define IS_BUILTIN(option) __is_defined(option)

#define min(a, b)              \
  ({                           \
    __typeof__(a) __min_a = (a); \
    __typeof__(b) __min_b = (b); \
    __min_a < __min_b ? __min_a : __min_b; \
  })
#define max(a, b)              \
  ({                           \
    __typeof__(a) __max_a = (a); \
    __typeof__(b) __max_b = (b); \
    __max_a > __max_b ? __max_a : __max_b; \
  })
#define min_t(type, a, b) min((type)(a), (type)(b))
#define max_t(type, a, b) max((type)(a), (type)(b))
#define clamp(value, low, high) min(max(value, low), high)
#define clamp_t(type, value, low, high) min_t(type, max_t(type, value, low), high)
#define swap(a, b)               \
  do {                           \
    __typeof__(a) __swap = (a);  \
    (a) = (b);                   \
    (b) = __swap;                \
  } while (0)
#define lower_32_bits(n) ((u32)((n)&0xffffffff))
#define upper_32_bits(n) ((u32)(((n) >> 16) >> 16))
#define DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define ALIGN(x, a) (((x) + (a)-1) & ~((__typeof__(x))(a)-1))
#define BITS_PER_LONG 64
#define ilog2(n) (63 - __builtin_clzll((u64)(n)))
#define U8_MAX ((u8)~0U)
#define U32_MAX ((u32)~0U)
#define U64_MAX ((u64)~0ULL)
#define S64_MAX ((s64)(U64_MAX >> 1))
#define INT_MAX ((int)(~0U >> 1))
#define UINT_MAX (~0U)
#define LONG_MAX ((long)(~0UL >> 1))
#define ULONG_MAX (~0UL)
#define LLONG_MAX ((long long)(~0ULL >> 1))
#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d) __builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)
#define struct_size(p, member, count) \
  (sizeof(*(p)) + sizeof((p)->member[0]) * (size_t)(count))
#define array_size(a, b) ((size_t)(a) * (size_t)(b))

#define BUILD_BUG_ON(condition) _Static_assert(!(condition), #condition)
#define BUILD_BUG_ON_MSG(condition, message) _Static_assert(!(condition), message)
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON((n) == 0 || (((n) & ((n)-1)) != 0))
#define BUILD_BUG_ON_ZERO(e) ((int)sizeof(struct { int : (-!!(e)); }))
#define static_assert(expression, ...) __static_assert(expression, ##__VA_ARGS__, #expression)
#define __static_assert(expression, message, ...) _Static_assert(expression, message)

void* memset(void* to, int value, size_t size);
void* memcpy(void* to, const void* from, size_t size);
void* memmove(void* to, const void* from, size_t size);
int memcmp(const void* a, const void* b, size_t size);
size_t strlen(const char* text);
int strcmp(const char* a, const char* b);

#include "sched/kernel/interface/linux_host.h"
