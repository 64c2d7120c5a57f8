#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/command.h"

namespace hemicycle::app {
namespace {

using testing::HasSubstr;

TEST(RulesCommand, prints_the_page_of_a_profile) {
  const std::string path = std::string(HEMICYCLE_SOURCE_DIR) + "/rules/un-general-assembly.toml";
  const char* const arguments[] = {"hemicycle", "rules", path.c_str()};
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_command_line(3, arguments), 0);
  std::fflush(stdout);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("## 73 - speakers_list"));
}

TEST(RulesCommand, names_the_line_of_a_setting_it_does_not_know) {
  const std::filesystem::path file =
      std::filesystem::path(testing::TempDir()) / "unknown_setting.toml";
  std::ofstream(file) << "profile = \"p\"\n[floor]\nloudness = 11\n";
  const std::string path = file.string();
  const char* const arguments[] = {"hemicycle", "rules", path.c_str()};
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_command_line(3, arguments), 2);
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("unknown_setting.toml:3: floor.loudness is no setting"));
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace hemicycle::app
