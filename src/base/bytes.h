#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace hemicycle {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Reads big-endian numbers from a buffer that may be hostile. Reading past the end yields zeros and
// turns ok() false for good, so a parser checks once, after the last field.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u24() { return static_cast<std::uint32_t>(number(3)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }

  // The next `size` bytes, still in the buffer; empty when there are fewer.
  ByteView take(std::size_t size) {
    if (!has(size)) return {};
    ByteView taken = bytes_.subspan(position_, size);
    position_ += size;
    return taken;
  }
  void skip(std::size_t size) { take(size); }
  ByteView rest() { return take(remaining()); }

 private:
  bool has(std::size_t size) {
    ok_ = ok_ && size <= remaining();
    return ok_;
  }
  std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    for (std::uint8_t byte : take(size)) value = value << 8 | byte;
    return value;
  }

  ByteView bytes_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

// Writes big-endian numbers into a buffer of fixed size. Writing past the end writes nothing and
// turns ok() false for good.
class ByteWriter {
 public:
  explicit ByteWriter(MutableBytes buffer) : buffer_(buffer) {}

  bool ok() const { return ok_; }
  std::size_t position() const { return position_; }
  ByteView written() const { return buffer_.first(position_); }

  void u8(std::uint8_t value) { number(value, 1); }
  void u16(std::uint16_t value) { number(value, 2); }
  void u24(std::uint32_t value) { number(value, 3); }
  void u32(std::uint32_t value) { number(value, 4); }
  void u64(std::uint64_t value) { number(value, 8); }
  void bytes(ByteView source) {
    MutableBytes place = reserve(source.size());
    if (!place.empty()) std::memcpy(place.data(), source.data(), source.size());
  }
  void zeros(std::size_t count) {
    MutableBytes place = reserve(count);
    if (!place.empty()) std::memset(place.data(), 0, count);
  }
  // Room for `size` bytes that the caller fills; empty when there is none left.
  MutableBytes reserve(std::size_t size) {
    ok_ = ok_ && size <= buffer_.size() - position_;
    if (!ok_) return {};
    MutableBytes place = buffer_.subspan(position_, size);
    position_ += size;
    return place;
  }

 private:
  void number(std::uint64_t value, std::size_t size) {
    MutableBytes place = reserve(size);
    for (std::size_t i = 0; i < place.size(); ++i)
      place[i] = static_cast<std::uint8_t>(value >> (8 * (size - 1 - i)));
  }

  MutableBytes buffer_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

}  // namespace hemicycle
