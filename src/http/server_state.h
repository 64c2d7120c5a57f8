#pragma once

#include <set>
#include <unordered_map>

#include <boost/asio/ip/tcp.hpp>

#include "http/server.h"

namespace hemicycle::http {

class WebSocketConnection;

// What a server's connections work with. It outlives the Server for as long as the loop still holds
// one of their coroutines.
struct Server::State {
  State(EventLoop& loop, const Limits& limits)
      : loop(loop), limits(limits), acceptor(loop.context()) {}

  EventLoop& loop;
  const Limits limits;
  Router router;
  ServerCounters counters;
  boost::asio::ip::tcp::acceptor acceptor;
  std::unordered_map<Endpoint, std::size_t> connections_by_address;  // port 0
  std::set<boost::asio::ip::tcp::socket*> between_requests;
  std::set<WebSocketConnection*> web_sockets;
  bool shutting_down = false;
};

}  // namespace hemicycle::http
