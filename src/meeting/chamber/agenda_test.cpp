#include <gtest/gtest.h>

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// A session with an agenda only; items are told by their printed numbers.
class AgendaNumbers : public ::testing::Test {
 protected:
  AgendaNumbers() {
    for (const char* title : {"Two", "Three"}) add(title);  // beside the item of every chamber
  }
  ItemId add(const char* title, std::optional<ItemId> under = std::nullopt,
             std::optional<std::string> number = std::nullopt) {
    chamber.as(Chamber::office(), AddItem{{{"en", title}}, {}, under, number});
    return chamber.meeting.agenda.items.rows.back().id;
  }
  std::string order() const {
    std::string numbers;
    for (ItemId id : chamber.meeting.agenda.order)
      numbers += (numbers.empty() ? "" : " ") + chamber.meeting.agenda.items.at(id).number;
    return numbers;
  }
  RefusalCode refusal_of(const Command& command) {
    const Outcome outcome = chamber.give(Chamber::office(), command);
    EXPECT_FALSE(outcome);
    return outcome ? RefusalCode::kNotYours : outcome.error().code;
  }

  Chamber chamber{kUnitedNations, 0};
};

TEST_F(AgendaNumbers, stay_with_their_items_when_these_move) {
  EXPECT_EQ(order(), "1 2 3");
  chamber.as(Chamber::office(), MoveItem{ItemId(3), 0});
  EXPECT_EQ(order(), "3 1 2");
  add("Four");
  EXPECT_EQ(order(), "3 1 2 4");
}

TEST_F(AgendaNumbers, of_sub_items_follow_that_of_the_item_above) {
  add("First part", ItemId(2));
  add("Second part", ItemId(2));
  EXPECT_EQ(order(), "1 2 2(a) 2(b) 3");
  add("Third part", ItemId(1));
  EXPECT_EQ(order(), "1 1(a) 2 2(a) 2(b) 3");
}

TEST_F(AgendaNumbers, an_item_moves_with_all_that_stands_under_it) {
  const ItemId first = add("First part", ItemId(2));
  add("Second part", ItemId(2));
  chamber.as(Chamber::office(), MoveItem{ItemId(2), 0});
  EXPECT_EQ(order(), "2 2(a) 2(b) 1 3");
  chamber.as(Chamber::office(), MoveItem{first, 1});
  EXPECT_EQ(order(), "2 2(b) 2(a) 1 3");
  chamber.as(Chamber::office(), MoveItem{ItemId(2), 2});
  EXPECT_EQ(order(), "1 3 2 2(b) 2(a)");
  EXPECT_EQ(refusal_of(MoveItem{first, 2}), RefusalCode::kMalformed);
}

TEST_F(AgendaNumbers, an_item_is_removed_with_all_that_stands_under_it_or_not_at_all) {
  const ItemId part = add("First part", ItemId(2));
  chamber.as(Chamber::office(), RemoveItem{ItemId(2)});
  EXPECT_EQ(order(), "1 3");
  EXPECT_EQ(chamber.meeting.agenda.items.at(part).state, ItemState::kRemoved);
  EXPECT_EQ(refusal_of(AddItem{{{"en", "Late"}}, {}, ItemId(2)}), RefusalCode::kNotFound);
}

TEST_F(AgendaNumbers, are_given_once_and_one_level_deep) {
  add("Provisional", std::nullopt, "3 bis");
  EXPECT_EQ(order(), "1 2 3 3 bis");
  EXPECT_EQ(refusal_of(AddItem{{{"en", "Twice"}}, {}, std::nullopt, "3 bis"}),
            RefusalCode::kAlreadyRegistered);
  EXPECT_EQ(refusal_of(AddItem{{{"en", "Blank"}}, {}, std::nullopt, " "}), RefusalCode::kBlankName);
  const ItemId part = add("Part", ItemId(1));
  EXPECT_EQ(refusal_of(AddItem{{{"en", "Too deep"}}, {}, part}), RefusalCode::kMalformed);
}

TEST_F(AgendaNumbers, of_items_in_journals_that_have_none_are_those_of_their_ids) {
  Meeting old = chamber.meeting;
  ItemAdded event;
  event.item = ItemId(4);
  event.titles = {{"en", "Four"}};
  apply(old, event, old.clock);
  EXPECT_EQ(old.agenda.items.at(ItemId(4)).number, "4");
  EXPECT_EQ(old.agenda.order.back(), ItemId(4));
}

}  // namespace
}  // namespace hemicycle::meeting
