// Carries as much as it is told to a blob store, and back.
#include "../../../../../../examples/components/guest.h"

#define STREAMS "wasi:io/streams@0.2.0"
#define TYPES "wasi:blobstore/types@0.2.0-draft"
#define CONTAINER "wasi:blobstore/container@0.2.0-draft"

IMPORT("wasi:blobstore/blobstore@0.2.0-draft", "create-container")
void create_container(const u8 *name, u32 count, void *ret);
IMPORT(TYPES, "[static]outgoing-value.new-outgoing-value") u32 outgoing_new(void);
IMPORT(TYPES, "[method]outgoing-value.outgoing-value-write-body") void outgoing_body(u32 self, void *ret);
IMPORT(TYPES, "[static]outgoing-value.finish") void outgoing_finish(u32 value, void *ret);
IMPORT(TYPES, "[static]incoming-value.incoming-value-consume-async") void incoming_stream(u32 value, void *ret);
IMPORT(TYPES, "[method]incoming-value.size") u64 incoming_size(u32 self);
IMPORT(CONTAINER, "[method]container.write-data")
void write_data(u32 self, const u8 *name, u32 count, u32 value, void *ret);
IMPORT(CONTAINER, "[method]container.get-data")
void get_data(u32 self, const u8 *name, u32 count, u64 start, u64 end, void *ret);
IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush")
void write_and_flush(u32 self, const void *bytes, u32 count, void *ret);
IMPORT(STREAMS, "[method]input-stream.blocking-read") void blocking_read(u32 self, u64 count, void *ret);
IMPORT(STREAMS, "[resource-drop]output-stream") void output_stream_drop(u32 self);

#define PIECE 16384
static u8 piece[PIECE];
static u64 result_words[4];
static u8 *const result = (u8 *)result_words;
static u32 payload(void) { return *(u32 *)(result + 4); }

static struct { u64 is_err; union { u64 number; struct text message; }; } answer;

static void *failed(void) {
  answer.is_err = 1;
  answer.message = (struct text){*(u8 **)(result + 4), *(u32 *)(result + 8)};
  return &answer;
}

static u32 container(void) {
  create_container((const u8 *)"load", 4, result);
  return payload();
}

static void fill(u8 with) { for (u32 i = 0; i < PIECE; i++) piece[i] = with; }

static void *write(u32 pieces, int trap) {
  u32 at = container();
  if (result[0]) return failed();
  u32 value = outgoing_new();
  outgoing_body(value, result);
  u32 stream = payload();
  write_data(at, (const u8 *)"load", 4, value, result);
  if (result[0]) return failed();
  u64 sent = 0;
  for (u32 n = 0; n < pieces; n++) {
    fill((u8)n);
    for (u32 from = 0; from < PIECE; from += 4096) {
      write_and_flush(stream, piece + from, 4096, result);
      if (result[0]) goto over; // finish says why
      sent += 4096;
    }
  }
over:
  if (trap) __builtin_trap();
  output_stream_drop(stream);
  outgoing_finish(value, result);
  if (result[0]) return failed();
  answer.number = sent;
  return &answer;
}

EXPORT("send") void *send(u32 pieces) { return write(pieces, 0); }

EXPORT("abandon") void abandon(void) { write(1, 1); }

EXPORT("fetch") void *fetch(void) {
  u32 at = container();
  if (result[0]) return failed();
  get_data(at, (const u8 *)"load", 4, 0, ~0ull, result);
  if (result[0]) return failed();
  u32 value = payload();
  u64 size = incoming_size(value), got = 0;
  incoming_stream(value, result);
  if (result[0]) return failed();
  u32 stream = payload();
  for (;;) {
    heap_top = 0; // what was read before is not needed any more
    blocking_read(stream, PIECE, result);
    if (result[0]) break; // the end
    const u8 *bytes = *(u8 **)(result + 4);
    u32 count = *(u32 *)(result + 8);
    for (u32 i = 0; i < count; i++) if (bytes[i] != (u8)((got + i) / PIECE)) __builtin_trap();
    got += count;
  }
  if (result[4] == 0) __builtin_trap(); // broken off, not ended
  if (got != size) __builtin_trap();
  answer.number = got;
  return &answer;
}
