// A receiver of webhooks on nothing but Node: verify first, act once for each event, answer 2xx quickly. The platform's
// first request is a challenge, and from time to time another: `webhookAnswer` makes the answer that proves the address yours.
import { createServer } from 'node:http';
import { verifyWebhook, webhookAnswer } from '@suizheng/client';

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
  if (!result.ok) console.log(`refused: ${result.fault}`);
  else if (!result.duplicate) {
    handled.add(result.event.id);
    console.log(`${result.event.sequence} ${result.event.kind} ${JSON.stringify(result.event.data)}`);
  }
  const answer = webhookAnswer(result);
  response.writeHead(answer.status).end(answer.body);
});

server.listen(Number(process.env.PORT ?? 8090), '127.0.0.1', () => console.log('listening'));
