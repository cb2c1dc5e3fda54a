// Builds the components in this folder: CLANG=clang-19 node build.mjs (what it needs: ../../scripts/c-component.mjs).
import { build } from '../../scripts/c-component.mjs';

for (const name of ['http-hello', 'http-counter', 'ping', 'pong', 'chat-member', 'receipt', 'notes']) {
  await build(import.meta.dirname, name);
}
