#include "http/http_connection.h"

#include <optional>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <spdlog/spdlog.h>

#include "base/text.h"
#include "http/beast_request.h"
#include "http/framing.h"
#include "http/web_socket_connection.h"

namespace hemicycle::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

namespace {

constexpr unsigned kHttp11 = 11;
constexpr std::size_t kReadBytes = 4096;

// An error of reading that deserves an answer; none for a connection that is simply gone.
std::optional<Response> answer_to(const error_code& failure) {
  using beast::http::error;
  if (failure == error::header_limit || failure == error::buffer_overflow)
    return Response::text(431, "The request's headers are too large.\n");
  if (failure == error::body_limit)
    return Response::text(413, "The request's body is too large.\n");
  if (failure == error::end_of_stream || failure == error::partial_message) return std::nullopt;
  error_code of_parsing = error::bad_method;
  if (failure.category() == of_parsing.category())
    return Response::text(400, "The request is malformed.\n");
  return std::nullopt;
}

Response without_handler(const Router::Match& match) {
  if (match.status != 405) return Response::text(404, "There is nothing here.\n");
  Response response = Response::text(405, "This method is not allowed here.\n");
  std::string allowed;
  for (const std::string& method : match.methods) allowed += (allowed.empty() ? "" : ", ") + method;
  response.headers.push_back({"Allow", allowed});
  return response;
}

void allow_any_origin(Response& response) {
  response.headers.push_back({"Access-Control-Allow-Origin", "*"});
}

// The question that a browser asks before it sends a request of another origin (Fetch, 3.2.2).
Response preflight() {
  Response response{204, {}, ""};
  allow_any_origin(response);
  response.headers.push_back({"Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"});
  response.headers.push_back({"Access-Control-Allow-Headers", "Authorization, Content-Type"});
  response.headers.push_back({"Access-Control-Max-Age", "86400"});
  return response;
}

BeastResponse to_beast(Response&& response, bool keep_alive, bool head) {
  BeastResponse message;
  message.version(kHttp11);
  message.result(static_cast<unsigned>(response.status));
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");  // an invitation is part of its page's address
  for (const Header& header : response.headers) message.set(header.name, header.value);
  message.keep_alive(keep_alive);
  std::size_t length = response.body.size();
  if (!head) message.body() = std::move(response.body);
  if (response.status != 204 && response.status != 304) message.content_length(length);
  return message;
}

// One connection's coroutine owns it; it counts itself in and out.
class HttpConnection {
 public:
  HttpConnection(Server::State& state, asio::ip::tcp::socket socket, const Endpoint& remote)
      : state_(state), stream_(std::move(socket)), remote_(remote) {
    ++state_.counters.connections;
    ++state_.counters.connections_open;
    ++state_.connections_by_address[{remote_.address, 0}];
  }
  ~HttpConnection() {
    --state_.counters.connections_open;
    auto same_address = state_.connections_by_address.find({remote_.address, 0});
    if (--same_address->second == 0) state_.connections_by_address.erase(same_address);
  }
  HttpConnection(const HttpConnection&) = delete;

  asio::awaitable<void> run() {
    bool open = true;
    while (open && !state_.shutting_down) open = co_await serve_request();
    error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }

 private:
  using Parser = beast::http::request_parser<beast::http::string_body>;

  // True when the connection takes another request.
  asio::awaitable<bool> serve_request() {
    bool arrived = co_await wait_for_request();
    if (!arrived) co_return false;
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(state_.limits.header_bytes));
    parser.body_limit(state_.limits.body_bytes);
    stream_.expires_after(state_.limits.request_timeout);
    error_code error;
    co_await beast::http::async_read_header(stream_, buffer_, parser,
                                            asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      if (auto refusal = refuse_framing(parser.get())) {
        co_await answer_and_close(std::move(*refusal));
        co_return false;
      }
      if (expects_continue(parser.get()) && !parser.is_done()) co_await write_continue();
      co_await beast::http::async_read(stream_, buffer_, parser,
                                       asio::redirect_error(asio::use_awaitable, error));
    }
    if (error) {
      co_await answer_error(error);
      co_return false;
    }
    ++state_.counters.requests;
    bool again = co_await answer(parser.get());
    co_return again;
  }

