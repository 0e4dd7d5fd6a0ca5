import * as account from '@suizheng/domain/contract/account.ts';
import type { Context } from '../../context.ts';
import { viewAccount } from '../../flows/accounts/account-view.ts';
import { proveRealName } from '../../flows/accounts/prove-real-name.ts';
import { requestSmsCode } from '../../flows/accounts/request-sms-code.ts';
import { signIn } from '../../flows/accounts/sign-in.ts';
import type { SignInPolicy } from '../../flows/accounts/sign-in-policy.ts';
import { signOut } from '../../flows/accounts/sign-out.ts';
import { type Binding, bind } from '../bind.ts';

/** Sign-in, session, real name. */
export const accountRoutes = (context: Context & { signInPolicy: SignInPolicy }): Binding[] => [
  bind(account.requestSmsCode, ({ body, ip, locale, now }) =>
    requestSmsCode(context, { mobile: body.mobile, ip, locale, now }),
  ),
  bind(account.signIn, async ({ body, ip, traceId, now, setSession }) => {
    const { account, session } = await signIn(context, { ...body, ip, traceId, now });
    setSession(session);
    return account;
  }),
  bind(account.readAccount, ({ caller }) => viewAccount(context, caller.accountId, caller)),
  bind(account.signOut, async ({ caller, actor, now, setSession }) => {
    await signOut(context, caller, actor, now);
    setSession(null);
    return undefined;
  }),
  bind(account.proveRealName, ({ caller, body, ip, actor, now }) =>
    proveRealName(context, caller, { ...body, ip, actor, now }),
  ),
];
