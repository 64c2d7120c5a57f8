#pragma once

#include "app/command.h"

namespace hemicycle::app {

Command journal_command();   // hemicycle journal verify|show|export FILE
Command record_command();    // hemicycle record FILE
Command rehearse_command();  // hemicycle rehearse FILE

}  // namespace hemicycle::app
