#include "projection/wire_types.h"

#include <set>

#include "base/type_name.h"
#include "meeting/commands.h"
#include "projection/documents.h"
#include "projection/me_document.h"
#include "storage/described_json.h"

namespace hemicycle::projection {
namespace {

using storage::DescribedEnum;
using storage::DescribedStruct;

template <PathKind kKind, typename Document>
struct At {
  static constexpr PathKind kPathKind = kKind;
  using Shown = Document;
};
using Shown = boost::mp11::mp_list<
    At<PathKind::kSession, SessionDocument>, At<PathKind::kAgenda, AgendaDocument>,
    At<PathKind::kFloor, FloorDocument>, At<PathKind::kTimer, TimerDocument>,
    At<PathKind::kVote, VoteDocument>, At<PathKind::kMotions, MotionsDocument>,
    At<PathKind::kPoints, PointsDocument>, At<PathKind::kDecisions, DecisionsDocument>,
    At<PathKind::kElections, ElectionsDocument>, At<PathKind::kStatements, StatementsDocument>,
    At<PathKind::kPeople, PeopleDocument>, At<PathKind::kAttendance, AttendanceDocument>,
    At<PathKind::kNotices, NoticesDocument>, At<PathKind::kMe, MeDocument>,
    At<PathKind::kItem, ItemDocument>, At<PathKind::kList, ListDocument>,
    At<PathKind::kSeats, SeatDocument>, At<PathKind::kVotes, VotingDocument>,
    At<PathKind::kTexts, TextDocument>, At<PathKind::kStatement, StatementDocument>>;
static_assert(boost::mp11::mp_size<Shown>::value == kPathKinds);

// Appends what is defined the first time that it is named, before what names it.
class TypeScript {
 public:
  // How TypeScript spells the type.
  template <typename T>
  std::string spell() {
    if constexpr (storage::kIsVector<T>)
      return spell<typename T::value_type>() + "[]";
    else if constexpr (storage::kIsOptional<T>)
      return spell<typename T::value_type>();
    else if constexpr (std::same_as<T, std::string>)
      return "string";
    else if constexpr (std::same_as<T, bool>)
      return "boolean";
    else if constexpr (std::same_as<T, WallTime>)
      return "Instant";
    else if constexpr (std::same_as<T, meeting::Millis>)
      return "Millis";
    else if constexpr (std::integral<T>)
      return sizeof(T) > 4 ? "string" : "number";
    else
      return named<T>();
  }

  template <DescribedStruct T>
  void command(const std::string& name) {
    commands_ += "  " + name + ": " + spell<T>() + ";\n";
    shapes_ += shape<T>(name);
    offer_shapes_of<T>();
  }

  std::string definitions() const { return definitions_; }
  std::string commands() const { return commands_; }
  std::string shapes() const { return shapes_ + nested_shapes_; }
  std::string enums() const { return enums_; }

 private:
  template <typename T>
  std::string named() {
    if constexpr (storage::kIsStrongId<T>) {
      return id<T>(T());
    } else {
      std::string name(type_name<T>());
      if (!known_.insert(name).second) return name;
      if constexpr (DescribedEnum<T>)
        define_enum<T>(name);
      else
        define_struct<T>(name);
      return name;
    }
  }
  template <typename Id, typename Tag, typename Number>
  std::string id(StrongId<Tag, Number>) {
    std::string name(type_name<Tag>());
    name.replace(name.size() - 3, 3, "Id");  // ItemTag
    if (known_.insert(name).second)
      definitions_ += "export type " + name + " = " + spell<Number>() + ";\n";
    return name;
  }
  template <DescribedEnum T>
  void define_enum(const std::string& name) {
    std::string values;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
      values += (values.empty() ? "'" : ", '") + meeting::snake_case(enumerator.name) + "'";
    });
    enums_ += "  " + name + ": [" + values + "],\n";
    definitions_ += "export type " + name + " = (typeof enums)['" + name + "'][number];\n";
  }
  template <DescribedStruct T>
  void define_struct(const std::string& name) {
    std::string members;
    each_member<T>([&]<typename Member>(std::type_identity<Member>, std::string_view member) {
      members += "  " + std::string(member) + (storage::kIsOptional<Member> ? "?: " : ": ") +
                 spell<Member>() + ";\n";
    });
    definitions_ += members.empty() ? "export type " + name + " = Record<string, never>;\n"
                                    : "export interface " + name + " {\n" + members + "}\n";
  }

