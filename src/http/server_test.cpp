#include "http/server.h"

#include <atomic>
#include <future>
#include <thread>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <gtest/gtest.h>

#include "base/bug.h"

namespace hemicycle::http {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;

Now no_clock() {
  return {};
}

// Answers each message with itself; "close", "throw" and "flood" do what they say.
class EchoSession final : public WebSocketSession {
 public:
  explicit EchoSession(std::promise<CloseCause>& closed) : closed_(closed) {}
  void on_open(WebSocket& socket) override {
    socket_ = &socket;
    socket.send_text("welcome");
  }
  void on_message(MessageKind kind, ByteView message) override {
    if (as_text(message) == "throw") throw Bug("asked to");
    if (as_text(message) == "close") return socket_->close(CloseCode::kPolicyViolation, "enough");
    if (as_text(message) == "flood") {
      Bytes block(1024 * 1024);
      for (int i = 0; i < 64; ++i) socket_->send_binary(block);
      return;
    }
    socket_->send(kind, message);
  }
  void on_close(CloseCause cause) override { closed_.set_value(cause); }

 private:
  std::promise<CloseCause>& closed_;
  WebSocket* socket_ = nullptr;
};

TEST(EventLoop, tells_its_load_and_the_longest_turn_since_it_was_asked) {
  Duration used{};
  EventLoop measured(no_clock, [&used] { return used; });
  measured.post([&used] { used += std::chrono::milliseconds(3); });
  measured.post([&used] { used += std::chrono::milliseconds(40); });
  measured.post([&] { measured.stop(); });
  measured.run();
  EXPECT_EQ(measured.load().turns, 3u);
  EXPECT_EQ(measured.load().busy, std::chrono::milliseconds(43));
  EXPECT_EQ(measured.take_turn_longest(), std::chrono::milliseconds(40));
  EXPECT_EQ(measured.take_turn_longest(), Duration());
}

// A server on a free port, its loop on a thread of its own.
class ServerTest : public testing::Test {
 protected:
  void start(Limits limits = {}) {
    server = std::make_unique<Server>(loop, limits);
    Router& router = server->router();
    router.add("GET", "/hello/{name}", [](const Request& request) -> Reply {
      return Response::text(200, "hello " + request.parameters.at("name") + " " +
                                     std::string(request.query_value("q")));
    });
    router.add(
        "POST", "/echo",
        [](const Request& request) -> Reply { return Response::json(request.body); },
        Origins::kAny);
    router.add("GET", "/bug", [](const Request&) -> Reply { throw Bug("asked to"); });
    router.add("GET", "/socket", [this](const Request& request) -> Reply {
      if (request.query_value("token") != "good") return Response::text(401, "no token\n");
      return Upgrade{std::make_unique<EchoSession>(closed), {{"X-Kind", "echo"}}};
    });
    auto bound = server->listen(Endpoint::v4(127, 0, 0, 1, 0));
    ASSERT_TRUE(bound) << bound.error().reason;
    port = bound->port;
    thread = std::thread([this] { loop.run(); });
  }
  void TearDown() override {
    if (!thread.joinable()) return;
    loop.stop();
    thread.join();
  }

