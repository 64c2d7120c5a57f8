#include "app/metrics.h"

namespace hemicycle::app {
namespace {

MetricsPage::Labels of_worker(std::size_t index) {
  return {{"worker", std::to_string(index)}};
}

MetricsPage::Labels of_worker(std::size_t index, const char* direction) {
  return {{"worker", std::to_string(index)}, {"direction", direction}};
}

// One metric over all workers, as samples of one name must follow each other.
template <typename Describe>
void for_each_worker(const media::PlaneCounters& counters, Describe describe_worker) {
  for (std::size_t i = 0; i < counters.workers.size(); ++i) describe_worker(i, counters.workers[i]);
}

void describe_load(MetricsPage& page, const media::PlaneCounters& counters) {
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.gauge("hemicycle_peers", "Connections of participants.", worker.peers, of_worker(i));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.gauge("hemicycle_tracks", "Tracks received.", worker.tracks, of_worker(i));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.gauge("hemicycle_subscriptions", "Tracks forwarded, one for each receiver.",
               worker.subscriptions, of_worker(i));
  });
}

void describe_traffic(MetricsPage& page, const media::PlaneCounters& counters) {
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    const char* help = "Datagrams of media and data.";
    page.counter("hemicycle_packets_total", help, worker.packets_received, of_worker(i, "in"));
    page.counter("hemicycle_packets_total", help, worker.packets_sent, of_worker(i, "out"));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    const char* help = "Bytes of those datagrams.";
    page.counter("hemicycle_bytes_total", help, worker.bytes_received, of_worker(i, "in"));
    page.counter("hemicycle_bytes_total", help, worker.bytes_sent, of_worker(i, "out"));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.counter("hemicycle_packets_retransmitted_total", "Packets sent again on request.",
                 worker.packets_retransmitted, of_worker(i));
  });
}

void describe_drops(MetricsPage& page, const media::PlaneCounters& counters) {
  for (std::size_t cause = 0; cause < media::kDropCauses; ++cause) {
    double sum = 0;
    for (const media::WorkerCounters& worker : counters.workers) sum += worker.drops[cause];
    page.counter("hemicycle_packet_drops_total", "Packets that went no further.", sum,
                 {{"cause", std::string(to_string(static_cast<media::DropCause>(cause)))}});
  }
}

void describe_loops(MetricsPage& page, const media::PlaneCounters& counters) {
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.counter("hemicycle_loop_turns_total", "Turns of the event loop.", worker.turns,
                 of_worker(i));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.counter("hemicycle_loop_busy_seconds_total", "Time in turns, without waiting.",
                 seconds(worker.busy), of_worker(i));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.gauge("hemicycle_loop_turn_longest_seconds", "The longest turn of the last second.",
               seconds(worker.turn_longest), of_worker(i));
  });
  for_each_worker(counters, [&](std::size_t i, const media::WorkerCounters& worker) {
    page.counter("hemicycle_send_calls_total", "System calls that sent a batch.", worker.send_calls,
                 of_worker(i));
  });
}

}  // namespace

void describe(MetricsPage& page, const livekit::FrontCounters& counters) {
  const livekit::RoomCounters& rooms = counters.rooms;
  page.gauge("hemicycle_rooms", "Open rooms.", counters.rooms_open);
  page.gauge("hemicycle_participants", "Participants in rooms.", counters.participants);
  page.counter("hemicycle_joins_total", "Participants let in.", rooms.joins);
  page.counter("hemicycle_joins_refused_total", "Refused for their token or a full room.",
               counters.joins_refused);
  page.counter("hemicycle_resumes_total", "Connections taken up again.", rooms.resumes);
  page.counter("hemicycle_departures_total", "Participants gone.", rooms.departures);
  page.counter("hemicycle_offers_refused_total", "Session descriptions that could not be answered.",
               rooms.offers_refused);
  page.counter("hemicycle_announcements_limited_total",
               "Times that somebody's changes had to wait so as not to burden the others.",
               rooms.announcements_limited);
  const char* requests = "Signalling messages, by what became of them.";
  const std::pair<const char*, std::uint64_t> outcomes[] = {
      {"handled", rooms.requests - rooms.requests_unknown - rooms.requests_refused},
      {"unknown", rooms.requests_unknown},
      {"malformed", rooms.requests_malformed},
      {"refused", rooms.requests_refused}};
  for (const auto& [outcome, count] : outcomes)
    page.counter("hemicycle_signal_requests_total", requests, count, {{"outcome", outcome}});
  const char* data = "Data packets between participants, by what became of them.";
  const std::pair<const char*, std::uint64_t> fates[] = {{"routed", rooms.data_routed},
                                                         {"malformed", rooms.data_malformed},
                                                         {"refused", rooms.data_refused},
                                                         {"repeated", rooms.data_repeated},
                                                         {"dropped", rooms.data_dropped}};
  for (const auto& [fate, count] : fates)
    page.counter("hemicycle_data_packets_total", data, count, {{"outcome", fate}});
}

void describe(MetricsPage& page, const media::PlaneCounters& counters) {
  describe_load(page, counters);
  describe_traffic(page, counters);
  describe_drops(page, counters);
  describe_loops(page, counters);
  page.gauge("hemicycle_data_channels", "Open data channels.", counters.data_channels);
  const char* help = "Messages on data channels.";
  page.counter("hemicycle_data_messages_total", help, counters.messages_received,
               {{"direction", "in"}});
  page.counter("hemicycle_data_messages_total", help, counters.messages_sent,
               {{"direction", "out"}});
  page.counter("hemicycle_data_messages_dropped_total",
               "Messages that were too large or whose reader was too slow.",
               counters.messages_dropped);
  page.counter(
      "hemicycle_data_packets_dropped_total",
      "Packets of data channels not taken in, as too much waited; their senders repeat them.",
      counters.data_packets_dropped);
}

void describe(MetricsPage& page, const http::LoopLoad& load, Duration turn_longest) {
  page.counter("hemicycle_front_turns_total", "Callbacks of the loop of HTTP and signalling.",
               static_cast<double>(load.turns));
  page.counter("hemicycle_front_busy_seconds_total", "Processor time in them.", seconds(load.busy));
  page.gauge("hemicycle_front_turn_longest_seconds", "The longest since the last scrape.",
             seconds(turn_longest));
}

void describe(MetricsPage& page, const http::ServerCounters& counters) {
  page.counter("hemicycle_http_requests_total", "Requests read.", counters.requests);
  for (int code = 1; code <= 5; ++code)
    page.counter("hemicycle_http_responses_total", "Answers, by class of status.",
                 counters.responses_by_class[code], {{"class", std::to_string(code) + "xx"}});
  page.counter("hemicycle_http_connections_total", "Connections taken.", counters.connections);
  page.gauge("hemicycle_http_connections", "Open connections.", counters.connections_open);
  page.counter("hemicycle_http_connections_refused_total", "Connections beyond the limits.",
               counters.connections_refused);
  page.counter("hemicycle_http_timeouts_total", "Connections closed for slowness.",
               counters.timeouts);
  page.gauge("hemicycle_web_sockets", "Open WebSockets.", counters.web_sockets_open);
  page.counter("hemicycle_web_sockets_total", "WebSockets opened.", counters.web_sockets);
  page.counter("hemicycle_slow_readers_total", "WebSockets closed as their queue was full.",
               counters.slow_readers_closed);
  page.counter("hemicycle_handler_bugs_total", "Requests and sessions that a bug of ours ended.",
               counters.handler_bugs);
}

}  // namespace hemicycle::app
