// No libc.  Loops around calls of an import.
typedef unsigned int u32;
typedef unsigned char u8;

static u8 heap[65536];
static u8 text[4096];

// What comes back is not kept: every answer goes to the same place.
__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, u32 old_size, u32 align, u32 new_size) {
  (void)old; (void)old_size; (void)align;
  if (new_size > sizeof heap) __builtin_trap();
  return heap;
}

#define API(name) __attribute__((import_module("bench:calls/api@0.1.0"), import_name(name)))
API("inc") u32 api_inc(u32 v);
API("echo") void api_echo(const u8 *s, u32 length, void *out);

__attribute__((export_name("inc")))
u32 inc(u32 calls) {
  u32 v = 0;
  while (calls--) v = api_inc(v);
  return v;
}

__attribute__((export_name("echo")))
u32 echo(u32 calls, u32 length) {
  u32 out[2] = {0, 0};
  if (length > sizeof text) __builtin_trap();
  for (u32 i = 0; i < length; i++) text[i] = 'a';
  while (calls--) api_echo(text, length, out);
  return out[1];
}
