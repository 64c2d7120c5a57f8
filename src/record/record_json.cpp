#include "record/record.h"
#include "storage/described_json.h"

namespace hemicycle::record {

std::string write_json(const Record& record) {
  return storage::JsonWriter<>::text(record) + "\n";
}

}  // namespace hemicycle::record
