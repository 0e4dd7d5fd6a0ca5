// A receiver of webhooks on nothing but Node: verify first, act once for each event, answer 2xx quickly.
import { createServer } from 'node:http';
import { verifyWebhook } from '@suizheng/client';

// Two secrets while one replaces the other: WEBHOOK_SECRET=new,old
const secrets = (process.env.WEBHOOK_SECRET ?? '').split(',');
// Yours is a table with a unique key, written in the transaction of what the event causes.
const handled = new Set<string>();

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = '', url = '', headers } = request;
  const received = { method, url, headers, body: Buffer.concat(chunks) };
  const result = await verifyWebhook(received, secrets, { seen: (id) => handled.has(id) });
  if (!result.ok) {
    console.log(`refused: ${result.fault}`);
    response.writeHead(401).end();
    return;
  }
  if (!result.duplicate) {
    handled.add(result.event.id);
    console.log(`${result.event.sequence} ${result.event.kind} ${JSON.stringify(result.event.data)}`);
  }
  response.writeHead(204).end();
});

server.listen(Number(process.env.PORT ?? 8090), '127.0.0.1', () => console.log('listening'));
