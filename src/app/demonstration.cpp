#include "app/demonstration.h"

#include <algorithm>
#include <cctype>
#include <span>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "app/command.h"
#include "meeting/chamber/new_session.h"
#include "storage/meeting_store.h"

namespace hemicycle::app {

using namespace meeting;

namespace {

constexpr PersonId kChair{1};
constexpr PersonId kSecretary{2};
constexpr PersonId kObserverPerson{3};
constexpr std::uint64_t kFirstHead = 1000;  // the head of delegation n is person 1000 + n

struct Party {
  Standing standing;
  const char* country;  // ISO 3166-1, or empty
  const char* en;
  const char* vi;
};

// Delegations are numbered in this order, from 1.
constexpr Party kParties[] = {
    {Standing::kMember, "AU", "Australia", "Úc"},
    {Standing::kMember, "AZ", "Azerbaijan", "Azerbaijan"},
    {Standing::kMember, "BD", "Bangladesh", "Bangladesh"},
    {Standing::kMember, "KH", "Cambodia", "Campuchia"},
    {Standing::kMember, "CN", "China", "Trung Quốc"},
    {Standing::kMember, "IN", "India", "Ấn Độ"},
    {Standing::kMember, "ID", "Indonesia", "Indonesia"},
    {Standing::kMember, "IR", "Iran", "Iran"},
    {Standing::kMember, "JP", "Japan", "Nhật Bản"},
    {Standing::kMember, "KZ", "Kazakhstan", "Kazakhstan"},
    {Standing::kMember, "KR", "Republic of Korea", "Hàn Quốc"},
    {Standing::kMember, "LA", "Lao PDR", "Lào"},
    {Standing::kMember, "LB", "Lebanon", "Liban"},
    {Standing::kMember, "MY", "Malaysia", "Malaysia"},
    {Standing::kMember, "MN", "Mongolia", "Mông Cổ"},
    {Standing::kMember, "NP", "Nepal", "Nepal"},
    {Standing::kMember, "PK", "Pakistan", "Pakistan"},
    {Standing::kMember, "PH", "Philippines", "Philippines"},
    {Standing::kMember, "RU", "Russian Federation", "Liên bang Nga"},
    {Standing::kMember, "LK", "Sri Lanka", "Sri Lanka"},
    {Standing::kMember, "TH", "Thailand", "Thái Lan"},
    {Standing::kMember, "TR", "Türkiye", "Thổ Nhĩ Kỳ"},
    {Standing::kMember, "UZ", "Uzbekistan", "Uzbekistan"},
    {Standing::kMember, "VN", "Viet Nam", "Việt Nam"},
    {Standing::kObserver, "", "Conference of Latin American parties",
     "Hội nghị các chính đảng Mỹ Latinh"},
    {Standing::kObserver, "", "Council of African parties", "Hội đồng các chính đảng châu Phi"},
    {Standing::kObserver, "", "Women's Wing", "Ban Phụ nữ"},
    {Standing::kObserver, "", "Youth Wing", "Ban Thanh niên"},
    {Standing::kGuest, "", "Host city", "Thành phố đăng cai"},
    {Standing::kGuest, "", "Media Forum", "Diễn đàn Truyền thông"},
};

struct Title {
  const char* en;
  const char* vi;
};
constexpr Title kItems[] = {
    {"Adoption of the agenda", "Thông qua chương trình nghị sự"},
    {"Peace and prosperity in the region: the role of political parties",
     "Hòa bình và thịnh vượng trong khu vực: vai trò của các chính đảng"},
    {"Conclusions and programme of work", "Kết luận và chương trình công tác"},
};

constexpr Title kSession{"34th meeting of the Standing Committee",
                         "Phiên họp lần thứ 34 của Ủy ban Thường trực"};
constexpr Title kHead{"Head of delegation", "Trưởng đoàn"};

Text text(const char* en, const char* vi) {
  return {{"en", en}, {"vi", vi}};
}

std::string names_json(const char* en, const char* vi) {
  return boost::json::serialize(boost::json::object{{"en", en}, {"vi", vi}});
}

// A meeting that is being prepared, command by command. Each step asks the meeting itself what is
// missing, so that one that was cut off is gone on with.
class Preparation {
 public:
  Preparation(storage::Journal& journal, RandomSource& random, WallTime now)
      : journal_(journal), random_(random), now_(now) {
    auto opened = storage::MeetingStore::open(journal, std::string(kDemonstration), random);
    if (!opened) fail(opened.error().sentence);
    store_ = std::move(*opened);
  }

