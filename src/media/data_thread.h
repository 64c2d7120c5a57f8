#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "io/mailbox.h"
#include "io/published.h"
#include "media/data_channels.h"
#include "media/letters.h"

namespace hemicycle::media {

// The one thread on which DataChannels lives.
class DataThread {
 public:
  // `surroundings` outlives it.
  DataThread(const PlaneLimits& limits, Surroundings& surroundings);
  ~DataThread();

  void start();
  // Asks the thread to end; join() waits for that. Letters that come later are not read.
  void stop() { mailbox_.post(StopThread{}); }
  void join();
  // From any thread.
  void post(DataLetter letter) { post_to(mailbox_, std::move(letter)); }
  DataCounters counters() const { return published_.get(); }

 private:
  void run();
  void read_mail(DataChannels& channels);
  void read(const DataLetter& letter, DataChannels& channels);
  void publish(const DataChannels& channels, Now now);

  PlaneLimits limits_;
  Surroundings& surroundings_;
  io::Mailbox<DataLetter> mailbox_;
  std::vector<DataLetter> pile_;
  bool stopping_ = false;
  Instant next_publication_;
  io::Published<DataCounters> published_;
  std::thread thread_;
};

}  // namespace hemicycle::media