  template <DescribedStruct T>
  std::string shape(const std::string& name) {
    std::string members;
    each_member<T>([&]<typename Member>(std::type_identity<Member>, std::string_view member) {
      members += (members.empty() ? " " : ", ") + std::string(member) + ": '" + spell<Member>() +
                 (storage::kIsOptional<Member> ? "?'" : "'");
    });
    return "  " + name + ": {" + members + (members.empty() ? "},\n" : " },\n");
  }
  // Of the structs that its members hold, which a form has to ask for too.
  template <typename T>
  void offer_shapes_of() {
    if constexpr (storage::kIsVector<T> || storage::kIsOptional<T>) {
      offer_shapes_of<typename T::value_type>();
    } else if constexpr (DescribedStruct<T>) {
      each_member<T>([&]<typename Member>(std::type_identity<Member>, std::string_view) {
        offer_nested<Member>();
      });
    }
  }
  template <typename T>
  void offer_nested() {
    if constexpr (storage::kIsVector<T> || storage::kIsOptional<T>) {
      offer_nested<typename T::value_type>();
    } else if constexpr (DescribedStruct<T>) {
      const std::string name(type_name<T>());
      if (!shaped_.insert(name).second) return;
      nested_shapes_ += shape<T>(name);
      offer_shapes_of<T>();
    }
  }

  template <DescribedStruct T, typename Visit>
  static void each_member(Visit visit) {
    boost::mp11::mp_for_each<storage::MembersOf<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
      visit(std::type_identity<Member>(), member.name);
    });
  }

  std::set<std::string> known_;
  std::set<std::string> shaped_;
  std::string definitions_;
  std::string enums_;
  std::string commands_;
  std::string shapes_;
  std::string nested_shapes_;
};

std::string at_paths(TypeScript& script, bool numbered) {
  std::string paths;
  boost::mp11::mp_for_each<Shown>([&]<PathKind kKind, typename Document>(At<kKind, Document>) {
    if (is_numbered(kKind) != numbered) return;
    std::string path = write({kKind, numbered ? 1U : 0U});
    if (numbered) path.resize(path.find('/'));
    paths += "  " + path + ": " + script.spell<Document>() + ";\n";
  });
  return paths;
}

}  // namespace

std::string wire_types() {
  TypeScript script;
  const std::string single = at_paths(script, false);
  const std::string numbered = at_paths(script, true);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, meeting::CommandVariant>>(
      [&]<typename T>(std::type_identity<T>) {
        const meeting::Command command{T()};
        script.command<T>(meeting::snake_case(meeting::name_of(command)));
      });
  return "// Written by build/debug/wire_types from the C++ types; never by hand.\n\n"
         "export const enums = {\n" +
         script.enums() +
         "} as const;\n\n"
         "export type Instant = string;\nexport type Millis = number;\n" +
         script.definitions() + "\nexport interface Documents {\n" + single +
         "}\n\nexport interface NumberedDocuments {\n" + numbered +
         "}\n\nexport interface Commands {\n" + script.commands() +
         "}\n\nexport type CommandName = keyof Commands;\n"
         "export type Command = { [Name in CommandName]: Record<Name, Commands[Name]> }"
         "[CommandName];\n\n"
         "export const shapes: Record<string, Record<string, string>> = {\n" +
         script.shapes() + "};\n";
}

}  // namespace hemicycle::projection
