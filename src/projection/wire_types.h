#pragma once

#include <string>

namespace hemicycle::projection {

// The TypeScript of all that pages read and send: documents by path, `me`, commands, enums and ids,
// as WireStyle writes them. What has no type of its own in JSON is named: an Instant is a text, a
// duration in Millis a number, an id of 64 bits a text. `shapes` and `enums` say the same of
// commands to a program that makes a form of them. Kept as web/src/chamber/wire.ts:
//
//   ninja -C build/debug wire_types && build/debug/wire_types > web/src/chamber/wire.ts
std::string wire_types();

}  // namespace hemicycle::projection
