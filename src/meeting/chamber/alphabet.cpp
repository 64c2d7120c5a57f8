#include "meeting/chamber/alphabet.h"

namespace hemicycle::meeting {
namespace {

// The letters of a Unicode block, from `first` on, without their accents; a space: none.
struct Block {
  char32_t first;
  std::string_view letters;
};

constexpr Block kBlocks[] = {{0x00C0,  // Latin-1 Supplement and Latin Extended-A
                              "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
                              "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                              "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
                             {0x01A0, "oo"},
                             {0x01AF, "uu"},
                             {0x0218, "sstt"},
                             {0x1E00,  // Latin Extended Additional, with the letters of Vietnamese
                              "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
                              "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
                              "wwwwwwwwwwxxxxyyzzzzzzhtwy      aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                              "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      "}};

// The plain letter for a character; a space when it is none that the blocks know.
char plain_letter(char32_t character) {
  for (const Block& block : kBlocks)
    if (character >= block.first && character - block.first < block.letters.size())
      return block.letters[character - block.first];
  return ' ';
}

// Bytes of the UTF-8 sequence that begins with `lead` (RFC 3629, section 3).
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

char32_t decode(std::string_view sequence) {
  char32_t character = static_cast<unsigned char>(sequence[0]) & (0xFFu >> (sequence.size() + 1));
  for (char byte : sequence.substr(1))
    character = character << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
  return character;
}

}  // namespace

std::string sorting_key(std::string_view name) {
  std::string key;
  while (!name.empty()) {
    const std::string_view sequence =
        name.substr(0, length_of(static_cast<unsigned char>(name[0])));
    name.remove_prefix(sequence.size());
    if (sequence.size() == 1) {
      const char letter = sequence[0];
      key += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else if (const char plain = plain_letter(decode(sequence)); plain != ' ') {
      key += plain;
    } else {
      key += sequence;
    }
  }
  return key;
}

}  // namespace hemicycle::meeting
