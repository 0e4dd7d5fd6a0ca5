import { Gauge, type Registry } from 'prom-client';
import type { NodeDesk } from '../flows/verification/node/node-desk.ts';
import { DIRECTORY_AGE, secondsOf } from './desk-metrics.ts';

/** What a verification node knows and keeps; no label, no personal data. */
export function addNodeMetrics(registry: Registry, desk: NodeDesk): void {
  const figure = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const { spool, shipper, homeless, signatures } = desk;
  figure('suizheng_looks_waiting', 'Looks that wait for the database', () => {
    return spool.counts().waiting + homeless.counts().waiting;
  });
  const dropped = 'Looks lost: too many waited, were damaged or refused, or ended with the process before';
  figure('suizheng_looks_dropped', dropped, () => {
    const { damaged, refused } = shipper.counts();
    return spool.counts().dropped + spool.forsaken + homeless.counts().lost + damaged + refused;
  });
  figure(
    'suizheng_spool_faults',
    'How often the disk refused the spool anything',
    () => spool.counts().faults,
  );
  figure('suizheng_spool_refused', '1 while the disk takes no looks', () => (spool.refuses() ? 1 : 0));
  figure('suizheng_spool_bytes', 'Bytes of looks on disk', () => spool.counts().bytes);
  figure(
    'suizheng_looks_homeless',
    'Looks in memory because the disk refused',
    () => homeless.counts().waiting,
  );
  figure('suizheng_verifying_from_memory', '1 while the database was not heard a moment ago', () =>
    desk.isOnline() ? 0 : 1,
  );
  figure('suizheng_heard_seconds', 'Seconds since the database told what changed; -1 before', () =>
    secondsOf(desk.lists.ageMs()),
  );
  figure('suizheng_directory_age_seconds', DIRECTORY_AGE, () => secondsOf(desk.directory.ageMs()));
  figure('suizheng_codes_remembered', 'Codes presented in the last minutes', () => desk.codes.size());
  figure(
    'suizheng_issuer_signatures_spared',
    'Checks spared since the start',
    () => signatures.counts().hits,
  );
}
