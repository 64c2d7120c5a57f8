#pragma once

#include "app/metrics_page.h"
#include "http/server.h"
#include "livekit/front.h"
#include "media/counters.h"

namespace hemicycle::app {

// What each part counts, under the names that docs/operations.md explains.
void describe(MetricsPage& page, const http::ServerCounters& counters);
void describe(MetricsPage& page, const http::LoopLoad& load, Duration turn_longest);
void describe(MetricsPage& page, const livekit::FrontCounters& counters);
void describe(MetricsPage& page, const media::PlaneCounters& counters);

}  // namespace hemicycle::app
