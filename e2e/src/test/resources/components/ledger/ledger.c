// No libc.  Holds resources that another component implements.
typedef unsigned int u32;
typedef unsigned char u8;
typedef unsigned long long u64;

static u8 heap[4096] __attribute__((aligned(8)));
static u32 top;

__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, u32 old_size, u32 align, u32 new_size) {
  if (old && new_size <= old_size) return old;
  u32 p = (top + align - 1) & ~(align - 1);
  if (p + new_size > sizeof heap) __builtin_trap();
  top = p + new_size;
  for (u32 i = 0; i < old_size && i < new_size; i++) heap[p + i] = ((u8 *)old)[i];
  return heap + p;
}

#define MACHINE(name) __attribute__((import_module("fixture:calc/machine@0.2.1"), import_name(name)))

MACHINE("[constructor]stack") u32 stack_new(const double *initial, u32 count);
// token: 0 number(f64), 1 operator(enum), 2 name(string), flattened to (case, bits, length)
MACHINE("[method]stack.push") void stack_push(u32 self, u32 token, u64 bits, u32 length, void *out);
MACHINE("[method]stack.absorb") u32 stack_absorb(u32 self, u32 other);
MACHINE("[resource-drop]stack") void stack_drop(u32 self);
MACHINE("live") u32 live(void);

__attribute__((export_name("settle")))
u32 settle(u32 keep) {
  static const double two[] = {1, 2}, one[] = {3};
  u32 out[4];
  u32 a = stack_new(two, 2), b = stack_new(one, 1);
  u32 alive = live();
  union { double number; u64 bits; } nine = {.number = 9};
  stack_push(a, 0, nine.bits, 0, out);
  u32 pushed = out[1];
  u32 moved = stack_absorb(a, b);
  if (!keep) stack_drop(a);
  return alive * 1000 + pushed * 100 + moved * 10 + live();
}
