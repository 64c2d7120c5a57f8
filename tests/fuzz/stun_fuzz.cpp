#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"
#include "wire/stun.h"

namespace hemicycle::wire {
namespace {

Bytes rewritten(const StunMessage& message) {
  StunWriter writer(message.message_class, message.method, message.transaction);
  if (message.username) writer.username(*message.username);
  if (message.priority) writer.priority(*message.priority);
  if (message.use_candidate) writer.use_candidate();
  if (message.ice_controlling) writer.ice_controlling(*message.ice_controlling);
  if (message.ice_controlled) writer.ice_controlled(*message.ice_controlled);
  if (message.xor_mapped_address) writer.xor_mapped_address(*message.xor_mapped_address);
  if (message.error_code) writer.error_code(message.error_code->code, message.error_code->reason);
  writer.message_integrity([](ByteView) { return std::array<std::uint8_t, 20>{7}; });
  writer.fingerprint();
  return std::move(writer).finish();
}

void fuzz(ByteView bytes) {
  auto message = StunMessage::parse(bytes);
  if (!message) return;
  PROPERTY(looks_like_stun(bytes));
  if (message->message_integrity) {
    StunIntegrityInput input = integrity_input(bytes, *message);
    PROPERTY(input.header.size() + input.attributes.size() == message->integrity_offset);
  }

  Bytes written = rewritten(*message);
  auto again = StunMessage::parse(written);
  PROPERTY(again.has_value());
  PROPERTY(again->message_class == message->message_class);
  PROPERTY(again->method == message->method);
  PROPERTY(again->transaction == message->transaction);
  PROPERTY(again->username == message->username);
  PROPERTY(again->priority == message->priority);
  PROPERTY(again->use_candidate == message->use_candidate);
  PROPERTY(again->ice_controlling == message->ice_controlling);
  PROPERTY(again->ice_controlled == message->ice_controlled);
  PROPERTY(again->xor_mapped_address == message->xor_mapped_address);
  PROPERTY(again->error_code.has_value() == message->error_code.has_value());
  PROPERTY(again->has_fingerprint && again->message_integrity);
}

}  // namespace
}  // namespace hemicycle::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size);
  hemicycle::wire::fuzz({bytes, size});
  return 0;
}
