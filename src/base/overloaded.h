#pragma once

namespace hemicycle {

// One visitor of several lambdas: std::visit(Overloaded{[](const A&) {...}, [](const B&) {...}},
// v).
template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace hemicycle
