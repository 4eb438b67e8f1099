import { hostname } from 'node:os';
import type { Database } from './database.ts';
import { newId } from '../shared/ids.ts';

export interface Lease {
  /** Names this studio: host, process and a random part. */
  readonly owner: string;
  isHeld(): boolean;
  /** Takes the lease when it is free, expired or left by a dead process; renews it when held. Returns whether it is held. */
  renew(): boolean;
  release(): void;
}

export const leaseDurationMs = 10_000;

/**
 * At most one studio per library runs jobs: the one whose name stands in the lease row. It must renew before `expires_ms`;
 * another studio may take the row afterwards, or at once when the owner was a process of this machine that no longer runs.
 */
export function createLease(database: Database, now: () => number = Date.now): Lease {
  const owner = `${hostname()}:${process.pid}:${newId()}`;
  return {
    owner,
    isHeld() {
      const row = database.get<{ owner: string; expires_ms: number }>('SELECT * FROM lease');
      return row !== null && row.owner === owner && row.expires_ms > now();
    },
    renew: () =>
      database.transaction(() => {
        const row = database.get<{ owner: string; expires_ms: number }>('SELECT * FROM lease');
        const free =
          row === null || row.owner === owner || row.expires_ms <= now() || isDead(row.owner);
        if (!free) return false;
        database.run(
          `INSERT INTO lease (id, owner, expires_ms) VALUES (1, $owner, $expires)
           ON CONFLICT (id) DO UPDATE SET owner = $owner, expires_ms = $expires`,
          { owner, expires: now() + leaseDurationMs },
        );
        return true;
      }),
    release() {
      database.run('DELETE FROM lease WHERE owner = $owner', { owner });
    },
  };
}

function isDead(owner: string): boolean {
  const [, host, processId] = /^(.*):(\d+):[^:]+$/.exec(owner) ?? [];
  if (host !== hostname() || processId === undefined) return false;
  try {
    process.kill(Number(processId), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
