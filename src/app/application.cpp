#include "app/application.h"

#include <csignal>
#include <cstdio>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "app/command.h"
#include "app/log.h"
#include "app/metrics.h"
#include "app/surroundings.h"
#include "app/version.h"

namespace hemicycle::app {
namespace {

// How long participants have for the closing handshake after they were told.
constexpr Duration kClosingLimit = std::chrono::seconds(3);

// With the demonstration session when that is asked for: also reading what is there may fail.
std::unique_ptr<InvitationBook> open_invitations(const std::string& data, bool demo,
                                                 RandomSource& random) {
  try {
    auto book = std::make_unique<InvitationBook>(data);
    if (demo) keep_demonstration(*book, random);
    return book;
  } catch (const std::exception& error) {
    throw SetupError(fmt::format(
        "server.data (--data) {}: the invitations cannot be opened ({}); restore the folder from a "
        "backup or choose another",
        data, error.what()));
  }
}

}  // namespace

Application::Application(Configuration configuration)
    : configuration_(std::move(configuration)),
      loop_(io::read_clock, io::read_processor_time),
      pages_(find_pages(configuration_.web)),
      front_(loop_, random_, {configuration_.keys, configuration_.rooms}) {
  configuration_.data = open_data_folder(configuration_.data);
  data_lock_ = lock_data_folder(configuration_.data);
  invitations_ = open_invitations(configuration_.data, configuration_.demo, random_);
  const auto& [key, secret] = *configuration_.keys.begin();
  invitation_routes_ = std::make_unique<InvitationRoutes>(
      *invitations_, InvitationRoutes::Key{key, secret}, io::read_clock);
  descriptors_ = raise_descriptor_limit();
  configuration_.limits = fit_to_descriptors(configuration_.limits, descriptors_);
  server_ = std::make_unique<http::Server>(loop_, configuration_.limits);
  metrics_server_ = std::make_unique<http::Server>(loop_, configuration_.limits);
  add_routes();
  start_media();
  listen();
}

Application::~Application() = default;

void Application::add_routes() {
  http::Router& router = server_->router();
  front_.add_routes(router);
  invitation_routes_->add_to(router);
  router.add("GET", "/healthz", [this](const http::Request&) -> http::Reply { return health(); });
  metrics_server_->router().add("GET", "/metrics",
                                [this](const http::Request&) -> http::Reply { return metrics(); });
  router.add("GET", "/{path...}", [this](const http::Request& request) -> http::Reply {
    return pages_.answer(request);
  });
}

void Application::start_media() {
  auto started = media::MediaPlane::start(configuration_.media, front_.event_sink());
  if (!started)
    throw SetupError(fmt::format("media.address (--media) {}: {}",
                                 configuration_.media.bind.to_string(), started.error().message));
  media_ = std::move(*started);
  front_.attach(*media_);
}

void Application::listen() {
  auto bound = server_->listen(configuration_.http);
  if (!bound)
    throw SetupError(
        fmt::format("server.http (--http) {}: {}; stop the other program or choose another address",
                    configuration_.http.to_string(), bound.error().reason));
  const bool any_port = configuration_.http.port == 0;
  configuration_.http = *bound;
  if (configuration_.public_url.empty()) configuration_.public_url = origin_of(*bound);
  Endpoint metrics =
      Endpoint::v4(127, 0, 0, 1, static_cast<std::uint16_t>(any_port ? 0 : bound->port + 1));
  if (!configuration_.metrics.empty()) parse_endpoint(configuration_.metrics, metrics);
  auto metrics_bound = metrics_server_->listen(metrics);
  if (!metrics_bound)
    throw SetupError(fmt::format("server.metrics (--metrics) {}: {}; choose another address",
                                 metrics.to_string(), metrics_bound.error().reason));
  configuration_.metrics = metrics_bound->to_string();
}

int Application::run() {
  set_up_log(configuration_.log_level, configuration_.log_format);
  boost::asio::signal_set signals(loop_.context(), SIGTERM, SIGINT);
  signals.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) shut_down();
  });
  std::signal(SIGPIPE, SIG_IGN);
  say_where();
  loop_.run();
  spdlog::info("event=stopped");
  return 0;
}

void Application::say_where() {
  spdlog::info("event=descriptors limit={} connections={} connections_per_address={}", descriptors_,
               configuration_.limits.connections, configuration_.limits.connections_per_address);
  spdlog::info("event=started version={} http={} metrics={} media={} workers={}", kVersion,
               configuration_.http.to_string(), configuration_.metrics,
               configuration_.media.bind.to_string(), media_->counters().workers.size());
  fmt::print("Hemicycle {} at {}\nData in {}\n", kVersion, configuration_.public_url,
             configuration_.data);
  if (!pages_.ready()) fmt::print("The pages are not built; run tools/build-web.\n");
  if (configuration_.demo) {
    fmt::print("\nDemonstration session. Open two of these personal links in two browsers:\n");
    for (const Invitation& each : keep_demonstration(*invitations_, random_))
      fmt::print("  {:<40}{}/join/{}\n", full_name(each), configuration_.public_url, each.code);
  }
  fmt::print("\nCtrl-C stops the server.\n\n");
  std::fflush(stdout);
}

void Application::shut_down() {
  spdlog::info("event=stopping web_sockets={}", server_->counters().web_sockets_open);
  closing_deadline_ = loop_.now().instant + kClosingLimit;
  front_.shut_down();
  server_->shut_down();
  metrics_server_->shut_down();
  stop_when_all_have_left();
}

void Application::stop_when_all_have_left() {
  if (server_->counters().web_sockets_open == 0 || loop_.now().instant >= closing_deadline_)
    return loop_.stop();
  closing_ = loop_.call_after(std::chrono::milliseconds(20), [this] { stop_when_all_have_left(); });
}

http::Response Application::health() const {
  if (closing_deadline_ != kNever) return http::Response::json(R"({"status":"closing"})", 503);
  if (!invitations_->is_healthy())
    return http::Response::json(R"({"status":"invitations unavailable"})", 503);
  return http::Response::json(R"({"status":"ok"})");
}

http::Response Application::metrics() {
  MetricsPage page;
  describe(page, front_.counters());
  describe(page, media_->counters());
  describe(page, server_->counters());
  describe(page, loop_.load(), loop_.take_turn_longest());
  return {200, {{"Content-Type", "text/plain; version=0.0.4"}}, page.text()};
}

}  // namespace hemicycle::app
