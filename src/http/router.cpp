#include "http/router.h"

#include <algorithm>

#include "base/bug.h"

namespace hemicycle::http {
namespace {

std::vector<std::string> split(std::string_view path) {
  BUG_IF(path.empty() || path[0] != '/');
  std::vector<std::string> segments;
  for (std::size_t start = 1; start <= path.size();) {
    std::size_t end = std::min(path.find('/', start), path.size());
    segments.emplace_back(path.substr(start, end - start));
    start = end + 1;
  }
  return segments;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}
bool is_rest(std::string_view segment) {
  return is_parameter(segment) && segment.ends_with("...}");
}

// Sorts literals before parameters before a rest, segment by segment.
std::string order_of(const std::vector<std::string>& segments) {
  std::string order;
  for (const std::string& segment : segments)
    order += is_rest(segment) ? '3' : is_parameter(segment) ? '2' : '1';
  return order + (segments.empty() || !is_rest(segments.back()) ? "0" : "4");
}

std::string join_from(const std::vector<std::string>& segments, std::size_t first) {
  std::string joined;
  for (std::size_t i = first; i < segments.size(); ++i)
    joined += (i > first ? "/" : "") + segments[i];
  return joined;
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
             std::map<std::string, std::string>& parameters) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string& segment = pattern[i];
    if (is_rest(segment)) {
      parameters[segment.substr(1, segment.size() - 5)] = join_from(path, i);
      return true;
    }
    if (i >= path.size()) return false;
    if (is_parameter(segment) && !path[i].empty())
      parameters[segment.substr(1, segment.size() - 2)] = path[i];
    else if (segment != path[i])
      return false;
  }
  return pattern.size() == path.size();
}

}  // namespace

void Router::add(std::string_view method, std::string_view pattern, Handler handler,
                 Origins origins) {
  Route route{std::string(method), split(pattern), std::move(handler), origins};
  std::string order = order_of(route.segments);
  auto after = std::ranges::find_if(
      routes_, [&](const Route& other) { return order < order_of(other.segments); });
  routes_.insert(after, std::move(route));
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  if (path.empty() || path[0] != '/') return match;
  std::vector<std::string> segments = split(path);
  std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const Route& route : routes_) {
    std::map<std::string, std::string> parameters;
    if (!matches(route.segments, segments, parameters)) continue;
    if (route.method == wanted)
      return {&route.handler, route.origins, 200, {}, std::move(parameters)};
    // The most literal pattern that knows the path speaks for it.
    if (match.status == 404) match.origins = route.origins;
    match.status = 405;
    if (std::ranges::find(match.methods, route.method) == match.methods.end())
      match.methods.push_back(route.method);
  }
  return match;
}

}  // namespace hemicycle::http
