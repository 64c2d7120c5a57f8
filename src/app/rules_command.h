#pragma once

#include "app/command.h"

namespace hemicycle::app {

// `hemicycle rules FILE`: checks a rules profile and prints its page.
Command rules_command();

}  // namespace hemicycle::app
