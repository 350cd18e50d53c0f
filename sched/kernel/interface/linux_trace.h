// Trace events: each calls drmsim_trace_NAME(), if the adapter has a function of that name.
#pragma once

#define PARAMS(...) __VA_ARGS__
#define TP_PROTO(...) __VA_ARGS__
#define TP_ARGS(...) __VA_ARGS__
#define TP_STRUCT__entry(...)
#define TP_fast_assign(...)
#define TP_printk(...)

#define DECLARE_EVENT_CLASS(name, proto, args, structure, assign, print) struct drmsim_class_##name
#define DRMSIM_EVENT(name, proto, args)                                                    \
  extern void drmsim_trace_##name(proto) __attribute__((__weak__, __visibility__("hidden"))); \
  static inline void trace_##name(proto) {                                                 \
    if (drmsim_trace_##name) drmsim_trace_##name(args);                                    \
  }                                                                                        \
  static inline bool trace_##name##_enabled(void) { return drmsim_trace_##name != NULL; }  \
  struct drmsim_event_##name
#define DEFINE_EVENT(class_name, name, proto, args) \
  DRMSIM_EVENT(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_PRINT(class_name, name, proto, args, print) \
  DRMSIM_EVENT(name, PARAMS(proto), PARAMS(args))
#define TRACE_EVENT(name, proto, args, structure, assign, print) \
  DRMSIM_EVENT(name, PARAMS(proto), PARAMS(args))