  asio::awaitable<bool> wait_for_request() {
    if (buffer_.size() > 0) co_return true;
    stream_.expires_after(first_ ? state_.limits.request_timeout : state_.limits.idle_timeout);
    first_ = false;
    error_code error;
    asio::ip::tcp::socket* socket = &stream_.socket();
    state_.between_requests.insert(socket);
    std::size_t size = co_await stream_.async_read_some(
        buffer_.prepare(kReadBytes), asio::redirect_error(asio::use_awaitable, error));
    state_.between_requests.erase(socket);
    buffer_.commit(size);
    if (error == beast::error::timeout) ++state_.counters.timeouts;
    co_return !error;
  }

  asio::awaitable<void> answer_error(error_code error) {
    if (error == beast::error::timeout) ++state_.counters.timeouts;
    std::optional<Response> response = answer_to(error);
    if (response) co_await answer_and_close(std::move(*response));
  }

  asio::awaitable<void> answer_and_close(Response response) {
    BeastResponse message = to_beast(std::move(response), false, false);
    bool written = co_await write(message);
    if (written) co_await linger();
  }

  asio::awaitable<void> write_continue() {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code ignored;  // reading the body fails as well
    co_await asio::async_write(stream_, asio::buffer(kContinue),
                               asio::redirect_error(asio::use_awaitable, ignored));
  }

  // Closing with bytes unread would reset the connection and take the answer back.
  asio::awaitable<void> linger() {
    constexpr std::size_t kDiscardedBytesMax = 256 * 1024;
    error_code error;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    stream_.expires_after(std::chrono::seconds(1));
    for (std::size_t discarded = 0; !error && discarded < kDiscardedBytesMax;) {
      buffer_.clear();
      discarded += co_await stream_.async_read_some(
          buffer_.prepare(kReadBytes), asio::redirect_error(asio::use_awaitable, error));
    }
  }

  asio::awaitable<bool> answer(BeastRequest& received) {
    bool wants_web_socket = beast::websocket::is_upgrade(received);
    bool keep_alive = received.keep_alive() && !wants_web_socket;
    bool head = received.method() == beast::http::verb::head;
    Reply reply = reply_to(received);
    if (std::holds_alternative<Upgrade>(reply)) {
      if (wants_web_socket) {
        co_await serve_web_socket(received, std::get<Upgrade>(std::move(reply)));
        co_return false;
      }
      reply = Response::text(426, "This address takes WebSocket connections only.\n");
      std::get<Response>(reply).headers.push_back({"Upgrade", "websocket"});
    }
    BeastResponse message = to_beast(std::get<Response>(std::move(reply)), keep_alive, head);
    bool written = co_await write(message);
    co_return written&& keep_alive;
  }

  Reply reply_to(BeastRequest& received) {
    std::optional<Request> request = decode_request(received, remote_);
    if (!request) return Response::text(400, "The address is malformed.\n");
    Router::Match match = state_.router.find(request->method, request->path);
    if (request->method == "OPTIONS" && match.origins == Origins::kAny) return preflight();
    if (!match.handler) return without_handler(match);
    request->parameters = std::move(match.parameters);
    Reply reply = call(*match.handler, *request);
    if (auto* response = std::get_if<Response>(&reply); response && match.origins == Origins::kAny)
      allow_any_origin(*response);
    return reply;
  }

  Reply call(const Handler& handler, const Request& request) {
    try {
      return handler(request);
    } catch (const std::exception& bug) {
      ++state_.counters.handler_bugs;
      spdlog::error("event=handler_bug what={}", quoted(bug.what()));
      return Response::text(500, "The server failed to answer. Its log says more.\n");
    }
  }

  asio::awaitable<bool> write(BeastResponse& message) {
    ++state_.counters.responses_by_class[std::min(message.result_int() / 100, 5u)];
    stream_.expires_after(state_.limits.request_timeout);
    beast::http::response_serializer<beast::http::string_body> serializer(message);
    error_code error;
    co_await beast::http::async_write(stream_, serializer,
                                      asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
  }

  asio::awaitable<void> serve_web_socket(const BeastRequest& request, Upgrade upgrade) {
    stream_.expires_never();
    WebSocketConnection connection(state_, std::move(stream_), std::move(upgrade), remote_);
    co_await connection.run(request);
  }

  Server::State& state_;
  beast::tcp_stream stream_;
  const Endpoint remote_;
  beast::flat_buffer buffer_;
  bool first_ = true;
};

}  // namespace

asio::awaitable<void> serve_connection(
    std::shared_ptr<Server::State> state,  // shared: with the server and its other connections
    asio::ip::tcp::socket socket, Endpoint remote) {
  HttpConnection connection(*state, std::move(socket), remote);
  co_await connection.run();
}

}  // namespace hemicycle::http
