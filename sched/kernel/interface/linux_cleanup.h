// Objects that are let go at the end of their scope: DEFINE_CLASS, CLASS, scoped_guard.
#pragma once

#define __cleanup(function) __attribute__((__cleanup__(function)))

// `exit` knows the object as _T; `init` knows the constructor's arguments.
#define DEFINE_CLASS(name, type, exit, init, arguments...)                \
  typedef type class_##name##_t;                                          \
  static inline void class_##name##_destructor(class_##name##_t* object) { \
    class_##name##_t _T = *object;                                        \
    exit;                                                                 \
  }                                                                       \
  static inline class_##name##_t class_##name##_constructor(arguments) {  \
    class_##name##_t object = init;                                       \
    return object;                                                        \
  }
#define CLASS(name, variable)                                            \
  class_##name##_t variable __cleanup(class_##name##_destructor) = \
      class_##name##_constructor

// The statement that follows, once.
#define scoped_guard(name, arguments...)                                              \
  for (CLASS(name, __scope)(arguments), *__once = (void*)&__scope; __once != NULL; \
       __once = NULL)
