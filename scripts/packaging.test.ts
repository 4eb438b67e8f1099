import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface CopyRule {
  readonly from: string;
  readonly to: string;
  readonly filter?: readonly string[];
}
interface PlatformConfig {
  readonly files: readonly string[];
  readonly extraResources: readonly CopyRule[];
}
interface BuilderConfig {
  readonly files: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly extraResources: readonly CopyRule[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly win: PlatformConfig;
  readonly mac: PlatformConfig;
  readonly linux: PlatformConfig;
}
interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { default: config } = (await import('../electron-builder.config.mjs')) as {
  default: BuilderConfig;
};
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockedPackage>>;
};
const { dependencies } = packages['']!;
const platforms = { win: config.win, mac: config.mac, linux: config.linux };

const isUnpacked = (file: string): boolean =>
  config.asarUnpack.some((pattern) => matchesGlob(file, pattern));

function isPackaged(file: string, platform: PlatformConfig): boolean {
  const banned = [...config.files, ...platform.files].filter((pattern) => pattern.startsWith('!'));
  return !banned.some((pattern) => matchesGlob(file, pattern.slice(1)));
}

/** Packages that production needs on any platform, by folder: the closure of the lockfile, optional ones included. */
function productionPackages(): Set<string> {
  const found = new Set<string>();
  const visit = (names: Readonly<Record<string, string>>, from: string): void => {
    for (const name of Object.keys(names)) {
      const folder = locate(name, from);
      if (folder === null || found.has(folder)) continue;
      found.add(folder);
      const { dependencies: needed = {}, optionalDependencies: optional = {} } = packages[folder]!;
      visit({ ...needed, ...optional }, folder);
    }
  };
  visit(dependencies!, '');
  return found;
}

/** Node's own search: the nearest node_modules upwards. */
function locate(name: string, from: string): string | null {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const place = posix.join(folder === '.' ? '' : folder, 'node_modules', name);
    if (place in packages) return place;
    if (folder === '' || folder === '.') return null;
  }
}

function filesUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    posix.join(folder, file.split(sep).join('/')),
  );
}

const isNative = (file: string): boolean => /\.(node|dll|dylib|so(\.[\d.]+)?)$/.test(file);

describe('what plain Node loads lies outside the archive', () => {
  it('every package that production needs', () => {
    const needed = [...productionPackages()];
    expect(needed).toContain('node_modules/onnxruntime-common');
    expect(needed).toContain('node_modules/@img/sharp-win32-x64');
    expect(needed.filter((folder) => !isUnpacked(`${folder}/package.json`))).toEqual([]);
  });

  it('every native file of those packages, those of other platforms by their known names', () => {
    const natives = [...productionPackages()].flatMap(filesUnder).filter(isNative);
    for (const known of [/onnxruntime_binding\.node$/, /libvips-cpp\.\w+/, /DirectML\.dll$/]) {
      expect(natives.some((file) => known.test(file))).toBe(true);
    }
    natives.push('node_modules/@img/sharp-win32-x64/lib/libvips-42.dll');
    natives.push('node_modules/@img/sharp-libvips-darwin-arm64/lib/libvips-cpp.8.18.7.dylib');
    expect(natives.filter((file) => !isUnpacked(file))).toEqual([]);
  });

  it('the entries with their chunks and their package.json, but not the shell', () => {
    const outside = ['studio/process.js', 'engine/process.js', 'web/server.js', 'cli/unicode2.js'];
    for (const file of [...outside, 'chunks/errors-1.js', 'renderer/assets/index-1.js']) {
      expect(isUnpacked(`out/${file}`), file).toBe(true);
    }
    expect(isUnpacked('package.json')).toBe(true);
    expect(isUnpacked('out/app/main.js')).toBe(false);
    expect(isUnpacked('out/preload/preload.cjs')).toBe(false);
  });
});

describe.each(Object.entries(platforms))('the installer for %s', (name, platform) => {
  const system = { win: 'win32', mac: 'darwin', linux: 'linux' }[name]!;

  it("holds the engine's library for this system and no other", () => {
    const binaries = filesUnder('node_modules/onnxruntime-node/bin').filter(isNative);
    const held = binaries.filter((file) => isPackaged(file, platform));
    expect(held.length).toBeGreaterThan(0);
    expect(held.every((file) => file.includes(`/${system}/`))).toBe(true);
  });

  it('ships the Node binary and the packs where the shell looks for them', () => {
    const [node] = platform.extraResources;
    const binary = name === 'win' ? 'node.exe' : 'node';
    expect(node).toMatchObject({ to: 'node/bin', filter: [binary] });
    const folder = node!.from.replace('${arch}', 'x64').replace(/\/bin$/, '');
    expect(packages).toHaveProperty([folder]);
    expect(config.extraResources).toContainEqual({ from: 'resources/packs', to: 'packs' });
  });
});

it('closes every fuse that would let foreign code into the shell', () => {
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    grantFileProtocolExtraPrivileges: false,
  });
});
