#include "http/server.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "base/text.h"
#include "http/http_connection.h"
#include "http/server_state.h"
#include "http/web_socket_connection.h"

namespace hemicycle::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

tcp::endpoint to_asio(const Endpoint& endpoint) {
  asio::ip::address_v6 address(endpoint.address);
  if (endpoint.is_v4())
    return {asio::ip::make_address_v4(asio::ip::v4_mapped, address), endpoint.port};
  return {address, endpoint.port};
}

Endpoint from_asio(const tcp::endpoint& endpoint) {
  asio::ip::address_v6 address =
      endpoint.address().is_v4()
          ? asio::ip::make_address_v6(asio::ip::v4_mapped, endpoint.address().to_v4())
          : endpoint.address().to_v6();
  return {address.to_bytes(), endpoint.port()};
}

bool has_room_for(const Server::State& state, const Endpoint& remote) {
  if (state.counters.connections_open >= state.limits.connections) return false;
  auto same_address = state.connections_by_address.find({remote.address, 0});
  return same_address == state.connections_by_address.end() ||
         same_address->second < state.limits.connections_per_address;
}

// A connection's coroutine ended by an exception: it alone is gone.
void report(std::exception_ptr failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& bug) {
    spdlog::error("event=connection_bug what={}", quoted(bug.what()));
  }
}

asio::awaitable<void> accept_connections(
    std::shared_ptr<Server::State> state) {  // shared: with the server and its connections
  asio::steady_timer pause(state->loop.context());
  while (state->acceptor.is_open()) {
    error_code error;
    tcp::socket socket =
        co_await state->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    error_code gone;
    tcp::endpoint peer = error ? tcp::endpoint() : socket.remote_endpoint(gone);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // out of descriptors, most likely: let some connections end
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (gone) continue;
    Endpoint remote = from_asio(peer);
    if (!has_room_for(*state, remote)) {
      ++state->counters.connections_refused;
      continue;
    }
    socket.set_option(tcp::no_delay(true), gone);
    asio::co_spawn(state->loop.context(), serve_connection(state, std::move(socket), remote),
                   report);
  }
}

}  // namespace

Server::Server(EventLoop& loop, Limits limits) : state_(std::make_shared<State>(loop, limits)) {}

Server::~Server() {
  error_code ignored;
  state_->acceptor.close(ignored);
  auto web_sockets = state_->web_sockets;
  for (WebSocketConnection* connection : web_sockets) connection->abandon();
}

Router& Server::router() {
  return state_->router;
}
const ServerCounters& Server::counters() const {
  return state_->counters;
}

Result<Endpoint, ListenError> Server::listen(const Endpoint& address) {
  tcp::endpoint endpoint = to_asio(address);
  tcp::acceptor& acceptor = state_->acceptor;
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && !address.is_v4()) acceptor.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    ListenError failure{error.message()};
    acceptor.close(error);
    return unexpected<ListenError>(std::move(failure));
  }
  asio::co_spawn(state_->loop.context(), accept_connections(state_), report);
  return from_asio(acceptor.local_endpoint(error));
}

void Server::shut_down() {
  state_->shutting_down = true;
  error_code ignored;
  state_->acceptor.close(ignored);
  for (tcp::socket* socket : state_->between_requests) socket->close(ignored);
  for (WebSocketConnection* connection : state_->web_sockets)
    connection->close(CloseCode::kGoingAway, "the server shuts down");
}

}  // namespace hemicycle::http
