#pragma once

namespace hemicycle::app {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace hemicycle::app
