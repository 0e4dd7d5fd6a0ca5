import type { InboxMessage } from '../sms/messages.ts';
import { frame } from './frame.ts';
import { type Html, html } from './html.ts';

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
        html`<li class="tile"><p><b>${message.to}</b> <time datetime="${message.at}">${clockTime(message.at)}</time> ${pills(message)}</p><p>${message.text}</p></li>`,
    )}</ol>
<p class="hint">号码以 9999 结尾的手机收不到短信。 <span lang="en">A mobile that ends in 9999 never receives anything.</span></p>
<p class="hint" data-inbox-empty ${messages.length > 0 && html`hidden`}>还没有短信。 <span lang="en">No messages yet; this page refreshes itself.</span></p>`,
  );
}

const RECEIPT_TEXT = {
  pushed: '回执已推送 receipt pushed',
  waiting: '回执待推送 receipt waiting',
  kept: '回执待查询 receipt kept',
};

function pills({ status, receipt }: InboxMessage): Html {
  const state =
    status === 'delivered'
      ? html`<span class="pill good">已送达 delivered</span>`
      : html`<span class="pill wait">未送达 undelivered</span>`;
  return html`${state} <small>${RECEIPT_TEXT[receipt]}</small>`;
}

/** Hour, minute and second in Asia/Shanghai. */
function clockTime(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 19);
}
