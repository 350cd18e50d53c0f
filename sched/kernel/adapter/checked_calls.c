// Every call through a pointer of the tree's code: is that a function?
//
// A list or a work item that two contexts have mixed up leads to calls of whatever lies there. The
// compiler turns calls through a register into calls of __x86_indirect_thunk_REGISTER
// (-mindirect-branch=thunk-extern; clang: __llvm_retpoline_r11), which jump on if the address is in
// the code of this library or of the host. Limits: the middle of a function passes; x86-64 alone.
#include <linux/types.h>
#include <linux/compiler.h>

#include "sched/kernel/interface/linux_host.h"

void drmsim_wild_call(unsigned long target);
void drmsim_wild_call(unsigned long target) {
  drmsim_call(wild_call, target, (unsigned long)__builtin_return_address(0));
}

// drmsim_code: this library's first and last address, then the host's. No register may change.
#define CHECKED_CALL(name, reg)                  \
  __asm__(".text\n"                              \
          ".globl " name "\n"                    \
          ".hidden " name "\n"                   \
          ".type " name ", @function\n"          \
          name ":\n"                             \
          "  cmpq drmsim_code(%rip), %" reg "\n" \
          "  jb 1f\n"                            \
          "  cmpq drmsim_code+8(%rip), %" reg "\n" \
          "  jb 2f\n"                            \
          "1:\n"                                 \
          "  cmpq drmsim_code+16(%rip), %" reg "\n" \
          "  jb 3f\n"                            \
          "  cmpq drmsim_code+24(%rip), %" reg "\n" \
          "  jae 3f\n"                           \
          "2:\n"                                 \
          "  jmp *%" reg "\n"                    \
          "3:\n"                                 \
          "  movq %" reg ", %rdi\n"              \
          "  jmp drmsim_wild_call\n"             \
          ".size " name ", . - " name "\n")
#define THUNK(reg) CHECKED_CALL("__x86_indirect_thunk_" reg, reg)
THUNK("rax");
THUNK("rbx");
THUNK("rcx");
THUNK("rdx");
THUNK("rsi");
THUNK("rdi");
THUNK("rbp");
THUNK("r8");
THUNK("r9");
THUNK("r10");
THUNK("r11");
THUNK("r12");
THUNK("r13");
THUNK("r14");
THUNK("r15");
CHECKED_CALL("__llvm_retpoline_r11", "r11");
