#include "projection/wire_types.h"

#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "meeting/commands.h"
#include "storage/command_codec.h"

namespace hemicycle::projection {
namespace {

namespace json = boost::json;

// The text between `from` and the next `to`; empty without them.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  const std::size_t first = begin + from.size();
  return text.substr(first, text.find(to, first) - first);
}

TEST(WireTypes, the_pages_have_the_types_of_today) {
  std::ifstream file(HEMICYCLE_SOURCE_DIR "/web/src/chamber/wire.ts");
  const std::string kept{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(kept == wire_types())
      << "build/debug/wire_types > web/src/chamber/wire.ts brings them up to date";
}

TEST(WireTypes, a_command_has_the_members_that_its_codec_writes) {
  const std::string types = wire_types();
  const std::string shapes = between(types, "export const shapes", "\n};");
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, meeting::CommandVariant>>(
      [&]<typename T>(std::type_identity<T>) {
        const meeting::Command command{T()};
        const json::object written = json::parse(storage::write_command(command)).as_object();
        const std::string name(written.begin()->key());
        const std::string shape = between(shapes, "\n  " + name + ": {", "}");
        std::size_t required = 0;
        for (std::size_t at = shape.find(": '"); at != std::string::npos;
             at = shape.find(": '", at + 1))
          required += shape[shape.find('\'', at + 3) - 1] == '?' ? 0 : 1;
        // Of a command of no content, what is optional is left out.
        const json::object& fields = written.begin()->value().as_object();
        EXPECT_EQ(required, fields.size()) << name << ":" << shape;
        for (const auto& field : fields)
          EXPECT_NE((" " + shape).find(" " + std::string(field.key()) + ": '"), std::string::npos)
              << name << "." << field.key();
      });
}

TEST(WireTypes, an_enum_is_written_in_the_words_of_the_wire) {
  EXPECT_NE(wire_types().find("Side: ['for', 'against']"), std::string::npos);
  EXPECT_NE(wire_types().find("export type PersonId = string;"), std::string::npos);
  EXPECT_NE(wire_types().find("export type ItemId = number;"), std::string::npos);
  EXPECT_EQ(wire_types().find("lose_connection"), std::string::npos);
}

}  // namespace
}  // namespace hemicycle::projection
