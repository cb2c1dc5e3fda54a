// Answers what it is told: pong("hey") is "pong: hey".
//
// ../build.mjs makes pong.wasm of it.
#include "../guest.h"

static struct text answer;

EXPORT("examples:pingpong/pong@0.1.0#pong") void *pong(const u8 *bytes, u32 count) {
  answer = joined(text("pong: "), (struct text){bytes, count});
  return &answer;
}
