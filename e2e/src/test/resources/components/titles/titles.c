// Exports fixture:utf16/names: "Dr." for names with D, nothing for others; traps for names with X. No libc.
// Built like examples/components, see its build.mjs.
typedef unsigned int u32;
typedef unsigned char u8;

static u8 heap[65536] __attribute__((aligned(8)));
static u32 top;

__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, u32 old_size, u32 align, u32 new_size) {
  u32 p = (top + align - 1) & ~(align - 1);
  if (p + new_size > sizeof heap) __builtin_trap();
  top = p + new_size;
  for (u32 i = 0; i < old_size && i < new_size; i++) heap[p + i] = ((u8 *)old)[i];
  return heap + p;
}

static u32 ret[3];

__attribute__((export_name("fixture:utf16/names#title")))
void *title(const u8 *name, u32 size) {
  if (size > 0 && name[0] == 'X') __builtin_trap();
  ret[0] = size > 0 && name[0] == 'D';
  ret[1] = (u32) "Dr.";
  ret[2] = 3;
  return ret;
}

__attribute__((export_name("cabi_post_fixture:utf16/names#title")))
void post_title(void *r) { (void)r; top = 0; }