  const Meeting& meeting() const { return store_->meeting(); }

  void create(const Profile& profile) {
    NewSession session;
    session.body = {BodyKind::kStandingCommittee,
                    text("Standing Committee", "Ủy ban Thường trực"),
                    {"en", "vi"}};
    session.entry.series = "standing-committee";
    session.entry.number = 34;
    session.entry.titles = text(kSession.en, kSession.vi);
    session.entry.starts_at = now_;
    session.profile = profile.name;
    session.officers = {{kChair, "Chair", Office::kChair},
                        {kSecretary, "Secretariat", Office::kSecretary}};
    check(store_->perform(journal_, SystemCommand(session_by(session, profile)), moment()));
  }

  void perform(const meeting::Command& command) {
    check(store_->perform(journal_, command, {kSecretary, Role::kSecretariat}, moment()));
  }

 private:
  Moment moment() { return {now_, random_.next_u64()}; }

  [[noreturn]] static void fail(const std::string& reason) {
    throw SetupError(fmt::format(
        "server.demo (--demo): the demonstration cannot be prepared ({}); give another data folder "
        "with --data, or leave --demo out",
        reason));
  }
  static void check(const Result<storage::Performed, storage::StorageError>& performed) {
    if (!performed) fail(performed.error().sentence);
    if (performed->refusal) fail(sentence(*performed->refusal, "en"));
  }

  storage::Journal& journal_;
  RandomSource& random_;
  WallTime now_;
  std::unique_ptr<storage::MeetingStore> store_;
};

void seat(Preparation& preparation, std::uint32_t number, const Party& party) {
  const Meeting& meeting = preparation.meeting();
  const DelegationId delegation(number);
  if (meeting.organisations.size() < number)
    preparation.perform(
        RegisterOrganisation{text(party.en, party.vi), party.country, "", party.standing, 1});
  if (meeting.delegations.size() < number)
    preparation.perform(RegisterDelegation{OrganisationId(number)});
  if (meeting.delegations.at(delegation).people.empty())
    preparation.perform(
        RegisterDelegate{delegation, PersonId(kFirstHead + number), kHead.en, "", Position::kHead});
  if (!is_seated(meeting.delegations.at(delegation)))
    preparation.perform(ReportCredential{delegation, true});
}

}  // namespace

void prepare_demonstration(storage::Journal& journal, RandomSource& random, const Profile& profile,
                           Now now) {
  Preparation preparation(journal, random, now.wall);
  const Meeting& meeting = preparation.meeting();
  if (!is_created(meeting)) preparation.create(profile);
  if (meeting.session.phase != Phase::kScheduled) return;
  std::uint32_t number = 0;
  for (const Party& party : kParties) seat(preparation, ++number, party);
  for (std::size_t i = meeting.agenda.items.size(); i < std::size(kItems); ++i)
    preparation.perform(AddItem{text(kItems[i].en, kItems[i].vi), {}});
}

std::vector<Invitation> invite_to_demonstration(InvitationBook& book, RandomSource& random) {
  const std::string room(kDemonstration);
  if (!book.of_room(room).empty()) return book.of_room(room);
  const std::string session = names_json(kSession.en, kSession.vi);
  const std::string head = names_json(kHead.en, kHead.vi);
  const std::string none = R"({"en":""})";
  const auto invite = [&](std::string identity, const char* en, const char* vi, const char* role) {
    book.add({"", room, session, std::move(identity), names_json(en, vi), none, "", role}, random);
  };
  invite(std::to_string(kChair.value()), "Chair", "Chủ tọa", "chair");
  invite(std::to_string(kSecretary.value()), "Secretariat", "Ban Thư ký", "secretariat");
  invite(std::to_string(kObserverPerson.value()), "Observer", "Quan sát viên", "observer");
  invite("public", "Public", "Công chúng", "public");
  invite("projector", "Projector", "Màn chiếu", "projector");
  std::uint64_t number = 0;
  for (const Party& party : kParties) {
    ++number;
    std::string country(party.country);
    std::ranges::transform(country, country.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    book.add({"", room, session, std::to_string(kFirstHead + number), head,
              names_json(party.en, party.vi), country, "delegate",
              std::string_view(party.country) == "VN" ? "vi" : "en", std::to_string(number)},
             random);
  }
  return book.of_room(room);
}

}  // namespace hemicycle::app
