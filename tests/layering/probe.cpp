// Which folders can the code of one layer include from? Every layer folder has a CMakeLists.txt, so
// that is what is looked for. SEES_* say what is right for the layer whose include path this is
// compiled with.

#if __has_include("sim/CMakeLists.txt") != SEES_SIM
#error "sim/: visible to a layer that may not include it, or hidden from one that may"
#endif
#if __has_include("hw_models/CMakeLists.txt") != SEES_HW_MODELS
#error "hw_models/: visible to a layer that may not include it, or hidden from one that may"
#endif
#if __has_include("sched/CMakeLists.txt") != SEES_SCHED
#error "sched/: visible to a layer that may not include it, or hidden from one that may"
#endif
#if __has_include("scenarios/CMakeLists.txt") != SEES_SCENARIOS
#error "scenarios/: visible to a layer that may not include it, or hidden from one that may"
#endif
#if __has_include("tools/CMakeLists.txt") != SEES_TOOLS
#error "tools/: visible to a layer that may not include it, or hidden from one that may"
#endif
