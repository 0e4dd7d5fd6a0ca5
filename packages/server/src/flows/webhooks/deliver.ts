import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { sql } from 'kysely';
import { fanOut } from './fan-out.ts';
import { type DeliverContext, tryNext } from './try-next.ts';
import { wakeDelivery } from './wake.ts';
import type { WebhookKey } from './webhook-view.ts';

/**
 * Delivers what is due of one party: its events become deliveries, then every webhook is served in the order of events,
 * the webhooks side by side. Answers how many tries were made. May run at any time, any number of times.
 */
export async function deliverToParty(context: DeliverContext, partyId: string): Promise<number> {
  while ((await fanOut(context, partyId)) > 0);
  const due = await context.db
    .selectFrom('webhook_delivery')
    .select('webhook_id')
    .distinct()
    .where('party_id', '=', partyId)
    .where('state', '=', 'queued')
    .where('due_at', '<=', context.clock())
    .execute();
  const served = await sideBySide(due, ({ webhook_id }) =>
    serve(context, { partyId, webhookId: webhook_id }),
  );
  return sum(served);
}

/** Delivers what lost jobs, ended workers and outages have left behind. Answers how many tries were made. */
export async function deliverDue(context: DeliverContext): Promise<number> {
  const { rows } = await sql<{ party_id: string }>`
    select distinct party_id from party_event where fanned_out_at is null
    union select distinct party_id from webhook_delivery where state = 'queued' and due_at <= ${context.clock()}
    limit ${webhookPolicy.batch}`.execute(context.db);
  return sum(await sideBySide(rows, ({ party_id }) => deliverToParty(context, party_id)));
}

/**
 * Serves one webhook until nothing is due, or its turn is over: the rest is woken anew, behind what others wait for. One
 * sender at a time holds its line; who finds it held leaves, because the holder looks once more after letting go.
 */
async function serve(context: DeliverContext, webhook: WebhookKey): Promise<number> {
  const ends = context.clock().getTime() + webhookPolicy.turnMs;
  let tried = 0;
  const isOver = (): boolean => tried >= webhookPolicy.batch || context.clock().getTime() >= ends;
  for (;;) {
    if (!(await holdLine(context, webhook))) return tried;
    const before = tried;
    let went: Awaited<ReturnType<typeof tryNext>> = 'none';
    try {
      do {
        went = await tryNext(context, webhook);
        if (went !== 'none') tried += 1;
        if (went === 'answered') await holdOn(context, webhook);
      } while (went === 'answered' && !isOver());
    } finally {
      await letGo(context, webhook, went === 'unreached');
    }
    if (went === 'unreached' || tried === before) return tried;
    if (!isOver()) continue;
    await wakeDelivery(context.db, webhook.partyId);
    return tried;
  }
}

/** Takes the line of a webhook; false where somebody has it or its receiver is left in peace. */
async function holdLine({ db, clock }: DeliverContext, webhook: WebhookKey): Promise<boolean> {
  const now = clock();
  const taken = await db
    .updateTable('webhook')
    .set({ held_until: new Date(now.getTime() + webhookPolicy.lineHeldMs) })
    .where('party_id', '=', webhook.partyId)
    .where('webhook_id', '=', webhook.webhookId)
    .where((is) => is.or([is('held_until', 'is', null), is('held_until', '<=', now)]))
    .where((is) => is.or([is('quiet_until', 'is', null), is('quiet_until', '<=', now)]))
    .returning('webhook_id')
    .executeTakeFirst();
  return taken !== undefined;
}

async function holdOn({ db, clock }: DeliverContext, webhook: WebhookKey): Promise<void> {
  await db
    .updateTable('webhook')
    .set({ held_until: new Date(clock().getTime() + webhookPolicy.lineHeldMs) })
    .where('party_id', '=', webhook.partyId)
    .where('webhook_id', '=', webhook.webhookId)
    .execute();
}

/** A receiver that was not reached is not tried with the next event at once: all of them wait for the first wait. */
async function letGo({ db, clock }: DeliverContext, webhook: WebhookKey, quiet: boolean): Promise<void> {
  const until = new Date(clock().getTime() + webhookPolicy.retry.firstWaitMs);
  await db
    .updateTable('webhook')
    .set({ held_until: null, ...(quiet ? { quiet_until: until } : {}) })
    .where('party_id', '=', webhook.partyId)
    .where('webhook_id', '=', webhook.webhookId)
    .execute();
}

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<number>): Promise<number[]> {
  const rest = [...items];
  const done: number[] = [];
  const lane = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) done.push(await work(item));
  };
  await Promise.all(Array.from({ length: webhookPolicy.sideBySide }, lane));
  return done;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
