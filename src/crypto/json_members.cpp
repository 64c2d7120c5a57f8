#include "crypto/json_members.h"

#include <algorithm>
#include <charconv>

namespace hemicycle::crypto {
namespace {

constexpr int kDepthMax = 16;
constexpr std::size_t kMembersMax = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Walks over JSON text; each function says whether what it names was there, and is then past it.
class JsonWalker {
 public:
  explicit JsonWalker(std::string_view text) : text_(text) {}

  bool at_end() {
    skip_space();
    return position_ == text_.size();
  }
  std::size_t position() const { return position_; }
  std::string_view since(std::size_t start) const { return text_.substr(start, position_ - start); }

  bool token(char expected) {
    skip_space();
    if (position_ == text_.size() || text_[position_] != expected) return false;
    ++position_;
    return true;
  }

  bool string() {
    if (!token('"')) return false;
    while (position_ < text_.size()) {
      const char c = text_[position_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\' && !escape()) return false;
    }
    return false;
  }

  bool value(int depth) {
    skip_space();
    if (position_ == text_.size()) return false;
    switch (text_[position_]) {
      case '"':
        return string();
      case '{':
        return container(depth, '{', '}',
                         [&] { return string() && token(':') && value(depth + 1); });
      case '[':
        return container(depth, '[', ']', [&] { return value(depth + 1); });
      default:
        return word("true") || word("false") || word("null") || number();
    }
  }

  template <typename Element>
  bool container(int depth, char open, char close, Element element) {
    if (depth >= kDepthMax || !token(open)) return false;
    if (token(close)) return true;
    do {
      if (!element()) return false;
    } while (token(','));
    return token(close);
  }

  void skip_space() {
    while (position_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[position_]) != std::string_view::npos)
      ++position_;
  }

 private:
  bool escape() {
    if (position_ == text_.size()) return false;
    const char c = text_[position_++];
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    for (int i = 0; i < 4; ++i)
      if (position_ == text_.size() || !is_hex(text_[position_++])) return false;
    return true;
  }

  bool word(std::string_view expected) {
    if (!text_.substr(position_).starts_with(expected)) return false;
    position_ += expected.size();
    return true;
  }

  bool number() {
    if (position_ < text_.size() && text_[position_] == '-') ++position_;
    const bool leading_zero = position_ < text_.size() && text_[position_] == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (leading_zero && whole > 1)) return false;
    if (word(".") && digits() == 0) return false;
    if (word("e") || word("E")) {
      if (!word("+")) word("-");
      return digits() > 0;
    }
    return true;
  }

  std::size_t digits() {
    const std::size_t start = position_;
    while (position_ < text_.size() && is_digit(text_[position_])) ++position_;
    return position_ - start;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

std::optional<std::vector<JsonMember>> parse_json_members(std::string_view object) {
  std::vector<JsonMember> members;
  JsonWalker walker(object);
  const bool complete = walker.container(0, '{', '}', [&] {
    walker.skip_space();
    const std::size_t name_start = walker.position();
    if (!walker.string()) return false;
    const auto name = plain_string(walker.since(name_start));
    if (!name || find_member(members, *name) || members.size() == kMembersMax) return false;
    if (!walker.token(':')) return false;
    walker.skip_space();
    const std::size_t value_start = walker.position();
    if (!walker.value(1)) return false;
    members.push_back({*name, walker.since(value_start)});
    return true;
  });
  if (!complete || !walker.at_end()) return std::nullopt;
  return members;
}

std::optional<std::string_view> find_member(const std::vector<JsonMember>& members,
                                            std::string_view name) {
  const auto found = std::ranges::find(members, name, &JsonMember::name);
  if (found == members.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string_view> plain_string(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') return std::nullopt;
  if (value.find('\\') != std::string_view::npos) return std::nullopt;
  return value.substr(1, value.size() - 2);
}

std::optional<std::int64_t> whole_number(std::string_view value) {
  if (value.find_first_of("eE") != std::string_view::npos) return std::nullopt;
  const std::string_view whole = value.substr(0, value.find('.'));
  if (whole.size() > 15) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
  if (error != std::errc{} || end != whole.data() + whole.size()) return std::nullopt;
  return number;
}

}  // namespace hemicycle::crypto
