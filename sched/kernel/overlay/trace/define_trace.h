// Nothing to define: see linux/tracepoint.h.
