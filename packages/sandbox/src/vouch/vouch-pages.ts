import { type Html, html } from '../pages/html.ts';
import type { VouchAccount } from './accounts.ts';

/** 16100001016 as 161 0000 1016: a person compares it with a phone's screen. */
const spaced = (mobile: string) => `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`;

function vouchFrame(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 支小宝演示平台</title>
<link rel="stylesheet" href="/assets/sandbox.css">
<link rel="icon" href="data:,">
</head>
<body class="vouch">
<header>
<p class="mark"><b>演示 Demo</b> 这里的人和号码都不是真的 <span lang="en">Nobody and nothing here is real</span></p>
<div class="bar"><b class="brand">支小宝 <span>演示平台 <span lang="en">Demo platform</span></span></b></div>
</header>
<main>${content}</main>
</body>
</html>`.html;
}

/** Who are you? Everyone with an account, those first whose phone is not the one on file. */
export function choosePage(uid: string, accounts: readonly VouchAccount[]): string {
  const sorted = [...accounts].sort(
    (a, b) => Number(b.person.inHand !== undefined) - Number(a.person.inHand !== undefined),
  );
  return vouchFrame(
    '登录',
    html`<h1>登录支小宝：您是哪一位？</h1>
<p class="hint"><span lang="en">Sign in: which demo person are you?</span></p>
<form method="post" action="/vouch/interaction/${uid}/login"><ul class="accounts">${sorted.map(
      ({ person, mobile, verified }) => html`<li><button name="account" value="${person.id}">
<b>${person.name}</b><span>${spaced(mobile)}</span>
<small>${verified ? '号码已核实 phone verified' : '号码未核实 phone not verified'}${person.inHand === undefined ? '' : ' · 已换新号，这里仍是旧号 has a new number; this is the old one'}</small></button></li>`,
    )}</ul></form>
<form method="post" action="/vouch/interaction/${uid}/cancel"><button class="btn second">取消，返回随证 <span lang="en">Cancel</span></button></form>`,
  );
}

/** What exactly will be told to whom; two buttons of equal weight. */
export function consentPage(uid: string, { person, mobile, verified }: VouchAccount): string {
  return vouchFrame(
    '授权',
    html`<h1>「随证」想知道您的手机号</h1>
<p class="hint"><span lang="en">Suizheng asks for your phone number.</span></p>
<section class="tile" aria-labelledby="shared"><h2 id="shared">将会告诉随证 <span lang="en">Will be shared</span></h2>
<p class="shared"><b>${spaced(mobile)}</b> <span class="pill ${verified ? 'good' : 'wait'}">${verified ? '已核实 verified' : '未核实 not verified'}</span></p>
<h2>不会告诉随证 <span lang="en">Will not be shared</span></h2>
<p>姓名、证件号码、照片、好友和账单 <span lang="en" class="hint">name, ID number, picture, friends, bills</span></p></section>
<p>您登录的是：<b>${person.name}</b> <span lang="en" class="hint">You are signed in as this person.</span></p>
<div class="row"><form method="post" action="/vouch/interaction/${uid}/consent"><button class="btn" name="answer" value="allow">同意 <span lang="en">Allow</span></button></form>
<form method="post" action="/vouch/interaction/${uid}/cancel"><button class="btn second">不同意 <span lang="en">Deny</span></button></form></div>
<p class="hint">只用一次，支小宝不会保存这次授权。 <span lang="en">Once only: nothing of this is remembered.</span></p>`,
  );
}

/** The provider's refusal of a request that is wrong or too old. */
export function refusedVouchPage(error: string): string {
  return vouchFrame(
    '不能继续',
    html`<h1>不能继续 <span lang="en">This cannot go on</span></h1>
<p>请回到随证，从头再试一次。 <span lang="en">Go back to Suizheng and begin again.</span></p>
<p class="hint"><code>${error}</code></p>`,
  );
}
