#include "app/invitations.h"

#include <array>

#include <boost/json/parse.hpp>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include "crypto/base64url.h"

namespace hemicycle::app {
namespace {

std::string english(const std::string& names_json) {
  return std::string(boost::json::parse(names_json).at("en").as_string());
}

constexpr std::size_t kCodeBytes = 16;

constexpr char kSchema[] = R"(
  CREATE TABLE IF NOT EXISTS invitations (
    number INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    room TEXT NOT NULL,
    session TEXT NOT NULL,
    identity TEXT NOT NULL,
    office TEXT NOT NULL,
    delegation TEXT NOT NULL,
    country TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    UNIQUE (room, identity)))";

constexpr char kColumns[] =
    "code, room, session, identity, office, delegation, country, role, language";

Invitation from_row(const soci::row& row) {
  std::size_t column = 0;
  auto next = [&] { return row.get<std::string>(column++); };
  Invitation invitation;
  for (std::string* field :
       {&invitation.code, &invitation.room, &invitation.session_json, &invitation.identity,
        &invitation.office_json, &invitation.delegation_json, &invitation.country, &invitation.role,
        &invitation.language})
    *field = next();
  return invitation;
}

// Damage may leave rows readable that no longer hold what was written.
Invitation check(Invitation invitation) {
  for (const std::string* names :
       {&invitation.session_json, &invitation.office_json, &invitation.delegation_json})
    (void)english(*names);
  return invitation;
}

}  // namespace

std::string full_name(const Invitation& invitation) {
  std::string delegation = english(invitation.delegation_json);
  return english(invitation.office_json) + (delegation.empty() ? "" : ", " + delegation);
}

// Runs what works with the database. SOCI puts the statement with its parameters into what(); the
// bare message has none.
template <typename Access>
auto InvitationBook::guarded(Access access) {
  try {
    healthy_ = false;
    auto result = access();
    healthy_ = true;
    return result;
  } catch (const soci::soci_error& error) {
    throw InvitationsUnavailable(error.get_error_message());
  } catch (const std::exception&) {
    throw InvitationsUnavailable("a row is damaged");
  }
}

InvitationBook::InvitationBook(const std::string& data_folder) {
  std::string path = data_folder + "/invitations.sqlite";
  mode_t before = ::umask(S_IRWXG | S_IRWXO);
  std::string verdict;
  try {
    verdict = guarded([&] {
      database_ = std::make_unique<soci::session>(*soci::factory_sqlite3(), "dbname=" + path);
      *database_ << kSchema;
      std::string found;
      *database_ << "PRAGMA quick_check(1)", soci::into(found);
      return found;
    });
  } catch (...) {
    ::umask(before);
    throw;
  }
  ::umask(before);
  if (verdict != "ok") throw InvitationsUnavailable(verdict);
}

InvitationBook::~InvitationBook() = default;

std::string InvitationBook::add(Invitation invitation, RandomSource& random) {
  std::array<std::uint8_t, kCodeBytes> bits;
  random.fill(bits);
  invitation.code = crypto::base64url_encode(bits);
  return guarded([&] {
    *database_ << "INSERT INTO invitations (" << kColumns
               << ") VALUES (:code, :room, :session, :identity, :office, :delegation, :country, "
                  ":role, :language)",
        soci::use(invitation.code), soci::use(invitation.room), soci::use(invitation.session_json),
        soci::use(invitation.identity), soci::use(invitation.office_json),
        soci::use(invitation.delegation_json), soci::use(invitation.country),
        soci::use(invitation.role), soci::use(invitation.language);
    return invitation.code;
  });
}

std::optional<Invitation> InvitationBook::find(const std::string& code) {
  return guarded([&]() -> std::optional<Invitation> {
    soci::row row;
    *database_ << "SELECT " << kColumns << " FROM invitations WHERE code = :code", soci::use(code),
        soci::into(row);
    if (!database_->got_data()) return std::nullopt;
    return check(from_row(row));
  });
}

std::vector<Invitation> InvitationBook::of_room(const std::string& room) {
  return guarded([&] {
    soci::rowset<soci::row> rows = (database_->prepare << "SELECT " << kColumns
                                                       << " FROM invitations WHERE room = :room "
                                                          "ORDER BY number",
                                    soci::use(room));
    std::vector<Invitation> found;
    for (const soci::row& row : rows) found.push_back(check(from_row(row)));
    return found;
  });
}

std::vector<Invitation> keep_demonstration(InvitationBook& book, RandomSource& random) {
  const std::string room = "demo";
  if (book.of_room(room).empty()) {
    const std::string session = R"({"en":"Demonstration session","vi":"Phiên họp mẫu"})";
    const std::string head = R"({"en":"Head of delegation","vi":"Trưởng đoàn"})";
    const std::string none = R"({"en":""})";
    book.add({"", room, session, "chair", R"({"en":"Chair","vi":"Chủ tọa"})", none, "", "chair"},
             random);
    book.add({"", room, session, "viet-nam", head, R"({"en":"Viet Nam","vi":"Việt Nam"})", "vn",
              "delegate", "vi"},
             random);
    book.add({"", room, session, "republic-of-korea", head,
              R"({"en":"Republic of Korea","vi":"Đại Hàn Dân Quốc"})", "kr", "delegate"},
             random);
    book.add({"", room, session, "observer", R"({"en":"Observer","vi":"Quan sát viên"})", none, "",
              "observer"},
             random);
  }
  return book.of_room(room);
}

}  // namespace hemicycle::app
