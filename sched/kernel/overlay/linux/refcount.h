// References: the host notes who takes and drops each, which makes the life of an object.
#pragma once

#include_next <linux/refcount.h>

void drmsim_refcount_get(refcount_t* r, int n);
bool drmsim_refcount_get_unless_zero(refcount_t* r);
bool drmsim_refcount_put(refcount_t* r, int n);

#define refcount_add(n, r) drmsim_refcount_get(r, n)
#define refcount_inc(r) drmsim_refcount_get(r, 1)
#define refcount_inc_not_zero(r) drmsim_refcount_get_unless_zero(r)
#define refcount_dec(r) ((void)drmsim_refcount_put(r, 1))
#define refcount_dec_and_test(r) drmsim_refcount_put(r, 1)
#define refcount_sub_and_test(n, r) drmsim_refcount_put(r, n)
