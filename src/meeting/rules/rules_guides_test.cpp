// The guides to the rules are true: docs/rules/README.md names tests that exist, and every section
// of a rules file has its place in the README.md of one folder of src/meeting.

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "meeting/enum_names.h"
#include "meeting/rules/settings.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot(HEMICYCLE_SOURCE_DIR);

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::smatch> matches_in(const std::string& text, const std::regex& pattern) {
  return {std::sregex_iterator(text.begin(), text.end(), pattern), {}};
}

TEST(RulesTable, names_tests_that_exist) {
  std::set<std::string> tests;
  const std::regex definition("TEST(?:_[PF])?\\((\\w+),\\s*(\\w+)\\)");
  for (const auto& file : fs::recursive_directory_iterator(kRoot / "src")) {
    if (!file.path().string().ends_with("_test.cpp")) continue;
    const std::string content = content_of(file.path());
    for (const std::smatch& test : matches_in(content, definition))
      tests.insert(test.str(1) + "." + test.str(2));
  }
  const std::string table = content_of(kRoot / "docs/rules/README.md");
  const auto named = matches_in(table, std::regex("`(\\w+\\.\\w+)`"));
  for (const std::smatch& name : named) EXPECT_TRUE(tests.contains(name.str(1))) << name.str(1);
  EXPECT_GE(named.size(), 150u);
}

TEST(ThemeGuides, say_of_every_section_of_the_rules_where_it_lives) {
  std::map<std::string, int> guides;  // by section, how many name it
  for (const char* theme : {"chamber", "floor", "motions", "texts", "votes", "rules"}) {
    const fs::path folder = kRoot / "src/meeting" / theme;
    const std::string guide = content_of(folder / "README.md");
    EXPECT_FALSE(guide.empty()) << theme;
    for (const std::smatch& row : matches_in(guide, std::regex("\\n\\| `(\\w+)` \\|")))
      ++guides[row.str(1)];
    for (const std::smatch& file : matches_in(guide, std::regex("`(\\w+\\.(?:cpp|h))`")))
      EXPECT_TRUE(fs::exists(folder / file.str(1)) ||
                  fs::exists(kRoot / "src/meeting/floor" / file.str(1)))
          << theme << "/" << file.str(1);
  }
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<RuleTopic>>([&](auto topic) {
    const std::string section = section_of(topic.value);
    EXPECT_EQ(guides[section], 1) << section;
  });
}

}  // namespace
}  // namespace hemicycle::meeting
