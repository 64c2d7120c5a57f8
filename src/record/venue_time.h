#pragma once

#include "record/record.h"

namespace hemicycle::record {

// The record with every time as the clock at the venue shows it.
Record at_the_venue(Record record);

}  // namespace hemicycle::record
