// Adds up what a Java object says that things cost.
//
// ../build.mjs makes receipt.wasm of it.
#include "../guest.h"

// option<u32>: a discriminant byte, then the price
IMPORT("examples:shop/prices@0.1.0", "price") void price(const u8 *item, u32 count, u32 *ret);

// result<u32, string>: a discriminant, then the sum, or the text
static struct { u32 is_err; union { u32 sum; struct text unknown; }; } result;

EXPORT("examples:shop/receipt@0.1.0#total") void *total(const struct text *items, u32 count) {
  for (u32 i = 0; i < count; i++) {
    u32 found[2];
    price(items[i].bytes, items[i].count, found);
    if (!(found[0] & 0xff)) {
      result.is_err = 1;
      result.unknown = items[i];
      return &result;
    }
    result.sum += found[1];
  }
  return &result;
}
