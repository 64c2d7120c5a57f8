#pragma once

#include "app/command.h"

namespace hemicycle::app {

Command serve_command();

}  // namespace hemicycle::app
