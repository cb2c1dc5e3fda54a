// Keeps texts as objects of the container "notes", written and read as streams.
//
// ../build.mjs makes notes.wasm of it.
#include "../guest.h"

#define STREAMS "wasi:io/streams@0.2.0"
#define TYPES "wasi:blobstore/types@0.2.0-draft"
#define CONTAINER "wasi:blobstore/container@0.2.0-draft"

IMPORT("wasi:blobstore/blobstore@0.2.0-draft", "create-container")
void create_container(const u8 *name, u32 count, void *ret);
IMPORT(TYPES, "[static]outgoing-value.new-outgoing-value") u32 outgoing_new(void);
IMPORT(TYPES, "[method]outgoing-value.outgoing-value-write-body") void outgoing_body(u32 self, void *ret);
IMPORT(TYPES, "[static]outgoing-value.finish") void outgoing_finish(u32 value, void *ret);
IMPORT(TYPES, "[static]incoming-value.incoming-value-consume-async") void incoming_stream(u32 value, void *ret);
IMPORT(CONTAINER, "[method]container.write-data")
void write_data(u32 self, const u8 *name, u32 count, u32 value, void *ret);
IMPORT(CONTAINER, "[method]container.get-data")
void get_data(u32 self, const u8 *name, u32 count, u64 start, u64 end, void *ret);
IMPORT(CONTAINER, "[method]container.list-objects") void list_objects(u32 self, void *ret);
IMPORT(CONTAINER, "[method]container.object-info") void object_info(u32 self, const u8 *name, u32 count, void *ret);
IMPORT(CONTAINER, "[method]stream-object-names.read-stream-object-names")
void read_names(u32 self, u64 count, void *ret);
IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush")
void write_and_flush(u32 self, const void *bytes, u32 count, void *ret);
IMPORT(STREAMS, "[method]input-stream.blocking-read") void blocking_read(u32 self, u64 count, void *ret);
IMPORT(STREAMS, "[resource-drop]output-stream") void output_stream_drop(u32 self);

// What comes back from the host: a discriminant byte, then the payload at its alignment.
static u64 result_words[8];
static u8 *const result = (u8 *)result_words;
static u32 payload(void) { return *(u32 *)(result + 4); }

// What goes back to the caller: a discriminant, then a number, a text or a list.
static struct { u32 is_err; struct text words; } answer;
static struct { u64 is_err; union { u64 number; struct text message; }; } sized;

static struct text failure(u32 at) { return (struct text){*(u8 **)(result + at), *(u32 *)(result + at + 4)}; }

static void *failed(void) {
  answer.is_err = 1;
  answer.words = failure(4);
  return &answer;
}

static void *failed_put(u32 at) {
  sized.is_err = 1;
  sized.message = failure(at);
  return &sized;
}

static void open_notes(void) {
  struct text name = text("notes");
  create_container(name.bytes, name.count, result);
}

EXPORT("examples:notes/notes@0.1.0#put")
void *put(const u8 *name, u32 name_count, const u8 *bytes, u32 count) {
  open_notes();
  if (result[0]) return failed_put(4);
  u32 notes = payload(), value = outgoing_new();
  outgoing_body(value, result);
  u32 stream = payload();
  write_data(notes, name, name_count, value, result);
  if (result[0]) return failed_put(4);
  for (u32 at = 0; at < count; at += 4096) {
    write_and_flush(stream, bytes + at, count - at < 4096 ? count - at : 4096, result);
    if (result[0]) break; // finish says why
  }
  output_stream_drop(stream);
  outgoing_finish(value, result);
  if (result[0]) return failed_put(4);
  object_info(notes, name, name_count, result);
  if (result[0]) return failed_put(8);
  sized.number = *(u64 *)(result + 32);
  return &sized;
}

EXPORT("examples:notes/notes@0.1.0#get") void *get(const u8 *name, u32 count) {
  open_notes();
  if (result[0]) return failed();
  get_data(payload(), name, count, 0, ~0ull, result);
  if (result[0]) return failed();
  incoming_stream(payload(), result);
  if (result[0]) return failed();
  u32 stream = payload();
  for (;;) {
    blocking_read(stream, 16384, result);
    if (result[0]) break; // the end
    answer.words = joined(answer.words, failure(4));
  }
  return &answer;
}

EXPORT("examples:notes/notes@0.1.0#names") void *names(void) {
  open_notes();
  if (result[0]) return failed();
  list_objects(payload(), result);
  if (result[0]) return failed();
  read_names(payload(), 1000, result);
  if (result[0]) return failed();
  answer.words = failure(4); // the list lies where a text would
  return &answer;
}
