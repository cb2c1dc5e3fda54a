// Makes a component of FOLDER/NAME/NAME.c and FOLDER/NAME/world.wit: C without libc, so that hardly anything is in it.
//
//   npm install @bytecodealliance/jco@1.35.0
//
// Needs clang with its WebAssembly target and lld (Debian: clang-19 lld-19; CLANG names another). The WIT of WASI comes
// with jco; the components ask for 0.2.0, which every 0.2 host has. jco's package is found from the current folder
// upwards, or in the folder named by NODE_MODULES.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const WASI = ['io', 'clocks', 'random', 'filesystem', 'sockets', 'cli', 'http'];

export async function build(folder, name, { stringEncoding } = {}) {
  const { componentNew } = await api();
  const work = mkdtempSync(join(tmpdir(), 'component-'));
  try {
    const core = join(work, 'core.wasm');
    compile(folder, name, core);
    const component = await componentNew(await embed(folder, name, readFileSync(core), { stringEncoding }));
    const target = join(folder, name, `${name}.wasm`);
    writeFileSync(target, component);
    console.log(`${relative(process.cwd(), target)}: ${component.length} bytes`);
  } finally {
    rmSync(work, { recursive: true });
  }
}

// The core module of FOLDER/NAME/NAME.c.
export function compile(folder, name, target) {
  execFileSync(
    process.env.CLANG ?? 'clang',
    ['--target=wasm32-unknown-unknown', '-Os', '-ffreestanding', '-nostdlib', '-fuse-ld=lld',
      '-Wall', '-Wextra', '-Wl,--no-entry', '-Wl,--strip-all', '-Wl,-z,stack-size=8192',
      '-o', target, join(folder, name, `${name}.c`)],
    { stdio: 'inherit' });
}

// A core module that is nothing but the section with the world of a file; what follows its head can be appended to others.
export function section(folder, name, options) {
  return embed(folder, name, Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0), options);
}

async function api() {
  return import(pathToFileURL(join(packageFolder('@bytecodealliance/jco'), 'dist/api.js')).href);
}

// The core module with a section that holds the world of FOLDER/NAME/world.wit, or of another file there.
export async function embed(folder, name, binary, { stringEncoding, file = 'world.wit' } = {}) {
  const jco = packageFolder('@bytecodealliance/jco');
  const { componentEmbed } = await api();
  // One source text: the world first, then what it uses as nested packages.
  const packages = WASI.map((it) => {
    const text = readFileSync(join(jco, 'lib/wit/builtin/0.2.12', `wasi-${it}`, 'package.wit'), 'utf8');
    const [, id] = /^package ([^;]+);/m.exec(text);
    return `package ${id} {\n${text.replace(/^package [^;]+;/m, '')}\n}\n`;
  });
  const world = readFileSync(join(folder, name, file), 'utf8');
  const witSource = (world + packages.join('\n')).replaceAll('@0.2.12', '@0.2.0');
  const [, worldName] = /^world ([^ ]+)/m.exec(world);
  return componentEmbed({ binary, witSource, world: worldName, stringEncoding });
}

export function packageFolder(name) {
  const require = createRequire(join(process.env.NODE_MODULES ?? process.cwd(), 'package.json'));
  for (const folder of require.resolve.paths(name)) {
    try {
      readdirSync(join(folder, name));
      return join(folder, name);
    } catch {
      // not there; look further up
    }
  }
  throw new Error(`${name} is not installed: npm install ${name}`);
}
