// A gate without a network: enrolled once, a pack fetched while there is a network, codes judged by the pack alone.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type Device, enrolDevice, fetchPack, openPack, verify } from '@suizheng/client';

const [command = '', argument = ''] = process.argv.slice(2);
const baseUrl = process.env.PLATFORM ?? 'http://localhost:8080';
const kept = async (): Promise<Device> => JSON.parse(await readFile('device.json', 'utf8'));

if (command === 'enrol') {
  if (existsSync('device.json')) throw new Error('device.json is there already');
  const device = await enrolDevice({ baseUrl, code: argument });
  await writeFile('device.json', JSON.stringify(device), { mode: 0o600 });
  console.log('enrolled');
}

if (command === 'fetch') {
  // Of what is kept only the changes are sent.
  const before = existsSync('pack.json') ? JSON.parse(await readFile('pack.json', 'utf8')) : null;
  await writeFile('pack.json', JSON.stringify(await fetchPack(await kept(), { kept: before })));
  console.log('fetched');
}

if (command === 'verify') {
  const pack = await openPack(JSON.parse(await readFile('pack.json', 'utf8')), await kept());
  const answer = await verify(pack, argument, { locale: 'en' });
  console.log(`${answer.colour}: ${answer.title}. ${answer.next}`);
  console.log(
    `may be seen: ${Object.keys(answer.fields).sort().join(', ')}; data of ${answer.dataAge ?? '–'} s ago`,
  );
}
