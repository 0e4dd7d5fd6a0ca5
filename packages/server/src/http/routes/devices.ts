import * as contract from '@suizheng/domain/contract/sign-in.ts';
import type { Context } from '../../context.ts';
import { endDevice, endDevices, listDevices } from '../../flows/accounts/devices.ts';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listPasskeys,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from '../../flows/accounts/passkeys.ts';
import type { SignInPolicy } from '../../flows/accounts/sign-in-policy.ts';
import { setLanguage } from '../../flows/notifications/inbox.ts';
import { type Binding, bind } from '../bind.ts';
import { deviceCookie } from './accounts.ts';

/** Devices and passkeys of an account (A10). */
export const deviceRoutes = (context: Context & { signInPolicy: SignInPolicy }): Binding[] => [
  bind(contract.listDevices, ({ caller, now }) => listDevices(context, caller, now)),
  bind(contract.endDevice, async ({ caller, params, actor, now, setCookie }) => {
    await endDevice(context, caller, params.id, actor, now);
    if (params.id === caller.sessionId) setCookie('session', null);
    return undefined;
  }),
  bind(contract.endDevices, async ({ caller, body, actor, now, setCookie }) => {
    const ended = await endDevices(context, caller, body.which, actor, now);
    if (body.which === 'all') setCookie('session', null);
    return { ended };
  }),
  bind(contract.listPasskeys, ({ caller }) => listPasskeys(context, caller)),
  bind(contract.beginPasskey, ({ caller, now }) => beginPasskey(context, caller, now)),
  bind(contract.addPasskey, ({ caller, body, actor, now }) =>
    addPasskey(context, caller, { ...body, actor, now }),
  ),
  bind(contract.renamePasskey, ({ caller, params, body }) =>
    renamePasskey(context, caller, params.id, body.name),
  ),
  bind(contract.removePasskey, async ({ caller, params, actor, now }) => {
    await removePasskey(context, caller, params.id, actor, now);
    return undefined;
  }),
  bind(contract.beginPasskeySignIn, ({ ip, now }) => beginPasskeySignIn(context, ip, now)),
  bind(contract.signInWithPasskey, async ({ body, locale, browser, ip, traceId, now, setCookie }) => {
    const device = browser.device ?? Buffer.from(context.random(32)).toString('base64url');
    const known = { ...browser, device };
    const { account, session } = await signInWithPasskey(context, {
      ...body,
      browser: known,
      ip,
      traceId,
      now,
    });
    setCookie('device', deviceCookie(device, now));
    await setLanguage(context, account.id, locale);
    setCookie('session', session);
    return account;
  }),
];
