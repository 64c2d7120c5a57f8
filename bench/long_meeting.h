#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "meeting/rules/rules_file.h"
#include "storage/meeting_store.h"

namespace hemicycle::bench {

// A meeting that never ends: 193 delegations ask for the floor, get it and yield it, over and over.
// Its commands go through decide, so that the journal is one that a meeting could have written.
class LongMeeting {
 public:
  static constexpr std::uint32_t kDelegations = 193;

  LongMeeting(storage::Journal& journal, const std::string& name)
      : journal_(journal), store_(open(journal, name, random_)) {
    set_up();
    flush();
  }

  static std::unique_ptr<storage::MeetingStore> open(storage::Journal& journal,
                                                     const std::string& name,
                                                     RandomSource& random) {
    auto opened = storage::MeetingStore::open(journal, name, random);
    if (!opened) throw std::runtime_error(opened.error().sentence);
    return std::move(*opened);
  }

  // Goes on until the journal has so many entries.
  void run_until(std::uint64_t entries) {
    for (std::uint32_t turn = 0; store_->head().sequence < entries; ++turn) {
      const meeting::DelegationId delegation(turn % kDelegations + 1);
      const meeting::Caller delegate = delegate_of(delegation);
      give(meeting::AskFloor{meeting::ItemId(1), {}}, delegate);
      give(meeting::GiveFloor{meeting::RequestId(turn + 1)}, chair());
      give(meeting::YieldFloor{}, delegate);
      if (waiting_.size() >= kBatch) flush();
    }
  }

  const storage::MeetingStore& store() const { return *store_; }

 private:
  static constexpr std::size_t kBatch = 3000;

  static meeting::Caller chair() { return {meeting::PersonId(1), meeting::Role::kChair}; }
  static meeting::Caller secretary() { return {meeting::PersonId(2), meeting::Role::kSecretariat}; }
  static meeting::Caller delegate_of(meeting::DelegationId id) {
    return {meeting::PersonId(1000 + id.value()), meeting::Role::kDelegate};
  }

  void set_up() {
    std::ifstream file(HEMICYCLE_SOURCE_DIR "/rules/un-general-assembly.toml");
    std::ostringstream toml;
    toml << file.rdbuf();
    const meeting::Profile profile = meeting::parse_rules(toml.str()).value();
    meeting::CreateSession session;
    session.entry.titles = {{"en", "A long meeting"}};
    session.profile = profile.name;
    session.settings = profile.settings;
    session.rules = profile.texts;
    session.officers = {{chair().person, "", meeting::Office::kChair},
                        {secretary().person, "", meeting::Office::kSecretary}};
    keep(store_->propose(session, {now_, 1}));
    for (std::uint32_t i = 1; i <= kDelegations; ++i) {
      const meeting::DelegationId id(i);
      meeting::RegisterOrganisation organisation;
      organisation.names = {{"en", "Delegation " + std::to_string(i)}};
      give(organisation, secretary());
      give(meeting::RegisterDelegation{meeting::OrganisationId(i)}, secretary());
      meeting::RegisterDelegate delegate;
      delegate.delegation = id;
      delegate.person = delegate_of(id).person;
      delegate.name = "Delegate";
      give(delegate, secretary());
      give(meeting::ReportCredential{id, true}, secretary());
      give(meeting::Arrive{id, delegate.person}, secretary());
    }
    give(meeting::AddItem{{{"en", "Everything"}}, {}}, secretary());
    give(meeting::OpenMeeting{}, chair());
    give(meeting::OpenItem{meeting::ItemId(1)}, chair());
    give(meeting::OpenList{meeting::ItemId(1)}, chair());
  }

  void give(const meeting::Command& command, const meeting::Caller& caller) {
    now_ += std::chrono::milliseconds(100);
    keep(store_->propose(command, caller, {now_, 1}));
  }

  void keep(storage::Proposed proposed) {
    if (proposed.refusal) throw std::runtime_error(sentence(*proposed.refusal, "en"));
    waiting_.push_back(std::move(proposed.append));
  }

  void flush() {
    for (const storage::Stored& outcome : journal_.append(waiting_)) store_->settle(outcome);
    if (store_->needs_reading()) throw std::runtime_error("the journal refused");
    waiting_.clear();
  }

  storage::Journal& journal_;
  SeededRandom random_{1};
  std::unique_ptr<storage::MeetingStore> store_;
  WallTime now_ = WallTime(std::chrono::seconds(1'776'500'000));
  std::vector<storage::Append> waiting_;
};

}  // namespace hemicycle::bench
