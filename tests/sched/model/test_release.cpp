// What differs between kernel releases is data: releases by name, defects by their ids.
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "sched/api/priority.h"
#include "sched/model/release.h"

namespace drmsim::drm {
namespace {

TEST_CASE("releases: those that are listed are found under their names, others are not") {
  CHECK(Release::names() == std::vector<std::string_view>{"linux-6.12", "linux-7.2", "linux-7.3"});
  for (const std::string_view name : Release::names()) REQUIRE(Release::find(name) != nullptr);
  CHECK(*Release::find("linux-7.2") == ReleaseId::linux_7_2);
  CHECK(Release().id == ReleaseId::linux_6_12);
  for (const char* name : {"linux-6.1", "linux-6.17", "6.12", ""}) {
    CHECK(Release::find(name) == nullptr);
  }
}

TEST_CASE("releases: each has defects of its own, which can be mended, and others brought in") {
  const Release of_6_12;
  const Release of_7_3(ReleaseId::linux_7_3);
  CHECK(of_6_12.has(Defect::e13_parent_put_first));
  CHECK_FALSE(of_7_3.has(Defect::e13_parent_put_first));
  CHECK(of_7_3.has(Defect::n7_workers_ignore_pause));
  CHECK_FALSE(of_6_12.has(Defect::n7_workers_ignore_pause));
  CHECK_FALSE(of_7_3.without(Defect::n7_workers_ignore_pause).has(Defect::n7_workers_ignore_pause));
  CHECK(of_7_3.with(Defect::c1_entity_idle_for_one_waiter)
            .has(Defect::c1_entity_idle_for_one_waiter));
  CHECK_FALSE(of_7_3.has(Defect::c1_entity_idle_for_one_waiter));
}

TEST_CASE("defects: each is listed once, in its place, with an id and a sentence") {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < Defects::all().size(); ++i) {
    const DefectInfo& info = Defects::all()[i];
    CHECK(static_cast<std::size_t>(info.defect) == i);
    CHECK(ids.insert(info.id).second);
    CHECK(info.what.back() == '.');
    CHECK(Defects::find(info.id) == &info);
  }
  CHECK(Defects::find("A2") == nullptr);
  CHECK(Defects::find("") == nullptr);
}

TEST_CASE("priorities are served kernel first, low last") {
  CHECK(std::string(priority_name(Priority::kernel)) == "kernel");
  CHECK(std::string(priority_name(Priority::low)) == "low");
  CHECK(Priority::kernel < Priority::high);
  CHECK(Priority::normal < Priority::low);
}

}  // namespace
}  // namespace drmsim::drm
