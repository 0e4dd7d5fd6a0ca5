import sharp from 'sharp';

/** Somebody on the sandbox's register, as their card says. */
export type Resident = { readonly name: string; readonly number: string };

/** A plain picture for people whose face nobody looks at. */
export const plainPortrait = (): Promise<Buffer> =>
  sharp({ create: { width: 96, height: 120, channels: 3, background: '#c08060' } })
    .jpeg()
    .toBuffer();

/** Puts a new person on the sandbox's register; the outside world is not what is killed here. */
export async function enrol(sandboxUrl: string, portrait: Buffer, order: number): Promise<Resident> {
  const form = new FormData();
  form.set('name', '何静');
  form.set('sex', 'female');
  // A birth date has room for a few hundred people.
  const born = new Date(Date.UTC(1960, 0, 1 + order)).toISOString().slice(0, 10);
  form.set('birthDate', born);
  form.set('mobile', '');
  form.set('portrait', new Blob([new Uint8Array(portrait)], { type: 'image/jpeg' }), 'portrait.jpg');
  const answer = await fetch(`${sandboxUrl}/people`, {
    method: 'POST',
    body: form,
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`the sandbox enrols nobody: ${answer.status} ${await answer.text()}`);
  const { name, number } = (await answer.json()) as Resident;
  return { name, number };
}

/** The newest six digits that came to a mobile, or undefined. */
export async function newestCode(sandboxUrl: string, mobile: string): Promise<string | undefined> {
  const answer = await fetch(`${sandboxUrl}/sms/inbox?mobile=${mobile}`);
  const { messages } = (await answer.json()) as { messages: { text: string }[] };
  return /(?<!\d)\d{6}(?!\d)/.exec(messages[0]?.text ?? '')?.[0];
}
