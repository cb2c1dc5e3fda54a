// Builds the components in this folder:
//
//   npm install @bytecodealliance/jco@1.35.0
//   CLANG=clang-19 node build.mjs
//
// Needs clang with its WebAssembly target and lld (Debian: clang-19 lld-19). The WIT of WASI comes with jco; the
// components ask for 0.2.0, which every 0.2 host has. jco's package is found from the current folder upwards.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const jco = packageFolder('@bytecodealliance/jco');
const { componentEmbed, componentNew } = await import(pathToFileURL(join(jco, 'dist/api.js')).href);

build('http-hello', ['io', 'clocks', 'random', 'filesystem', 'sockets', 'cli', 'http']);

function build(name, wasi) {
  // One source text: the world first, then what it uses as nested packages.
  const packages = wasi.map((it) => {
    const text = readFileSync(join(jco, 'lib/wit/builtin/0.2.12', `wasi-${it}`, 'package.wit'), 'utf8');
    const [, id] = /^package ([^;]+);/m.exec(text);
    return `package ${id} {\n${text.replace(/^package [^;]+;/m, '')}\n}\n`;
  });
  const world = readFileSync(join(here, name, 'world.wit'), 'utf8');
  const wit = (world + packages.join('\n')).replaceAll('@0.2.12', '@0.2.0');

  const work = mkdtempSync(join(tmpdir(), 'component-'));
  const core = join(work, 'core.wasm');
  execFileSync(
    process.env.CLANG ?? 'clang',
    ['--target=wasm32-unknown-unknown', '-Os', '-ffreestanding', '-nostdlib', '-fuse-ld=lld',
      '-Wall', '-Wextra', '-Wl,--no-entry', '-Wl,--strip-all', '-Wl,-z,stack-size=8192',
      '-o', core, join(here, name, `${name}.c`)],
    { stdio: 'inherit' });
  write(name, wit, core).finally(() => rmSync(work, { recursive: true }));
}

async function write(name, witSource, core) {
  const embedded = await componentEmbed({ binary: readFileSync(core), witSource, world: name });
  const component = await componentNew(embedded);
  const target = join(here, name, `${name}.wasm`);
  writeFileSync(target, component);
  console.log(`${target}: ${component.length} bytes`);
}

function packageFolder(name) {
  const require = createRequire(join(process.cwd(), 'package.json'));
  for (const folder of require.resolve.paths(name)) {
    try {
      readdirSync(join(folder, name));
      return join(folder, name);
    } catch {
      // not there; look further up
    }
  }
  throw new Error(`${name} is not installed: npm install ${name}@1.35.0`);
}
