#pragma once

#include <filesystem>
#include <memory>

#include "app/configuration.h"
#include "app/invitation_routes.h"
#include "app/invitations.h"
#include "http/event_loop.h"
#include "http/server.h"
#include "http/static_files.h"
#include "io/clock.h"
#include "io/file_descriptor.h"
#include "livekit/front.h"
#include "media/media_plane.h"

namespace hemicycle::app {

// The running server: it owns every part and ties them together. SIGTERM and SIGINT end it: who is
// in a meeting is told, then everything is closed.
class Application {
 public:
  // Throws SetupError when something is in the way.
  explicit Application(Configuration configuration);
  ~Application();

  // Until it is told to stop; the exit code.
  int run();

 private:
  void add_routes();
  void start_media();
  void listen();
  void say_where();
  void shut_down();
  void stop_when_all_have_left();
  http::Response metrics();
  http::Response health() const;

  Configuration configuration_;
  io::FileDescriptor data_lock_;
  std::size_t descriptors_ = 0;  // that the system lets us open
  io::SystemRandom random_;
  http::EventLoop loop_;
  std::unique_ptr<InvitationBook> invitations_;
  std::unique_ptr<InvitationRoutes> invitation_routes_;
  http::StaticFiles pages_;
  livekit::Front front_;
  std::unique_ptr<media::MediaPlane> media_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Server> metrics_server_;
  http::Timer closing_;
  Instant closing_deadline_ = kNever;
};

}  // namespace hemicycle::app
