import * as account from '@suizheng/domain/contract/account.ts';
import type { Context } from '../../context.ts';
import { viewAccount } from '../../flows/accounts/account-view.ts';
import { claimNumber } from '../../flows/accounts/claim-number.ts';
import { proveRealName } from '../../flows/accounts/prove-real-name.ts';
import { requestSmsCode } from '../../flows/accounts/request-sms-code.ts';
import { signIn } from '../../flows/accounts/sign-in.ts';
import { SIGN_IN_POLICY, type SignInPolicy } from '../../flows/accounts/sign-in-policy.ts';
import { signOut } from '../../flows/accounts/sign-out.ts';
import { setLanguage } from '../../flows/notifications/inbox.ts';
import { type Binding, bind } from '../bind.ts';

/** Sign-in, session, real name. */
export const accountRoutes = (context: Context & { signInPolicy: SignInPolicy }): Binding[] => [
  bind(account.requestSmsCode, async ({ body, browser, ip, locale, now, setCookie }) => {
    const device = browser.device ?? Buffer.from(context.random(32)).toString('base64url');
    const answer = await requestSmsCode(context, { mobile: body.mobile, ip, locale, device, now });
    setCookie('device', deviceCookie(device, now));
    return answer;
  }),
  bind(account.signIn, async ({ body, locale, browser, ip, traceId, now, setCookie }) => {
    const { account, session } = await signIn(context, { ...body, browser, ip, traceId, now });
    // Text messages come in the language one signs in with.
    await setLanguage(context, account.id, locale);
    setCookie('session', session);
    return account;
  }),
  bind(account.readAccount, ({ caller }) => viewAccount(context, caller.accountId, caller)),
  bind(account.claimNumber, async ({ caller, actor, locale, browser, now, setCookie }) => {
    const { account, session } = await claimNumber(context, caller, { browser, locale, actor, now });
    setCookie('session', session);
    return account;
  }),
  bind(account.signOut, async ({ caller, actor, now, setCookie }) => {
    await signOut(context, caller, actor, now);
    setCookie('session', null);
    return undefined;
  }),
  bind(account.proveRealName, ({ caller, body, ip, actor, now }) =>
    proveRealName(context, caller, { ...body, ip, actor, now }),
  ),
];

/** The browser's own cookie for as long as browsers keep one. */
export function deviceCookie(token: string, now: Date) {
  return { token, expiresAt: new Date(now.getTime() + SIGN_IN_POLICY.device.keptForMs) };
}
