// What every component here needs instead of a C library.
#pragma once

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

// What the host passes in is put here; an instance serves one call, so nothing is ever freed.
static u8 heap[128 << 10] __attribute__((aligned(8)));
static u32 heap_top;

EXPORT("cabi_realloc") void *cabi_realloc(u8 *old, u32 old_size, u32 align, u32 size) {
  u32 start = (heap_top + align - 1) & ~(align - 1);
  if (size > sizeof heap || start > sizeof heap - size) __builtin_trap();
  heap_top = start + size;
  for (u32 i = 0; i < old_size && i < size; i++) heap[start + i] = old[i];
  return heap + start;
}

struct text { const u8 *bytes; u32 count; };

static inline u32 length(const char *s) { u32 n = 0; while (s[n]) n++; return n; }

static inline struct text text(const char *s) { return (struct text){(const u8 *)s, length(s)}; }

static inline int same(struct text a, struct text b) {
  if (a.count != b.count) return 0;
  for (u32 i = 0; i < a.count; i++) if (a.bytes[i] != b.bytes[i]) return 0;
  return 1;
}

static inline struct text joined(struct text a, struct text b) {
  u8 *all = cabi_realloc(0, 0, 1, a.count + b.count);
  for (u32 i = 0; i < a.count; i++) all[i] = a.bytes[i];
  for (u32 i = 0; i < b.count; i++) all[a.count + i] = b.bytes[i];
  return (struct text){all, a.count + b.count};
}

static inline struct text decimal(u64 n) {
  u8 *digits = (u8 *)cabi_realloc(0, 0, 1, 20) + 20;
  u32 count = 0;
  do { *--digits = (u8)('0' + n % 10); n /= 10; count++; } while (n);
  return (struct text){digits, count};
}
