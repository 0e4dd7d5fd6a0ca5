import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * The provider's sign-ins and codes, in memory: they live minutes and end with the process. One set for each provider,
 * so that two sandboxes in one process never share them.
 */
export function createMemory(): (model: string) => Adapter {
  const stored = new Map<string, { readonly payload: AdapterPayload; readonly endsAt: number }>();
  const all = () => [...stored.entries()];
  const alive = (key: string): AdapterPayload | undefined => {
    const entry = stored.get(key);
    if (entry === undefined || entry.endsAt > Date.now()) return entry?.payload;
    stored.delete(key);
    return undefined;
  };
  return (model) => {
    const key = (id: string) => `${model}:${id}`;
    const findBy = async (part: 'uid' | 'userCode', value: string) => {
      const found = all().find(([at, { payload }]) => at.startsWith(`${model}:`) && payload[part] === value);
      return found && alive(found[0]);
    };
    return {
      async upsert(id, payload, expiresIn) {
        for (const [at] of all()) alive(at);
        stored.set(key(id), { payload, endsAt: Date.now() + (expiresIn ?? 3_600) * 1_000 });
      },
      find: async (id) => alive(key(id)),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      async consume(id) {
        const payload = alive(key(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
      },
      destroy: async (id) => void stored.delete(key(id)),
      async revokeByGrantId(grantId) {
        for (const [at, { payload }] of all()) if (payload.grantId === grantId) stored.delete(at);
      },
    };
  };
}
