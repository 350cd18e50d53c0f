#include "scenarios/format/errno_names.h"

#include <array>
#include <cstdlib>

namespace drmsim::scenarios {
namespace {

struct ErrnoName {
  int number;
  std::string_view name;
};

// The errors that fences, jobs and drivers of the graphics stack use
// (include/uapi/asm-generic/errno-base.h and errno.h).
constexpr std::array<ErrnoName, 36> kErrnoNames = {{
    {1, "EPERM"},       {2, "ENOENT"},      {3, "ESRCH"},       {4, "EINTR"},
    {5, "EIO"},         {6, "ENXIO"},       {7, "E2BIG"},       {9, "EBADF"},
    {11, "EAGAIN"},     {12, "ENOMEM"},     {13, "EACCES"},     {14, "EFAULT"},
    {16, "EBUSY"},      {17, "EEXIST"},     {19, "ENODEV"},     {22, "EINVAL"},
    {27, "EFBIG"},      {28, "ENOSPC"},     {32, "EPIPE"},      {33, "EDOM"},
    {34, "ERANGE"},     {35, "EDEADLK"},    {38, "ENOSYS"},     {39, "ENOTEMPTY"},
    {42, "ENOMSG"},     {61, "ENODATA"},    {62, "ETIME"},      {71, "EPROTO"},
    {75, "EOVERFLOW"},  {95, "EOPNOTSUPP"}, {105, "ENOBUFS"},   {108, "ESHUTDOWN"},
    {110, "ETIMEDOUT"}, {114, "EALREADY"},  {125, "ECANCELED"}, {131, "ENOTRECOVERABLE"},
}};

}  // namespace

std::optional<int> errno_number(std::string_view name) {
  for (const ErrnoName& entry : kErrnoNames) {
    if (entry.name == name) return entry.number;
  }
  return std::nullopt;
}

std::string errno_name(int number) {
  if (number == 0) return "ok";
  for (const ErrnoName& entry : kErrnoNames) {
    if (entry.number == std::abs(number)) return std::string(entry.name);
  }
  return std::to_string(number);
}

std::vector<std::string> errno_names() {
  std::vector<std::string> names;
  for (const ErrnoName& entry : kErrnoNames) names.emplace_back(entry.name);
  return names;
}

}  // namespace drmsim::scenarios
