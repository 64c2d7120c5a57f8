#include "wire/codec.h"

#include <chrono>

#include <gtest/gtest.h>

#include "wire/codec_opus.h"
#include "wire/dependency_descriptor.h"

namespace hemicycle::wire {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// What a case expects, as letters: b begins frame, e ends frame, k begins keyframe, t temporal and
// s spatial switch up.
std::string marks(const FramePart& part) {
  std::string text;
  if (part.begins_frame) text += 'b';
  if (part.ends_frame) text += 'e';
  if (part.begins_keyframe) text += 'k';
  if (part.temporal_switch_up) text += 't';
  if (part.spatial_switch_up) text += 's';
  return text;
}

struct Case {
  const char* what;
  Bytes payload;
  bool marker;
  const char* marks;
  int temporal_id = 0;
  int spatial_id = 0;
  std::optional<DescriptorField> picture_id{};
  std::optional<DescriptorField> tl0{};
};

void expect_parts(Codec codec, std::initializer_list<Case> cases) {
  for (const Case& test : cases) {
    auto part = peek(codec, test.payload, test.marker);
    ASSERT_TRUE(part) << test.what;
    EXPECT_EQ(marks(*part), test.marks) << test.what;
    EXPECT_EQ(part->temporal_id, test.temporal_id) << test.what;
    EXPECT_EQ(part->spatial_id, test.spatial_id) << test.what;
    EXPECT_EQ(part->picture_id, test.picture_id) << test.what;
    EXPECT_EQ(part->tl0_picture_index, test.tl0) << test.what;
  }
}

void expect_nothing(Codec codec, std::initializer_list<Bytes> payloads) {
  for (const Bytes& payload : payloads)
    EXPECT_FALSE(peek(codec, payload, false)) << "of " << payload.size() << " bytes";
}

TEST(Vp8, tells_frames_layers_and_picture_ids) {
  expect_parts(Codec::kVp8,
               {
                   {"keyframe, no extension", {0x10, 0x00}, false, "bkts"},
                   {"inter frame", {0x10, 0x01}, true, "bet"},
                   {"second packet of partition 0", {0x00, 0x00}, true, "et"},
                   {"first packet of partition 2", {0x12, 0x00}, false, "t"},
                   {"7-bit picture id",
                    {0x90, 0x80, 0x11, 0x01},
                    false,
                    "bt",
                    0,
                    0,
                    DescriptorField{0x11, 2, 7}},
                   {"15-bit picture id",
                    {0x90, 0x80, 0x92, 0x34, 0x01},
                    false,
                    "bt",
                    0,
                    0,
                    DescriptorField{0x1234, 2, 15}},
                   {"everything, layer 2 without sync",
                    {0x90, 0xf0, 0x92, 0x34, 0x56, 0x85, 0x01},
                    false,
                    "b",
                    2,
                    0,
                    DescriptorField{0x1234, 2, 15},
                    DescriptorField{0x56, 4, 8}},
                   {"layer 1 with sync", {0x90, 0x20, 0x60, 0x01}, false, "bt", 1},
                   {"KEYIDX alone tells no layer", {0x90, 0x10, 0x45, 0x01}, false, "bt", 0},
               });
}

TEST(Vp8, refuses_a_descriptor_without_payload) {
  expect_nothing(Codec::kVp8,
                 {{}, {0x10}, {0x90}, {0x90, 0x80, 0x80}, {0x90, 0xf0, 0x92, 0x34, 1}});
}

TEST(Vp9, tells_frames_layers_and_picture_ids) {
  expect_parts(
      Codec::kVp9,
      {
          {"keyframe without layers",
           {0x8c, 0x92, 0x34, 0xff},
           true,
           "bekts",
           0,
           0,
           DescriptorField{0x1234, 1, 15}},
          {"inter frame", {0xcc, 0x05, 0xff}, true, "bet", 0, 0, DescriptorField{5, 1, 7}},
          {"middle packet", {0xc0, 0x05, 0xff}, false, "t", 0, 0, DescriptorField{5, 1, 7}},
          {"upper spatial layer of a key picture",
           {0xa8, 0x05, 0x03, 0x07, 0xff},
           false,
           "bts",
           0,
           1,
           DescriptorField{5, 1, 7},
           DescriptorField{7, 3, 8}},
          {"temporal layer 2, switching point",
           {0xe8, 0x05, 0x50, 0x07, 0xff},
           false,
           "bt",
           2,
           0,
           DescriptorField{5, 1, 7},
           DescriptorField{7, 3, 8}},
          {"temporal layer 1, no switching point",
           {0xec, 0x05, 0x24, 0x07, 0xff},
           false,
           "be",
           1,
           2,
           DescriptorField{5, 1, 7},
           DescriptorField{7, 3, 8}},
          {"flexible mode has no TL0PICIDX",
           {0xf8, 0x05, 0x20, 0x02, 0xff},
           false,
           "b",
           1,
           0,
           DescriptorField{5, 1, 7}},
      });
}

TEST(Vp9, refuses_a_descriptor_without_payload) {
  expect_nothing(Codec::kVp9, {{}, {0x88}, {0x88, 0x05}, {0xa8, 0x05, 0x03}, {0x88, 0x85, 0x01}});
}

TEST(H264, finds_parameter_sets_in_every_packet_form) {
  expect_parts(Codec::kH264,
               {
                   {"parameter set", {0x67, 0x42, 0xe0, 0x1f}, false, "bkts"},
                   {"picture parameter set", {0x68, 0xce}, false, "bt"},
                   {"first slice of an IDR picture", {0x65, 0x88}, false, "bt"},
                   {"later slice", {0x41, 0x40}, true, "et"},
                   {"first slice", {0x41, 0x9a}, true, "bet"},
                   {"STAP-A of both parameter sets",
                    {0x78, 0, 3, 0x67, 0x42, 0xe0, 0, 2, 0x68, 0xce},
                    false,
                    "bkts"},
                   {"STAP-A of slices", {0x78, 0, 2, 0x41, 0x40, 0, 2, 0x41, 0x20}, true, "et"},
                   {"FU-A, first of an IDR slice", {0x7c, 0x85, 0x88}, false, "bt"},
                   {"FU-A, last of an IDR slice", {0x7c, 0x45, 0x88}, true, "et"},
                   {"FU-A, first of a parameter set", {0x7c, 0x87, 0x42}, false, "bkts"},
               });
}

TEST(H264, refuses_truncated_and_interleaved_forms) {
  expect_nothing(Codec::kH264, {{},
                                {0x00, 0x01},
                                {0x78},
                                {0x78, 0, 3, 0x67, 0x42},
                                {0x78, 0, 0},
                                {0x7c},
                                {0x79, 0, 0, 1},
                                {0x7d, 0x85, 0, 0},
                                {0x7e, 1}});
}

TEST(Av1, finds_new_sequences_and_layers) {
  expect_parts(
      Codec::kAv1,
      {
          {"one element, new sequence", {0x18, 0x08, 0x00}, false, "bekts"},
          {"one frame", {0x10, 0x30, 0xaa}, true, "bet"},
          {"the rest of an element", {0x90, 0x08, 0xaa}, true, "et"},
          {"continued by the next", {0x50, 0x30, 0xaa}, false, "bt"},
          {"sequence header before the frame, sizes written",
           {0x00, 2, 0x08, 0x00, 2, 0x30, 0xaa},
           false,
           "bekts"},
          {"two elements, the last without size", {0x20, 2, 0x08, 0x00, 0x30, 0xaa}, true, "bekts"},
          {"layers from an extension header", {0x10, 0x34, 0x48, 0xaa}, true, "be", 2, 1},
          {"size of two bytes", {0x00, 0x82, 0x00, 0x30, 0xaa}, true, "bet"},
      });
}

TEST(Av1, refuses_what_contradicts_itself) {
  expect_nothing(Codec::kAv1, {{},
                               {0x10},
                               {0x98, 0x08, 0x00},
                               {0x00, 5, 0x08},
                               {0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00}});
}

TEST(Opus, every_packet_is_a_frame_of_its_own) {
  expect_parts(Codec::kOpus, {{"speech", {0x78, 1, 2, 3}, false, "bekts"}});
  expect_nothing(Codec::kOpus, {{}});
}

TEST(OpusToc, reads_durations_of_table_2) {
  struct TocCase {
    Bytes payload;
    Duration frame;
    int frames;
  };
  const TocCase cases[] = {
      {{0 << 3 | 0}, milliseconds(10), 1},          {{3 << 3 | 1}, milliseconds(60), 2},
      {{13 << 3 | 0}, milliseconds(20), 1},         {{14 << 3 | 2}, milliseconds(10), 2},
      {{16 << 3 | 3, 0x04}, microseconds(2500), 4}, {{31 << 3 | 4}, milliseconds(20), 1},
      {{31 << 3 | 3, 0x86}, milliseconds(20), 6},
  };
  for (const TocCase& test : cases) {
    auto toc = OpusToc::parse(test.payload);
    ASSERT_TRUE(toc);
    EXPECT_EQ(toc->frame_duration, test.frame);
    EXPECT_EQ(toc->frames, test.frames);
  }
  EXPECT_TRUE(OpusToc::parse(Bytes{31 << 3 | 4})->stereo);
}

TEST(OpusToc, refuses_more_than_120_ms) {
  EXPECT_FALSE(OpusToc::parse({}));
  EXPECT_FALSE(OpusToc::parse(Bytes{31 << 3 | 3}));
  EXPECT_FALSE(OpusToc::parse(Bytes{31 << 3 | 3, 0}));
  EXPECT_FALSE(OpusToc::parse(Bytes{31 << 3 | 3, 7}));
}

TEST(DescriptorField, rewriting_keeps_width_and_flag) {
  Bytes payload{0x90, 0xf0, 0x92, 0x34, 0x56, 0x85, 0x01};
  auto part = peek(Codec::kVp8, payload, false);
  ASSERT_TRUE(part);
  part->picture_id->write(payload, 0xffff);
  part->tl0_picture_index->write(payload, 0x1ff);
  EXPECT_EQ(payload, (Bytes{0x90, 0xf0, 0xff, 0xff, 0xff, 0x85, 0x01}));

  Bytes narrow{0x90, 0x80, 0x7f, 0x01};
  auto field = peek(Codec::kVp8, narrow, false)->picture_id.value();
  field.write(narrow, static_cast<std::uint16_t>(field.value + 1));
  EXPECT_EQ(narrow, (Bytes{0x90, 0x80, 0x00, 0x01}));
}

TEST(CodecNames, are_found_in_any_case) {
  EXPECT_EQ(codec_named("opus"), Codec::kOpus);
  EXPECT_EQ(codec_named("vp8"), Codec::kVp8);
  EXPECT_EQ(codec_named("H264"), Codec::kH264);
  EXPECT_FALSE(codec_named("PCMU"));
  for (Codec codec : {Codec::kOpus, Codec::kVp8, Codec::kVp9, Codec::kH264, Codec::kAv1})
    EXPECT_EQ(traits(codec).codec, codec);
}

TEST(DependencyDescriptor, the_short_form_names_a_template) {
  auto descriptor = DependencyDescriptor::parse(Bytes{0x80 | 5, 0x12, 0x34});
  ASSERT_TRUE(descriptor);
  EXPECT_TRUE(descriptor->starts_frame);
  EXPECT_FALSE(descriptor->ends_frame);
  EXPECT_EQ(descriptor->template_id, 5);
  EXPECT_EQ(descriptor->frame_number, 0x1234);
  EXPECT_FALSE(descriptor->structure);
}

// After the flags 1000 0: offset 62 (111110), two decode targets (00001), then the layers S0T0,
// same, next temporal, next spatial, end: 00 01 10 11. In bits:
// 10000 111110 00001 00 01 10 11 = 10000111 11000001 00011011.
// Then each template's indications for the two targets, the first of which does not need S1:
// 10 10, 10 10, 01 01, 00 10; no differences (0000), no chains (0), no resolutions (0), two bits
// left.
const Bytes kStructured{0xc0 | 62, 0, 1, 0x87, 0xc1, 0x1b, 0xaa, 0x52, 0x00};

TEST(DependencyDescriptor, a_structure_tells_the_layer_of_each_template) {
  auto descriptor = DependencyDescriptor::parse(kStructured);
  ASSERT_TRUE(descriptor);
  ASSERT_TRUE(descriptor->structure);
  const TemplateStructure& structure = *descriptor->structure;
  EXPECT_EQ(structure.id_offset, 62);
  EXPECT_EQ(structure.decode_targets, 2);
  EXPECT_EQ(structure.layer_of(62), (LayerId{0, 0}));
  EXPECT_EQ(structure.layer_of(63), (LayerId{0, 0}));
  EXPECT_EQ(structure.layer_of(0), (LayerId{0, 1}));
  EXPECT_EQ(structure.layer_of(1), (LayerId{1, 0}));
  EXPECT_EQ(structure.layer_of(2), std::nullopt);
  EXPECT_EQ(structure.spatial_max, 1);
  EXPECT_EQ(structure.targets_up_to, (std::array<std::uint32_t, 4>{0b01, 0b11, 0b11, 0b11}));
}

DescriptorChange change_of(const DependencyDescriptor& descriptor, std::uint16_t frame_number) {
  return {.frame_number = frame_number,
          .decode_targets = 2,
          .active_targets_at = descriptor.active_targets_at,
          .has_active_targets = descriptor.has_active_targets};
}
Bytes rewritten(const Bytes& extension, const DescriptorChange& change) {
  Bytes out(100);
  out.resize(rewrite_descriptor(extension, change, out));
  return out;
}

TEST(DependencyDescriptor, is_rewritten_with_another_frame_number_alone) {
  auto descriptor = DependencyDescriptor::parse(kStructured);
  Bytes expected = kStructured, small(8);
  expected[1] = 0x12;
  expected[2] = 0x34;
  EXPECT_EQ(rewritten(kStructured, change_of(*descriptor, 0x1234)), expected);
  EXPECT_EQ(rewrite_descriptor(kStructured, change_of(*descriptor, 1), small), 0u) << "no room";
}

// Behind the structure, in 53 bits, come the mask's two.
TEST(DependencyDescriptor, is_rewritten_for_a_receiver_that_gets_fewer_layers) {
  auto descriptor = DependencyDescriptor::parse(kStructured);
  DescriptorChange change = change_of(*descriptor, 1);
  change.active_targets = 0b01;
  const Bytes fewer = rewritten(kStructured, change);
  auto again = DependencyDescriptor::parse(fewer);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->structure->layers, descriptor->structure->layers);
  EXPECT_TRUE(again->has_active_targets);
  ASSERT_EQ(again->active_targets_at, descriptor->active_targets_at);
  const auto mask = [](const Bytes& bytes, std::size_t at) {
    return (bytes[at / 8] >> (7 - at % 8) & 1) << 1 |
           (bytes[(at + 1) / 8] >> (7 - (at + 1) % 8) & 1);
  };
  EXPECT_EQ(mask(fewer, again->active_targets_at), 0b01);
  // What the sender has switched off stays so.
  DescriptorChange second = change_of(*again, 1);
  second.active_targets = 0b11;
  EXPECT_EQ(mask(rewritten(fewer, second), again->active_targets_at), 0b01);
  // 1 00001 0 ... after the short form: the flags, of which the second, then the mask.
  const Bytes brief{0x85, 0, 7};
  change.frame_number = 7;
  change.active_targets_at = DependencyDescriptor::parse(brief)->active_targets_at;
  EXPECT_EQ(rewritten(brief, change), (Bytes{0x85, 0, 7, 0b01000'01'0}));
}

TEST(DependencyDescriptor, refuses_truncated_and_impossible_structures) {
  EXPECT_FALSE(DependencyDescriptor::parse({}));
  EXPECT_FALSE(DependencyDescriptor::parse(Bytes{0x80, 0}));
  EXPECT_FALSE(DependencyDescriptor::parse(Bytes{0x80, 0, 1, 0x87}));
  Bytes too_many_spatial_layers{0x80, 0, 1, 0x80, 0x00, 0xaa, 0xaa, 0xaa};
  EXPECT_FALSE(DependencyDescriptor::parse(too_many_spatial_layers));
  Bytes endless_templates(40, 0);
  endless_templates[3] = 0x80;
  EXPECT_FALSE(DependencyDescriptor::parse(endless_templates));
}

}  // namespace
}  // namespace hemicycle::wire
