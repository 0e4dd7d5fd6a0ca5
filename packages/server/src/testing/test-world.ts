import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '@suizheng/sandbox/start-sandbox.ts';
import sharp from 'sharp';
import { createGeocoder } from '../gateways/geocoder.ts';
import { createOrganisationRegister } from '../gateways/organisation-register.ts';
import { createPermitRegister } from '../gateways/permit-register.ts';
import { createPopulationRegister } from '../gateways/population-register.ts';
import { createSmsGateway } from '../gateways/sms-gateway.ts';
import { quickPolicy, testEffects } from '../gateways/testing/outside-world.ts';

/** A synthetic resident as a test types them in. */
export type Resident = { readonly name: string; readonly number: string };

const API_KEY = 'test-key';

/** The real sandbox over HTTP with the real gateways to it; newcomers get a plain generated picture as portrait. */
export async function startTestWorld(dataDir: string) {
  const facesDir = join(dataDir, 'faces');
  mkdirSync(join(facesDir, 'portraits'), { recursive: true });
  const canvas = { width: 96, height: 120, channels: 3, background: '#c08060' } as const;
  const picture = await sharp({ create: canvas }).jpeg().toBuffer();
  // 张晓晓, 林冠宇 (Taiwan permit) and 陳家豪 (home return permit): one portrait for each register.
  const portraits = (['f22', 'm12', 'm51'] as const).map((id) => {
    const file = `portraits/${id}.jpg`;
    writeFileSync(join(facesDir, file), picture);
    return { file, sex: id.startsWith('f') ? 'female' : 'male' };
  });
  const manifest = { portraits };
  writeFileSync(join(facesDir, 'manifest.json'), JSON.stringify(manifest));
  const sandbox = await startSandbox({
    port: 0,
    dataDir,
    facesDir,
    registerApiKey: API_KEY,
    smsApiKey: API_KEY,
  });
  const { effects } = testEffects();
  const config = { baseUrl: sandbox.url, bearer: API_KEY, policy: quickPolicy, effects };
  const portraitPolicy = { ...quickPolicy, maxBytes: 4e6 };
  const population = createPopulationRegister({ ...config, portraitPolicy });
  const permits = createPermitRegister({ ...config, portraitPolicy });
  const organisations = createOrganisationRegister(config);
  const sms = createSmsGateway({ ...config, secret: API_KEY });
  const geocoder = createGeocoder(config);
  const expiries = new Map<string, string>();
  return {
    url: sandbox.url,
    population,
    permits,
    organisations,
    sms,
    geocoder,
    /** Enrols a newcomer born on that day (YYYY-MM-DD), with a mobile on file where one is given. */
    async enrol(name: string, birthDate = '1990-03-07', mobile = ''): Promise<Resident> {
      const form = new FormData();
      form.set('name', name);
      form.set('sex', 'female');
      form.set('birthDate', birthDate);
      form.set('mobile', mobile);
      form.set('portrait', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'portrait.jpg');
      const headers = { accept: 'application/json' };
      const answer = await fetch(`${sandbox.url}/people`, { method: 'POST', body: form, headers });
      if (!answer.ok) throw new Error(`enrol: ${answer.status} ${await answer.text()}`);
      const { number, expiry } = (await answer.json()) as Resident & { expiry: string };
      expiries.set(number, expiry);
      return { name, number };
    },
    /** The last day of a newcomer's card. */
    expiryOf: (number: string): string => expiries.get(number)!,
    /** Makes the register fail in the way of the sandbox's fault page. */
    async fault(
      mode: 'error' | 'reset' | 'off',
      target: 'population' | 'permits' = 'population',
    ): Promise<void> {
      await fetch(`${sandbox.url}/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ target, mode }),
      });
    },
    /** Has the message gateway push its receipts there. */
    pushReceiptsTo: sandbox.pushReceiptsTo,
    async close() {
      await Promise.all(
        [population, permits, organisations, sms, geocoder].map((gateway) => gateway.close()),
      );
      await sandbox.close();
    },
  };
}
