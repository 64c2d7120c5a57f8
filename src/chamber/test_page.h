#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

namespace hemicycle::chamber {

// A page as docs/chamber-socket.md would have it, for tests: what it holds after the frames that it
// has been sent, and what it was answered.
class TestPage {
 public:
  std::optional<std::uint64_t> at;  // of the documents
  std::string audience;
  boost::json::object hello;
  std::map<std::string, boost::json::value> documents;
  std::map<std::string, boost::json::object> answers;  // by request, the last one
  std::vector<boost::json::object> errors;
  std::vector<boost::json::object> pongs;
  std::size_t hellos = 0;
  std::size_t snapshots = 0;
  std::size_t changes = 0;  // frames of documents that were no snapshot
  std::size_t bytes = 0;

  void take(std::string_view frame) {
    bytes += frame.size();
    const boost::json::object told =
        boost::json::parse(boost::json::string_view(frame.data(), frame.size())).as_object();
    if (told.contains("hello")) return take_hello(told.at("hello").as_object());
    if (told.contains("pong")) return pongs.push_back(told);
    if (told.contains("error")) return errors.push_back(told.at("error").as_object());
    if (told.contains("request")) {
      answers[text(told.at("request"))] = told;
      return;
    }
    take_documents(told);
  }

  bool has(const std::string& path) const { return documents.contains(path); }
  // By a JSON pointer into the document: show("floor", "/holder/person").
  const boost::json::value* find(const std::string& path, const std::string& pointer) const {
    auto found = documents.find(path);
    if (found == documents.end()) return nullptr;
    boost::json::error_code error;
    return found->second.find_pointer(pointer, error);
  }
  std::string show(const std::string& path, const std::string& pointer = "") const {
    const boost::json::value* found = find(path, pointer);
    return found == nullptr ? "nothing" : boost::json::serialize(*found);
  }
  std::optional<std::uint64_t> done(const std::string& request) const {
    auto found = answers.find(request);
    if (found == answers.end() || !found->second.contains("done")) return std::nullopt;
    return found->second.at("done").to_number<std::uint64_t>();
  }
  // The code of the refusal; empty: none.
  std::string refused(const std::string& request) const {
    auto found = answers.find(request);
    if (found == answers.end() || !found->second.contains("refused")) return {};
    return text(found->second.at("refused").at("code"));
  }
  // What it says after it came back.
  std::string resume() const {
    if (!at) return R"({"resume":null})";
    return R"({"resume":)" + std::to_string(*at) + R"(,"audience":")" + audience + "\"}";
  }

  static std::string text(const boost::json::value& value) {
    return std::string(value.as_string());
  }

 private:
  void take_hello(const boost::json::object& said) {
    ++hellos;
    hello = said;
    audience = text(said.at("audience"));
  }

  void take_documents(const boost::json::object& told) {
    const auto now = told.at("at").to_number<std::uint64_t>();
    if (at && now < *at) throw std::runtime_error("time has gone back");
    at = now;
    if (told.contains("snapshot")) {
      ++snapshots;
      documents.clear();
    } else {
      ++changes;
    }
    for (const auto& [name, document] : told.at("documents").as_object())
      take_document(std::string(name), document);
  }

  void take_document(const std::string& path, const boost::json::value& document) {
    if (path == "seats")
      for (const boost::json::value& seat : document.as_array())
        documents["seats/" + boost::json::serialize(seat.at("delegation"))] = seat;
    else if (document.is_null())
      documents.erase(path);
    else
      documents[path] = document;
  }
};

}  // namespace hemicycle::chamber
