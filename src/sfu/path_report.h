#pragma once

#include "base/time.h"

namespace hemicycle::sfu {

// What a receiver's last report told of the way to it.
struct PathReport {
  double loss = 0;  // share of packets, 0..1
  Duration round_trip{0};
  Duration jitter{0};
};

}  // namespace hemicycle::sfu
