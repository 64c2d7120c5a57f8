#include "media/peer_table.h"

#include <gtest/gtest.h>

namespace hemicycle::media {
namespace {

std::unique_ptr<Peer> peer(std::uint64_t id, std::string ufrag) {
  return std::make_unique<Peer>(PeerId(id), transport::IceCredentials{std::move(ufrag), "pwd"},
                                wire::Ssrc(1), Instant());
}

Endpoint address(std::uint16_t port) {
  return Endpoint::v4(192, 0, 2, 1, port);
}

TEST(PeerTable, finds_a_peer_by_all_that_it_is_known_by) {
  PeerTable table;
  Peer& one = table.add(peer(1, "one"));
  Peer& two = table.add(peer(2, "two"));
  table.learn_address(two, address(9));
  EXPECT_EQ(table.find(PeerId(1)), &one);
  EXPECT_EQ(table.find_by_ufrag("two"), &two);
  EXPECT_EQ(table.find_by_address(address(9)), &two);
  EXPECT_EQ(table.find_by_slot(one.slot), &one);
  EXPECT_EQ(table.find_by_address(address(10)), nullptr);
  EXPECT_EQ(table.find_by_ufrag("three"), nullptr);
}

TEST(PeerTable, nothing_of_a_removed_peer_is_found_and_its_slot_is_given_again) {
  PeerTable table;
  Peer& gone = table.add(peer(1, "gone"));
  table.learn_address(gone, address(9));
  table.learn_ufrag(gone, "restarted");
  std::uint32_t slot = gone.slot;
  table.remove(PeerId(1));
  EXPECT_EQ(table.find_by_address(address(9)), nullptr);
  EXPECT_EQ(table.find_by_ufrag("gone"), nullptr);
  EXPECT_EQ(table.find_by_ufrag("restarted"), nullptr);
  EXPECT_EQ(table.find_by_slot(slot), nullptr);
  EXPECT_EQ(table.add(peer(2, "next")).slot, slot);
}

TEST(PeerTable, an_address_that_passed_to_another_stays_with_it_when_the_first_goes) {
  PeerTable table;
  Peer& first = table.add(peer(1, "first"));
  Peer& second = table.add(peer(2, "second"));
  table.learn_address(first, address(9));
  table.learn_address(second, address(9));
  table.remove(PeerId(1));
  EXPECT_EQ(table.find_by_address(address(9)), &second);
}

TEST(PeerTable, a_peer_that_wanders_keeps_its_newest_addresses_alone) {
  PeerTable table;
  Peer& wanderer = table.add(peer(1, "u"));
  for (std::uint16_t port = 1; port <= 1000; ++port) table.learn_address(wanderer, address(port));
  EXPECT_EQ(table.find_by_address(address(1000)), &wanderer);
  EXPECT_EQ(table.find_by_address(address(1)), nullptr);
}

TEST(PeerTable, credentials_of_restarts_that_came_to_nothing_are_forgotten) {
  PeerTable table;
  Peer& restless = table.add(peer(1, "first"));
  for (int i = 0; i < 10; ++i) table.learn_ufrag(restless, "u" + std::to_string(i));
  EXPECT_EQ(table.find_by_ufrag("u9"), &restless);
  EXPECT_EQ(table.find_by_ufrag("first"), nullptr);
}

}  // namespace
}  // namespace hemicycle::media
