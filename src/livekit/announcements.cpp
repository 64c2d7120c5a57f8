#include "livekit/announcements.h"

#include <algorithm>
#include <utility>

#include <google/protobuf/io/coded_stream.h>

#include "livekit/room.h"
#include "livekit/wire_forms.h"

namespace hemicycle::livekit {
namespace {

using Seconds = std::chrono::duration<double>;

// Of those who are seen or heard; the same wait as for the sections of their tracks.
constexpr Duration kGather = std::chrono::milliseconds(20);
// Of those who only listen, for each who is told; and at most.
constexpr Duration kGatherPerReceiver = std::chrono::milliseconds(4);
constexpr Duration kGatherMax = std::chrono::seconds(1);

// Tags of embedded messages (number << 3 | 2). Messages that hold participants are put together
// from what each participant was last written as, so that nobody is written twice.
constexpr char kResponseJoin = 0x0a;       // SignalResponse.join = 1
constexpr char kResponseUpdate = 0x2a;     // SignalResponse.update = 5
constexpr char kUpdateParticipant = 0x0a;  // ParticipantUpdate.participants = 1
constexpr char kJoinOther = 0x1a;          // JoinResponse.other_participants = 3

void append_embedded(std::string& out, char tag, std::string_view message) {
  std::uint8_t length[10];
  std::uint8_t* end =
      google::protobuf::io::CodedOutputStream::WriteVarint64ToArray(message.size(), length);
  out += tag;
  out.append(reinterpret_cast<const char*>(length), static_cast<std::size_t>(end - length));
  out += message;
}

std::string response_of(char tag, std::string_view message) {
  std::string out;
  out.reserve(message.size() + 12);
  append_embedded(out, tag, message);
  return out;
}

std::string update_chunk(std::string_view info) {
  std::string out;
  append_embedded(out, kUpdateParticipant, info);
  return out;
}

SharedMessage share(std::string message) {
  return std::make_shared<const std::string>(std::move(message));
}

bool publishes(const Participant& participant) {
  return std::ranges::any_of(participant.tracks,
                             [](const auto& track) { return track.second.incoming.has_value(); });
}

}  // namespace

bool AnnouncementBudget::is_open(Instant now) {
  bytes_ = std::min(kBytesMax, bytes_ + Seconds(now - as_of_).count() * kBytesPerSecond);
  as_of_ = now;
  return bytes_ > 0;
}

Instant AnnouncementBudget::opens_at(Instant now) const {
  double seconds = std::max(0.0, 1 - bytes_) / kBytesPerSecond;
  return now + std::chrono::ceil<Duration>(Seconds(seconds));
}

void Announcements::schedule(const Room& room, bool publishes, Instant now) {
  auto receivers = static_cast<Duration::rep>(room.size());
  Duration gather =
      publishes ? kGather : std::clamp(kGatherPerReceiver * receivers, kGather, kGatherMax);
  due_at_ = std::min(due_at_, std::max(now, told_at_ + gather));
}

void Announcements::note_change(const Room& room, const Participant& changed, bool tell_self,
                                Instant now) {
  changes_[changed.sid].tell_self |= tell_self;
  schedule(room, publishes(changed), now);
}

void Announcements::note_departure(const Room& room, const Participant& gone,
                                   const std::string& info, Instant now) {
  changes_.erase(gone.sid);
  if (gone.permission().hidden) return;
  departures_.push_back(share(update_chunk(info)));
  schedule(room, gone.publishing && !gone.received.empty(), now);
}

std::vector<Announcements::Told> Announcements::take_affordable(Room& room, Instant now) {
  std::vector<Told> told;
  std::erase_if(changes_, [&](const auto& change) {
    Participant* author = room.find(change.first);
    if (!author) return true;
    if (!author->announcements.is_open(now)) {
      room.world().author_limited(room, *author, now);
      due_at_ = std::min(due_at_, author->announcements.opens_at(now));
      return false;
    }
    author->announcements.spend(author->info_bytes().size());
    told.push_back({author->sid, update_chunk(author->info_bytes()), author->permission().hidden,
                    change.second.tell_self});
    return true;
  });
  return told;
}

void Announcements::handle_timeout(Room& room, Instant now) {
  if (now < due_at_) return;
  due_at_ = kNever;
  told_at_ = now;
  tell(room, take_affordable(room, now));
  departures_.clear();
}

void Announcements::tell(Room& room, const std::vector<Told>& told) {
  std::string departed;
  for (const SharedMessage& departure : departures_) departed += *departure;
  auto message_for = [&](std::string_view receiver) {
    std::string chunks = departed;
    for (const Told& each : told) {
      bool is_for_receiver = each.sid == receiver ? each.tell_self : !each.is_hidden;
      if (is_for_receiver) chunks += each.chunk;
    }
    return chunks.empty() ? nullptr : share(response_of(kResponseUpdate, chunks));
  };
  const SharedMessage for_everyone = message_for({});
  room.for_each([&](Participant& to) {
    if (room.is_behind(to)) {
      for (const Told& each : told) to.missed.participants.insert(each.sid);
      to.missed.departures.insert(to.missed.departures.end(), departures_.begin(),
                                  departures_.end());
      return;
    }
    bool is_told_of = std::ranges::find(told, to.sid, &Told::sid) != told.end();
    SharedMessage message = is_told_of ? message_for(to.sid) : for_everyone;
    if (message) room.send(to, std::move(message));
  });
}

void Announcements::catch_up(Room& room) {
  room.for_each([&](Participant& to) {
    if (to.missed.empty() || room.is_behind(to)) return;
    MissedNews missed = std::exchange(to.missed, {});
    std::string chunks;
    for (const SharedMessage& departure : missed.departures) chunks += *departure;
    for (const std::string& sid : missed.participants) {
      Participant* other = room.find(sid);
      if (other && (other == &to || !other->permission().hidden))
        chunks += update_chunk(other->info_bytes());
    }
    if (!chunks.empty()) room.send(to, share(response_of(kResponseUpdate, chunks)));
    room.tell_missed(to, missed);
  });
}

std::string update_of_everyone(Room& room, const Participant& to) {
  std::string chunks;
  room.for_each([&](Participant& other) {
    if (&other == &to || !other.permission().hidden)
      append_embedded(chunks, kUpdateParticipant, other.info_bytes());
  });
  return response_of(kResponseUpdate, chunks);
}

std::string join_with_others(Room& room, const Participant& to, const std::string& join) {
  std::string whole = join;
  room.for_each([&](Participant& other) {
    if (&other != &to && !other.permission().hidden)
      append_embedded(whole, kJoinOther, other.info_bytes());
  });
  return response_of(kResponseJoin, whole);
}

}  // namespace hemicycle::livekit
