// No libc.  Does as little as it can.
typedef unsigned int u32;
typedef unsigned char u8;

static u8 heap[65536];
static u32 out[2];

__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, u32 old_size, u32 align, u32 new_size) {
  (void)old; (void)old_size; (void)align;
  if (new_size > sizeof heap) __builtin_trap();
  return heap;
}

__attribute__((export_name("bench:calls/api@0.1.0#inc")))
u32 inc(u32 v) { return v + 1; }

__attribute__((export_name("bench:calls/api@0.1.0#echo")))
void *echo(u8 *s, u32 length) { out[0] = (u32)s; out[1] = length; return out; }
