// Linux error numbers as the fence and scheduler interfaces return them (negative), the same on
// every host.
#pragma once

namespace drmsim::drm {

inline constexpr int kEnoent = 2;
inline constexpr int kEsrch = 3;
inline constexpr int kEio = 5;
inline constexpr int kEnomem = 12;
inline constexpr int kEbusy = 16;
inline constexpr int kEnodev = 19;
inline constexpr int kEinval = 22;
inline constexpr int kEnospc = 28;
inline constexpr int kEdeadlk = 35;
inline constexpr int kEnodata = 61;
inline constexpr int kEtime = 62;
inline constexpr int kEcanceled = 125;

}  // namespace drmsim::drm
