#pragma once

#include "app/command.h"

namespace hemicycle::app {

Command token_command();

}  // namespace hemicycle::app
