#include "projection/allowed.h"

#include <algorithm>

#include "meeting/authority.h"
#include "meeting/decide.h"
#include "meeting/enum_names.h"
#include "projection/candidates.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

// Collects the answers to probes, those of one command after the other.
class Answers {
 public:
  // No lot is drawn for an answer, so any seed will do.
  Answers(const Meeting& meeting, const Tellers* urn, const Actor& actor, WallTime now)
      : meeting_(meeting), urn_(urn), caller_{actor.person, actor.role}, moment_{now, 0} {}

  void ask(const std::vector<Probe>& probes) {
    for (std::size_t i = 0; i < probes.size();) {
      std::size_t end = i + 1;
      while (end < probes.size() && probes[end].command.index() == probes[i].command.index()) ++end;
      ask_one(probes, i, end);
      i = end;
    }
  }
  Allowed all() && { return std::move(answers_); }

 private:
  void ask_one(const std::vector<Probe>& probes, std::size_t begin, std::size_t end) {
    std::vector<Target> targets;
    std::optional<Refusal> reason;
    bool accepted = false;
    bool not_found = false;
    for (std::size_t i = begin; i < end && targets.size() < kTargetsMax; ++i) {
      if (probes[i].only_if_not_found && !not_found) continue;
      const Outcome outcome = answer(probes[i].command);
      const bool refused = !outcome;
      if (!probes[i].only_if_not_found)
        not_found = refused && outcome.error().code == RefusalCode::kNotFound;
      if (refused) {
        if (!reason || reason->code == RefusalCode::kNotFound) reason = outcome.error();
        continue;
      }
      accepted = true;
      const Target target = target_of(probes[i].command);
      if (target != Target() && (targets.empty() || targets.back() != target))
        targets.push_back(target);
    }
    std::string name = snake_case(name_of(probes[begin].command));
    if (accepted)
      answers_.may.push_back({std::move(name), std::move(targets)});
    else if (reason)
      forbid(*reason, std::move(name));
  }
  Outcome answer(const Command& command) const {
    return urn_ != nullptr ? urn_->foresee(meeting_, command, caller_, moment_)
                           : decide(meeting_, command, caller_, moment_);
  }
  void forbid(const Refusal& refusal, std::string command) {
    const std::string_view code = name_of(refusal.code);
    for (std::size_t i = 0; i < refusals_.size(); ++i)
      if (refusals_[i] == refusal) {
        answers_.may_not[i].commands.push_back(std::move(command));
        return;
      }
    refusals_.push_back(refusal);
    answers_.may_not.push_back({std::string(code),
                                refusal.rule,
                                sentence(refusal, "en"),
                                sentence(refusal, "vi"),
                                {std::move(command)}});
  }

  const Meeting& meeting_;
  const Tellers* urn_;
  Caller caller_;
  Moment moment_;
  Allowed answers_;
  std::vector<Refusal> refusals_;  // those of answers_.may_not
};

}  // namespace

Possibilities::Possibilities(const Meeting& meeting, const Tellers* urn, WallTime now)
    : meeting_(meeting), urn_(urn), now_(now) {}
Possibilities::~Possibilities() = default;

const std::vector<Probe>& Possibilities::shared_by(Role role) {
  const auto place = static_cast<std::size_t>(role);
  if (shared_.size() <= place) shared_.resize(place + 1);
  if (shared_[place].empty()) shared_[place] = candidates_for(meeting_, role);
  return shared_[place];
}

Allowed Possibilities::of(const Caller& caller) {
  const Actor actor = usual_actor(meeting_, caller);
  Answers answers(meeting_, urn_, actor, now_);
  answers.ask(shared_by(actor.role));
  if (actor.role == Role::kDelegate) answers.ask(own_candidates(meeting_, actor));
  return std::move(answers).all();
}

}  // namespace hemicycle::projection
