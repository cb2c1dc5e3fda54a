// Counts the requests of each path in a key-value store: GET /apples answers 1, then 2, and so on.
//
// ../build.mjs makes http-counter.wasm of it.
#include "../guest.h"

#define HTTP "wasi:http/types@0.2.0"
#define STREAMS "wasi:io/streams@0.2.0"

IMPORT(HTTP, "[constructor]fields") u32 fields_new(void);
IMPORT(HTTP, "[method]incoming-request.path-with-query") void request_path(u32 self, void *ret);
IMPORT(HTTP, "[constructor]outgoing-response") u32 response_new(u32 headers);
IMPORT(HTTP, "[method]outgoing-response.set-status-code") u32 response_status(u32 self, u32 status);
IMPORT(HTTP, "[method]outgoing-response.body") void response_body(u32 self, void *ret);
IMPORT(HTTP, "[method]outgoing-body.write") void outgoing_body_write(u32 self, void *ret);
IMPORT(HTTP, "[static]outgoing-body.finish")
void outgoing_body_finish(u32 self, u32 has_trailers, u32 trailers, void *ret);
// result<outgoing-response, error-code>: the discriminant, then the joined payloads of both
IMPORT(HTTP, "[static]response-outparam.set")
void outparam_set(u32 self, u32 is_err, u32 a, u32 b, u64 c, u32 d, u32 e, u32 f, u32 g);
IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush")
void write_and_flush(u32 self, const void *bytes, u32 count, void *ret);
IMPORT(STREAMS, "[resource-drop]output-stream") void output_stream_drop(u32 self);
IMPORT("wasi:keyvalue/store@0.2.0-draft", "open") void bucket_open(const u8 *name, u32 count, void *ret);
IMPORT("wasi:keyvalue/atomics@0.2.0-draft", "increment")
void increment(u32 bucket, const u8 *key, u32 count, u64 delta, void *ret);

// Results come back through memory: a discriminant byte, then the payload at its alignment.
static u64 result_words[8];
static u8 *const result = (u8 *)result_words;

static u32 payload(void) { return *(u32 *)(result + 4); }
static void must(void) { if (result[0]) __builtin_trap(); }

static void answer(u32 out, u32 status, struct text body_text) {
  u32 response = response_new(fields_new());
  if (response_status(response, status)) __builtin_trap();
  response_body(response, result); must(); u32 body = payload();
  outparam_set(out, 0, response, 0, 0, 0, 0, 0, 0);
  outgoing_body_write(body, result); must(); u32 stream = payload();
  write_and_flush(stream, body_text.bytes, body_text.count, result); must();
  output_stream_drop(stream); // a child goes before its body
  outgoing_body_finish(body, 0, 0, result); must();
}

EXPORT("wasi:http/incoming-handler@0.2.0#handle") void handle(u32 request, u32 out) {
  request_path(request, result); // option<string>
  struct text path = {(const u8 *)payload(), result[0] ? *(u32 *)(result + 8) : 0};
  struct text name = text("default");
  bucket_open(name.bytes, name.count, result); must();
  u32 bucket = payload();
  increment(bucket, path.bytes, path.count, 1, result);
  if (!result[0]) {
    answer(out, 200, joined(decimal(*(u64 *)(result + 8)), text("\n")));
  } else if (result[8] == 2) { // other(string)
    answer(out, 500, (struct text){*(const u8 **)(result + 12), *(u32 *)(result + 16)});
  } else {
    answer(out, 500, text("the key-value store is not there, or not for us\n"));
  }
}
