// Nothing to define: see linux/tracepoint.h. Included once for each file of events.
#pragma once
