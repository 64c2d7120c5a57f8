#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace hemicycle::wire {

// The CRC-32 of ITU V.42 (reflected polynomial 0xEDB88320), as STUN's FINGERPRINT uses it.
std::uint32_t crc32(ByteView bytes);

}  // namespace hemicycle::wire
