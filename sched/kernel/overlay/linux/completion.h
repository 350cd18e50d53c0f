// A completion with its name, for the wait graph.
#pragma once

#include_next <linux/completion.h>

void drmsim_init_completion(struct completion* x, const char* name);
void drmsim_reinit_completion(struct completion* x);

#define init_completion(x) drmsim_init_completion(x, #x)
#define reinit_completion(x) drmsim_reinit_completion(x)
