// A member of a chat: what it gets on the subject "say" it publishes on "chat.room"; what comes from there it shows.
//
// ../build.mjs makes chat-member.wasm of it.
#include "../guest.h"

IMPORT("examples:chat/screen@0.1.0", "show") void show(const u8 *bytes, u32 count);
IMPORT("wasmcloud:messaging/consumer@0.2.0", "publish")
void publish(const u8 *subject, u32 subject_count, const u8 *body, u32 body_count, u32 has_reply_to,
             const u8 *reply_to, u32 reply_to_count, void *ret);

// result<_, string>: a discriminant, then the text
static struct { u32 is_err; struct text message; } result;

EXPORT("wasmcloud:messaging/handler@0.2.0#handle-message")
void *handle_message(const u8 *subject, u32 subject_count, const u8 *body, u32 body_count, u32 has_reply_to,
                     const u8 *reply_to, u32 reply_to_count) {
  (void)has_reply_to, (void)reply_to, (void)reply_to_count;
  if (same((struct text){subject, subject_count}, text("say"))) {
    struct text room = text("chat.room");
    publish(room.bytes, room.count, body, body_count, 0, 0, 0, &result);
    result.is_err &= 0xff; // the host writes one byte
  } else {
    show(body, body_count);
  }
  return &result;
}
