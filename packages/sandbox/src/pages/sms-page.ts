import type { InboxMessage } from '../sms/messages.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';

/** What a phone received, newest first; the page's script asks again every two seconds. */
export function smsPage(messages: readonly InboxMessage[], mobile: string | undefined): string {
  return frame(
    '短信',
    '/sms',
    html`<h1>短信 <span lang="en">Messages</span></h1>
<form class="row" method="get" action="/sms"><label>手机号 Mobile<input name="mobile" inputmode="numeric" pattern="1[3-9][0-9]{9}" value="${mobile ?? ''}" autocomplete="off"></label>
<button class="btn second">查看 Show</button>${mobile && html`<a class="btn second" href="/sms">全部 All</a>`}</form>
<ol class="inbox" data-inbox="${mobile ?? ''}" aria-live="polite">${messages.map(
      (message) =>
        html`<li class="tile"><p><b>${message.to}</b> <time datetime="${message.at}">${clockTime(message.at)}</time></p><p>${message.text}</p></li>`,
    )}</ol>
<p class="hint" data-inbox-empty ${messages.length > 0 && html`hidden`}>还没有短信。 <span lang="en">No messages yet; this page refreshes itself.</span></p>`,
  );
}

/** Hour, minute and second in Asia/Shanghai. */
function clockTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 19);
}
