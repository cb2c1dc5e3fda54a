// A component without a language runtime: wasi:http/incoming-handler on hand-written imports, no libc.
//
//   GET  /           a greeting
//   POST /echo       the request's body back, piece by piece as it arrives
//   GET  /count      ten lines, each flushed by itself
//   GET  /trailers   a body followed by the trailer x-fin: yes
//   GET  /error      answers with the error code internal-error("asked for")
//   GET  /nothing    returns without an answer
//   GET  /trap       traps before there is an answer
//   GET  /late-trap  traps when the head and a part of the body are out
//   GET  /spin       never comes back
//   else             404
//
// ../build.mjs makes http-hello.wasm of it.

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define HTTP "wasi:http/types@0.2.0"
#define STREAMS "wasi:io/streams@0.2.0"
#define POLL "wasi:io/poll@0.2.0"

IMPORT(HTTP, "[static]fields.from-list") void fields_from_list(const void *list, u32 count, void *ret);
IMPORT(HTTP, "[method]incoming-request.path-with-query") void request_path(u32 self, void *ret);
IMPORT(HTTP, "[method]incoming-request.consume") void request_consume(u32 self, void *ret);
IMPORT(HTTP, "[resource-drop]incoming-request") void request_drop(u32 self);
IMPORT(HTTP, "[method]incoming-body.stream") void incoming_body_stream(u32 self, void *ret);
IMPORT(HTTP, "[static]incoming-body.finish") u32 incoming_body_finish(u32 self);
IMPORT(HTTP, "[resource-drop]future-trailers") void future_trailers_drop(u32 self);
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
IMPORT(STREAMS, "[method]output-stream.flush") void stream_flush(u32 self, void *ret);
IMPORT(STREAMS, "[method]output-stream.subscribe") u32 stream_subscribe(u32 self);
IMPORT(STREAMS, "[method]output-stream.blocking-splice") void splice(u32 self, u32 source, u64 count, void *ret);
IMPORT(STREAMS, "[resource-drop]output-stream") void output_stream_drop(u32 self);
IMPORT(STREAMS, "[resource-drop]input-stream") void input_stream_drop(u32 self);
IMPORT(POLL, "[method]pollable.block") void pollable_block(u32 self);
IMPORT(POLL, "[resource-drop]pollable") void pollable_drop(u32 self);

// What the host passes in (the path) is put here; an instance serves one request, so nothing is ever freed.
static u8 heap[64 << 10] __attribute__((aligned(8)));
static u32 heap_top;

__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(u8 *old, u32 old_size, u32 align, u32 size) {
  u32 start = (heap_top + align - 1) & ~(align - 1);
  if (size > sizeof heap || start > sizeof heap - size) __builtin_trap();
  heap_top = start + size;
  for (u32 i = 0; i < old_size && i < size; i++) heap[start + i] = old[i];
  return heap + start;
}

// Results come back through memory: a discriminant byte, then the payload at its alignment.
static u64 result_words[8];
static u8 *const result = (u8 *)result_words;

static u32 payload(void) { return *(u32 *)(result + 4); }
static void must(void) { if (result[0]) __builtin_trap(); }

static u32 length(const char *text) { u32 n = 0; while (text[n]) n++; return n; }

static int same(const u8 *bytes, u32 count, const char *text) {
  if (count != length(text)) return 0;
  for (u32 i = 0; i < count; i++) if (bytes[i] != (u8)text[i]) return 0;
  return 1;
}

struct field { const char *name; u32 name_length; const char *value; u32 value_length; };

static u32 fields(const char *name, const char *value) {
  struct field field = {name, length(name), value, length(value)};
  fields_from_list(&field, 1, result); must();
  return payload();
}

struct answer { u32 body, stream; };

static struct answer answer(u32 out, u32 status) {
  u32 response = response_new(fields("content-type", "text/plain; charset=utf-8"));
  if (response_status(response, status)) __builtin_trap();
  struct answer it;
  response_body(response, result); must(); it.body = payload();
  outparam_set(out, 0, response, 0, 0, 0, 0, 0, 0); // the head is out from here on
  outgoing_body_write(it.body, result); must(); it.stream = payload();
  return it;
}

static void say(struct answer it, const char *text) {
  write_and_flush(it.stream, text, length(text), result); must();
}

static void finish(struct answer it, u32 has_trailers, u32 trailers) {
  output_stream_drop(it.stream); // a child goes before its body
  outgoing_body_finish(it.body, has_trailers, trailers, result); must();
}

static void echo(u32 request, u32 out) {
  request_consume(request, result); must(); u32 body = payload();
  incoming_body_stream(body, result); must(); u32 in = payload();
  struct answer it = answer(out, 200);
  for (;;) {
    splice(it.stream, in, 65536, result);
    if (!result[0]) continue;
    if (result[8] != 1) __builtin_trap(); // 1: closed, the end; 0: failed
    break;
  }
  stream_flush(it.stream, result); must();
  u32 flushed = stream_subscribe(it.stream); pollable_block(flushed); pollable_drop(flushed);
  input_stream_drop(in);
  future_trailers_drop(incoming_body_finish(body));
  finish(it, 0, 0);
}

__attribute__((export_name("wasi:http/incoming-handler@0.2.0#handle"))) void handle(u32 request, u32 out) {
  request_path(request, result); // option<string>
  const u8 *path = (const u8 *)payload();
  u32 count = result[0] ? *(u32 *)(result + 8) : 0;

  if (same(path, count, "/")) {
    struct answer it = answer(out, 200);
    say(it, "Hello! I am a WebAssembly component of 12 KB, written in C.\n");
    finish(it, 0, 0);
  } else if (same(path, count, "/echo")) {
    echo(request, out);
  } else if (same(path, count, "/count")) {
    struct answer it = answer(out, 200);
    char line[] = "line 0\n";
    for (char n = '0'; n <= '9'; n++) { line[5] = n; say(it, line); }
    finish(it, 0, 0);
  } else if (same(path, count, "/trailers")) {
    struct answer it = answer(out, 200);
    say(it, "see the trailer\n");
    finish(it, 1, fields("x-fin", "yes"));
  } else if (same(path, count, "/error")) {
    static const char why[] = "asked for"; // case 38: internal-error(option<string>)
    outparam_set(out, 1, 38, 1, (u64)(u32)why, sizeof why - 1, 0, 0, 0);
  } else if (same(path, count, "/nothing")) {
  } else if (same(path, count, "/trap")) {
    __builtin_trap();
  } else if (same(path, count, "/late-trap")) {
    say(answer(out, 200), "half ");
    __builtin_trap();
  } else if (same(path, count, "/spin")) {
    for (volatile u32 turns = 0;; turns++) {}
  } else {
    struct answer it = answer(out, 404);
    say(it, "not found\n");
    finish(it, 0, 0);
  }
  request_drop(request);
}
