#include "http/beast_request.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace hemicycle::http {
namespace {

constexpr std::size_t kParametersMax = 64;

std::string_view standard(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

std::optional<Request> decode_request(BeastRequest& received, const Endpoint& remote) {
  boost::core::string_view text(received.target().data(), received.target().size());
  auto target = text.starts_with('/') ? boost::urls::parse_origin_form(text)
                                      : boost::urls::parse_absolute_uri(text);
  if (!target) return std::nullopt;
  Request request;
  request.method = standard(received.method_string());
  request.path = target->path();
  if (request.path.empty()) request.path = "/";
  if (request.path.find('\0') != std::string::npos) return std::nullopt;
  boost::urls::encoding_opts form_encoded;
  form_encoded.space_as_plus = true;
  for (auto parameter : target->params(form_encoded)) {
    if (request.query.size() == kParametersMax) return std::nullopt;
    request.query.try_emplace(parameter.key, parameter.value);
  }
  for (const auto& field : received)
    request.headers.push_back(
        {std::string(standard(field.name_string())), std::string(standard(field.value()))});
  request.body = std::move(received.body());
  request.remote = remote;
  return request;
}

}  // namespace hemicycle::http
