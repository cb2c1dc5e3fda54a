// Calls pong as often as it is told, and answers with what pong said: ping("hey", 2) is ["1: ...", "2: ..."].
//
// ../build.mjs makes ping.wasm of it.
#include "../guest.h"

IMPORT("examples:pingpong/pong@0.1.0", "pong") void pong(const u8 *bytes, u32 count, struct text *ret);

static struct { struct text *items; u32 count; } answers;

EXPORT("examples:pingpong/ping@0.1.0#ping") void *ping(const u8 *bytes, u32 count, u32 times) {
  answers.items = cabi_realloc(0, 0, 4, times * sizeof *answers.items);
  answers.count = times;
  for (u32 i = 0; i < times; i++) {
    struct text said;
    pong(bytes, count, &said);
    answers.items[i] = joined(joined(decimal(i + 1), text(": ")), said);
  }
  return &answers;
}