  tcp::socket connect() {
    tcp::socket socket(client_context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    return socket;
  }
  // Everything that comes back until the server closes.
  static std::string read_all(tcp::socket& socket) {
    std::string text;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(text), end);
    return text;
  }
  std::string exchange(const std::string& request) {
    tcp::socket socket = connect();
    boost::system::error_code ignored;
    asio::write(socket, asio::buffer(request), ignored);
    return read_all(socket);
  }
  std::string get(const std::string& target) {
    return exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
  // A counter, read on the loop's thread.
  ServerCounters counters() {
    std::promise<ServerCounters> read;
    loop.post([&] { read.set_value(server->counters()); });
    return read.get_future().get();
  }

  EventLoop loop{no_clock};
  std::unique_ptr<Server> server;
  std::promise<CloseCause> closed;
  std::uint16_t port = 0;
  std::thread thread;
  asio::io_context client_context;
};

TEST_F(ServerTest, refuses_a_body_whose_end_is_uncertain_and_closes) {
  start();
  const struct {
    const char* headers;
    const char* status;
  } cases[] = {
      {"Host: x\r\nTransfer-Encoding: xchunked\r\n", "501"},
      {"Host: x\r\nTransfer-Encoding: gzip, chunked\r\n", "501"},
      {"Host: x\r\nTransfer-Encoding: identity\r\n", "501"},
      {"Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "400"},
      {"Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", "400"},
      {"Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", "400"},
      {"Host: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n", "400"},
      {"Host: x\r\nContent-Length: 5, 6\r\n", "400"},
      {"Host: x\r\nContent-Length: +5\r\n", "400"},
      {"Content-Length: 5\r\n", "400"},
      {"Host: x\r\nHost: y\r\nContent-Length: 5\r\n", "400"},
      {"Host: x, y\r\nContent-Length: 5\r\n", "400"},
      {"Host: x\r\nExpect: miracles\r\nContent-Length: 5\r\n", "417"},
  };
  for (const auto& [headers, status] : cases) {
    // Read as a body or not, what follows must never be answered as a request of its own.
    std::string answer = exchange("POST /echo HTTP/1.1\r\n" + std::string(headers) +
                                  "\r\nGET /hello/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.substr(9, 3), status) << headers;
    EXPECT_NE(answer.find("Connection: close"), std::string::npos) << headers;
    EXPECT_EQ(answer.find("smuggled"), std::string::npos) << headers;
  }
  EXPECT_EQ(exchange("GET /hello/you HTTP/1.0\r\n\r\n").substr(9, 3), "200");
}

TEST_F(ServerTest, tells_a_client_that_asks_to_send_the_body) {
  start();
  tcp::socket socket = connect();
  asio::write(socket,
              asio::buffer(std::string("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4"
                                       "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")));
  std::string continues(25, ' ');
  asio::read(socket, asio::buffer(continues));
  EXPECT_EQ(continues, "HTTP/1.1 100 Continue\r\n\r\n");
  asio::write(socket, asio::buffer(std::string("body")));
  std::string answer = read_all(socket);
  EXPECT_EQ(answer.substr(9, 3), "200");
  EXPECT_NE(answer.find("body"), std::string::npos);
}

TEST_F(ServerTest, takes_a_whole_address_for_its_path) {
  start();
  EXPECT_NE(get("http://x/hello/you?q=1").find("hello you 1"), std::string::npos);
  EXPECT_EQ(get("http://x").substr(9, 3), "404");
  EXPECT_EQ(get("*").substr(9, 3), "400");
}

using WebSocketClient = websocket::stream<tcp::socket>;

std::string read_message(WebSocketClient& client) {
  boost::beast::flat_buffer buffer;
  client.read(buffer);
  return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
}

void write_message(WebSocketClient& client, std::string_view message) {
  client.write(asio::buffer(message.data(), message.size()));
}

class WebSocketTest : public ServerTest {
 protected:
  std::unique_ptr<WebSocketClient> open() {
    auto client = std::make_unique<WebSocketClient>(connect());
    client->handshake("x", "/socket?token=good");
    EXPECT_EQ(read_message(*client), "welcome");
    return client;
  }
};

TEST_F(ServerTest, decodes_parameters_and_query) {
  start();
  std::string answer = get("/hello/Vi%E1%BB%87t?q=a+b%26c");
  EXPECT_EQ(answer.substr(0, 15), "HTTP/1.1 200 OK");
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhello Vi\u1ec7t a b&c")) << answer;
}

TEST_F(ServerTest, answers_each_kind_of_bad_request_with_its_status) {
  Limits limits;
  limits.header_bytes = 2048;
  limits.body_bytes = 100;
  start(limits);
  const std::string host = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
  const struct {
    std::string request;
    std::string status;
  } cases[] = {
      {"GET /nothing" + host + "\r\n", "404"},
      {"DELETE /echo" + host + "\r\n", "405"},
      {"GET /bug" + host + "\r\n", "500"},
      {"GET /socket?token=bad" + host + "\r\n", "401"},
      {"GET /socket?token=good" + host + "\r\n", "426"},
      {"GET /hello/%zz" + host + "\r\n", "400"},
      {"GET /hello/%00" + host + "\r\n", "400"},
      {"not http at all\r\n\r\n", "400"},
      {"GET /hello/" + std::string(3000, 'a') + host + "\r\n", "431"},
      {"POST /echo" + host + "Content-Length: 101\r\n\r\n" + std::string(101, 'b'), "413"},
      {"POST /echo" + host + "Content-Length: 100\r\n\r\n" + std::string(100, 'b'), "200"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(exchange(c.request).substr(0, 12), "HTTP/1.1 " + c.status) << c.request.substr(0, 60);
  EXPECT_EQ(counters().handler_bugs, 1u);
}

TEST_F(ServerTest, lets_other_origins_read_only_where_the_route_says_so) {
  start();
  std::string preflight =
      exchange("OPTIONS /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(preflight.substr(0, 12), "HTTP/1.1 204");
  EXPECT_NE(preflight.find("Access-Control-Allow-Origin: *"), std::string::npos);
  EXPECT_EQ(get("/hello/x").find("Access-Control"), std::string::npos);
}

TEST_F(ServerTest, keeps_a_connection_for_the_next_request) {
  start();
  std::string request = "GET /hello/a HTTP/1.1\r\nHost: x\r\n\r\n";
  std::string last = "HEAD /hello/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  std::string answer = exchange(request + last);
  EXPECT_NE(answer.find("hello a"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << "HEAD has no body: " << answer;
  EXPECT_EQ(counters().connections, 1u);
  EXPECT_EQ(counters().requests, 2u);
}

TEST_F(ServerTest, closes_a_connection_that_sends_too_slowly) {
  Limits limits;
  limits.request_timeout = std::chrono::milliseconds(50);
  start(limits);
  EXPECT_EQ(exchange("GET /hello/a HTTP/1.1\r\n"), "");
  EXPECT_EQ(exchange(""), "");
  while (counters().timeouts < 2) std::this_thread::yield();
}

TEST_F(ServerTest, refuses_connections_beyond_the_limit_of_an_address) {
  Limits limits;
  limits.connections_per_address = 2;
  start(limits);
  tcp::socket first = connect();
  tcp::socket second = connect();
  tcp::socket third = connect();
  EXPECT_EQ(read_all(third), "");
  EXPECT_EQ(counters().connections_refused, 1u);
}

TEST_F(ServerTest, says_why_it_cannot_listen) {
  start();
  Server other(loop, {});
  auto bound = other.listen(Endpoint::v4(127, 0, 0, 1, port));
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error().reason, "Address already in use");
}

TEST_F(WebSocketTest, carries_messages_both_ways_in_order) {
  start();
  auto client = open();
  for (int i = 0; i < 100; ++i) write_message(*client, std::to_string(i));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(read_message(*client), std::to_string(i));
  client->close(websocket::close_code::normal);
  EXPECT_EQ(closed.get_future().get(), CloseCause::kByPeer);
}

TEST_F(WebSocketTest, refuses_before_the_upgrade_with_the_reason) {
  start();
  WebSocketClient client(connect());
  websocket::response_type response;
  boost::system::error_code error;
  client.handshake(response, "x", "/socket?token=bad", error);
  EXPECT_EQ(error, websocket::error::upgrade_declined);
  EXPECT_EQ(response.result_int(), 401u);
  EXPECT_EQ(response.body(), "no token\n");
}

TEST_F(WebSocketTest, closes_with_code_and_reason) {
  start();
  auto client = open();
  write_message(*client, "close");
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  client->read(buffer, error);
  EXPECT_EQ(error, websocket::error::closed);
  EXPECT_EQ(client->reason().code, websocket::close_code::policy_error);
  EXPECT_EQ(client->reason().reason, "enough");
  EXPECT_EQ(closed.get_future().get(), CloseCause::kByUs);
}

TEST_F(WebSocketTest, closes_a_session_that_throws_alone) {
  start();
  auto client = open();
  write_message(*client, "throw");
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  client->read(buffer, error);
  EXPECT_EQ(client->reason().code, websocket::close_code::internal_error);
  EXPECT_EQ(closed.get_future().get(), CloseCause::kBug);
  EXPECT_NE(get("/hello/x").find("200 OK"), std::string::npos);
}

TEST_F(WebSocketTest, drops_a_reader_whose_queue_is_full) {
  start();
  auto client = open();
  write_message(*client, "flood");
  EXPECT_EQ(closed.get_future().get(), CloseCause::kSlowReader);
  EXPECT_EQ(counters().slow_readers_closed, 1u);
}

TEST_F(WebSocketTest, refuses_a_message_beyond_the_limit) {
  Limits limits;
  limits.message_bytes = 1000;
  start(limits);
  auto client = open();
  write_message(*client, std::string(1000, 'a'));
  EXPECT_EQ(read_message(*client).size(), 1000u);
  write_message(*client, std::string(1001, 'a'));
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  client->read(buffer, error);
  EXPECT_EQ(client->reason().code, websocket::close_code::too_big);
  client->next_layer().close();
  EXPECT_EQ(closed.get_future().get(), CloseCause::kTooBig);
}

TEST_F(WebSocketTest, closes_a_peer_that_answers_no_ping) {
  Limits limits;
  limits.ping_interval = std::chrono::milliseconds(50);
  start(limits);
  auto client = open();  // never reads again, so never answers
  EXPECT_EQ(closed.get_future().get(), CloseCause::kTimeout);
}

TEST_F(WebSocketTest, notices_a_lost_connection) {
  start();
  auto client = open();
  client->next_layer().close();
  EXPECT_EQ(closed.get_future().get(), CloseCause::kByPeer);
}

TEST_F(WebSocketTest, tells_the_sessions_when_the_server_shuts_down) {
  start();
  auto client = open();
  loop.post([&] { server->shut_down(); });
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  client->read(buffer, error);
  EXPECT_EQ(client->reason().code, websocket::close_code::going_away);
  EXPECT_EQ(closed.get_future().get(), CloseCause::kByUs);
}

TEST_F(WebSocketTest, ends_the_sessions_when_the_server_is_destroyed) {
  start();
  auto client = open();
  loop.post([&] { server.reset(); });
  EXPECT_EQ(closed.get_future().get(), CloseCause::kByUs);
}

TEST(Timer, fires_once_or_again_and_again_until_destroyed) {
  EventLoop loop(no_clock);
  int once = 0;
  int repeated = 0;
  int never = 0;
  Timer first = loop.call_after(Duration(0), [&] { ++once; });
  Timer cancelled = loop.call_after(Duration(0), [&] { ++never; });
  Timer repeating;
  repeating = loop.call_every(std::chrono::milliseconds(1), [&] {
    if (++repeated < 3) return;
    repeating = Timer();
    loop.stop();
  });
  cancelled = Timer();
  loop.run();
  EXPECT_EQ(once, 1);
  EXPECT_EQ(repeated, 3);
  EXPECT_EQ(never, 0);
}

}  // namespace
}  // namespace hemicycle::http
