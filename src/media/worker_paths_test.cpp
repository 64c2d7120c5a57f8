#include <gtest/gtest.h>

#include "tests/support/camera_scene.h"

// Source addresses are easily forged: what a receiver can and cannot bring about with one.
namespace hemicycle::media {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Meeting;
using testing::SceneClient;

Endpoint forged(int number) {
  return Endpoint::v4(203, 0, 113, 7, static_cast<std::uint16_t>(20000 + number));
}

// A check with the client's own credentials, which it sends itself.
Bytes check_of(Meeting& meeting, SceneClient& client) {
  client.transport->check_now(meeting.scene.now().instant);
  client.transport->handle_timeout(meeting.scene.now().instant);
  return *client.transport->poll_transmit();
}

TEST(WorkerPaths, nothing_but_checks_goes_to_an_address_that_has_not_answered) {
  Meeting meeting;
  meeting.send_frame();
  const Bytes check = check_of(meeting, meeting.far);
  meeting.scene.to_worker(0, forged(0), check);
  for (int i = 0; i < 900; ++i) meeting.send_frame();
  EXPECT_GT(meeting.scene.to_strangers, 0u) << "it is asked";
  EXPECT_LE(meeting.scene.bytes_to_strangers, 10 * check.size());
}

TEST(WorkerPaths, many_forged_addresses_do_not_cut_off_the_one_in_use) {
  Meeting meeting;
  meeting.send_frame();
  for (int i = 0; i < 50; ++i)
    meeting.scene.to_worker(0, forged(i), check_of(meeting, meeting.far));
  meeting.scene.run(milliseconds(10));
  meeting.far.rtp.clear();
  for (int i = 0; i < 20; ++i) meeting.send_frame();
  EXPECT_EQ(meeting.far.rtp.size(), 60u) << "sent to";
  meeting.publisher.rtcp.clear();
  meeting.scene.run(seconds(1));
  meeting.scene.send_rtcp(meeting.far,
                          wire::PictureLossIndication{wire::Ssrc(1), wire::Ssrc(0x3333)});
  meeting.scene.run(milliseconds(400));
  EXPECT_GE(meeting.publisher.count<wire::PictureLossIndication>(), 1u) << "and heard";
}

}  // namespace
}  // namespace hemicycle::media
