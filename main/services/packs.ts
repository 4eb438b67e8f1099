import { StudioError, toErrorShape } from '../../contract/errors.ts';
import type { StudioEvent } from '../../contract/events.ts';
import type { PackStatus } from '../../contract/pack-manifest.ts';
import type { Engine, LoadedPack } from '../engine/tasks.ts';
import type { Gate } from './gate.ts';
import type { Logger } from './logger.ts';
import { findPackFolders, folderName, type PackFolder } from './pack-folders.ts';
import type { SettingsService } from './settings.ts';

type CheckedPack = Omit<PackStatus, 'active'>;

export interface Packs {
  active(): LoadedPack | null;
  /** Throws `pack-missing`, saying where packs are looked for. */
  require(): LoadedPack;
  list(): Promise<PackStatus[]>;
  /** Full check, whatever is known of the pack. Throws `not-found`. */
  verify(packId: string): Promise<PackStatus>;
  /** Loads a pack and remembers the choice. When it is refused, the pack before stays in use. */
  select(packId: string): Promise<PackStatus>;
  /** Loads the chosen pack, or the first good one; the reasons for the others go to the list and the log. */
  loadAtStart(): Promise<void>;
  /** Loads the active pack again, with the number of threads that is set now. */
  reload(): Promise<void>;
}

export interface PacksOptions {
  readonly engine: Engine;
  readonly folders: readonly string[];
  readonly settings: SettingsService;
  readonly gate: Gate;
  readonly logger: Logger;
  readonly emit: (event: StudioEvent) => void;
}

export function createPacks(options: PacksOptions): Packs {
  const { engine, settings, gate, logger } = options;
  const checked = new Map<string, { stamp: string; status: CheckedPack }>();
  let active: { folder: string; pack: LoadedPack } | null = null;

  async function check({ folder, stamp }: PackFolder, isFresh: boolean): Promise<CheckedPack> {
    if (!isFresh) {
      if (active?.folder === folder) return statusOf(active.pack);
      const known = checked.get(folder);
      if (known?.stamp === stamp) return known.status;
    }
    try {
      const status = await engine.run('pack.verify', { folder });
      checked.set(folder, { stamp, status });
      return status;
    } catch (error) {
      const { code, message } = toErrorShape(error);
      const status = refused(folder, message);
      // What the engine could not even look at may be good: ask again the next time.
      if (code.startsWith('pack-')) checked.set(folder, { stamp, status });
      return status;
    }
  }

  /** Every pack with its folder; of two with the same id only the first can be used. */
  async function survey(): Promise<{ found: PackFolder; status: PackStatus }[]> {
    const seen = new Map<string, string>();
    const packs = [];
    for (const found of findPackFolders(options.folders)) {
      const status = await check(found, false);
      const twin = seen.get(status.id);
      if (twin === undefined) seen.set(status.id, found.folder);
      const known = twin === undefined ? status : refusedTwin(status, found.folder, twin);
      packs.push({ found, status: { ...known, active: active?.folder === found.folder } });
    }
    return packs;
  }

  async function find(packId: string) {
    const packs = await survey();
    const pack = packs.find(({ status }) => status.id === packId);
    if (pack !== undefined) return pack;
    throw new StudioError('not-found', `There is no pack "${packId}".`, {
      packId,
      allowed: packs.map(({ status }) => status.id),
    });
  }

  /** Only inside the gate. A pack that cannot be loaded leaves the one before in use, in the engine too. */
  async function load(folder: string): Promise<LoadedPack> {
    const pack = await engine.run('pack.load', { folder, threads: settings.read().threads });
    active = { folder, pack };
    for (const note of pack.notes)
      logger.warn({ pack: pack.manifest.id, note }, 'pack mended while loading');
    options.emit({ type: 'pack.changed', packId: pack.manifest.id });
    return pack;
  }

  async function tryToLoad({ folder, stamp }: PackFolder): Promise<boolean> {
    try {
      const { manifest, loadMs } = await load(folder);
      logger.info({ pack: manifest.id, loadMs }, 'pack loaded');
      return true;
    } catch (error) {
      const { code, message } = toErrorShape(error);
      logger.warn({ folder, code, reason: message }, 'pack refused');
      if (code.startsWith('pack-'))
        checked.set(folder, { stamp, status: refused(folder, message) });
      return false;
    }
  }

  return {
    active: () => active?.pack ?? null,
    require() {
      if (active !== null) return active.pack;
      throw new StudioError(
        'pack-missing',
        `No model pack is loaded. Packs are looked for in ${options.folders.join(', ')}.`,
        { folders: options.folders },
      );
    },
    list: async () => (await survey()).map(({ status }) => status),
    async verify(packId) {
      const { found, status } = await find(packId);
      return { ...(await check(found, true)), active: status.active };
    },
    async select(packId) {
      const { found, status } = await find(packId);
      if (status.state === 'refused') {
        throw new StudioError('pack-invalid', `The pack "${packId}" is refused: ${status.reason}`, {
          packId,
        });
      }
      const pack = await gate.run(() => load(found.folder));
      settings.write({ activePackId: packId });
      return { ...statusOf(pack), active: true };
    },
    loadAtStart: () =>
      gate.run(async () => {
        const wanted = settings.read().activePackId;
        const folders = findPackFolders(options.folders);
        const chosen = wanted === null ? null : await find(wanted).catch(() => null);
        const rest = folders.filter(({ folder }) => folder !== chosen?.found.folder);
        for (const candidate of chosen === null ? rest : [chosen.found, ...rest]) {
          if (await tryToLoad(candidate)) return;
        }
        logger.warn({ folders: options.folders }, 'no usable pack');
        options.emit({ type: 'pack.changed', packId: null });
      }),
    reload: () =>
      gate.run(async () => {
        if (active !== null) await load(active.folder);
      }),
  };
}

function statusOf({ manifest }: LoadedPack): CheckedPack {
  const { id, name, version, description, licence, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { id, name, version, description, licence, bytes, state: 'ready', reason: null };
}

function refused(folder: string, reason: string): CheckedPack {
  const name = folderName(folder);
  const unknown = { version: '', description: '', licence: '', bytes: 0 };
  return { id: name, name, ...unknown, state: 'refused', reason };
}

function refusedTwin(status: CheckedPack, folder: string, twin: string): CheckedPack {
  const id = `${status.id} (${folderName(folder)})`;
  return { ...status, id, state: 'refused', reason: `The pack in ${twin} has the same id.` };
}
