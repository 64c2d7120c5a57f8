#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "http/server_state.h"

namespace hemicycle::http {

// Serves one TCP connection to its end: requests one after the other, or a WebSocket.
boost::asio::awaitable<void> serve_connection(
    std::shared_ptr<Server::State> state,  // shared: with the server and its other connections
    boost::asio::ip::tcp::socket socket, Endpoint remote);

}  // namespace hemicycle::http
