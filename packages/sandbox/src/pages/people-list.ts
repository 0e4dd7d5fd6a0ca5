import {
  IDENTITY_DOCUMENT_TEXTS,
  IDENTITY_DOCUMENTS,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { ORGANISATIONS } from '../organisations/organisations.ts';
import { ageOn, cardStateOn, type Person } from '../population/people.ts';
import { type Html, html } from './html.ts';

const CARD_TEXT = {
  valid: '有效 valid',
  lost: '已挂失 lost',
  expired: '已过期 expired',
  none: '未办证 no card',
};

const STATE_TEXT = { active: '存续 active', revoked: '吊销 revoked', cancelled: '注销 cancelled' };

/** The ways down a long page: each kind of document with its count, organisations, faults. */
export function jumpList(people: readonly Person[]): Html {
  const kinds = IDENTITY_DOCUMENTS.map((kind) => {
    const count = people.filter(({ document = 'resident-id' }) => document === kind).length;
    return html`<a href="#${kind}">${IDENTITY_DOCUMENT_TEXTS[kind].short['zh-Hans']} ${count}</a>`;
  });
  return html`<nav class="jump" aria-label="本页 On this page">${kinds}<a href="#organisations">机构 ${ORGANISATIONS.length}</a><a href="#faults">故障</a></nav>`;
}

/** Everyone, by the document they show: one section a kind. */
export function peopleByDocument(people: readonly Person[], today: string): readonly Html[] {
  return IDENTITY_DOCUMENTS.map((kind) => {
    const holders = people.filter(({ document = 'resident-id' }) => document === kind);
    const { name } = IDENTITY_DOCUMENT_TEXTS[kind];
    return html`<section aria-labelledby="${kind}"><h2 id="${kind}">${name['zh-Hans']} <span lang="en">${name.en}</span> · ${holders.length}</h2>
<ul class="people">${holders.map((person) => html`<li>${personCard(person, today)}</li>`)}</ul></section>`;
  });
}

/** The organisations whose code and name may be typed at a counter. */
export function organisationList(): Html {
  return html`<section aria-labelledby="organisations"><h2 id="organisations">机构 <span lang="en">Organisations</span> · ${ORGANISATIONS.length}</h2>
<ul class="people">${ORGANISATIONS.map(
    ({ uscc, name, state, note }) => html`<li><article class="tile plain"><div>
<p class="name"><b>${name}</b> <span class="pill ${state === 'active' ? 'good' : 'wait'}">${STATE_TEXT[state]}</span></p>
<p class="hint">${note}</p></div><dl>${[copyRow('名称', 'name', name), copyRow('代码', 'code', uscc)]}</dl></article></li>`,
  )}</ul></section>`;
}

/** One person to be: what to type, and what their case shows. */
export function personCard(person: Person, today: string): Html {
  const state = cardStateOn(person, today);
  const picture =
    person.portraitDate === null
      ? html`<span class="face none">无照片<br><span lang="en">no portrait</span></span>`
      : html`<img class="face" src="/people/${person.id}/portrait.jpg" width="88" height="108" alt="" loading="lazy">`;
  return html`<article class="tile"><a class="pic" href="/people/${person.id}" aria-label="${person.name}">${picture}</a><div>
<p class="name"><a href="/people/${person.id}"><b>${person.name}</b></a> <small>${person.sex === 'male' ? '男' : '女'} · ${ageOn(person.birthDate, today)}</small>
<span class="pill ${state === 'valid' ? 'good' : 'wait'}">${CARD_TEXT[state]}</span></p>
${person.note && html`<p class="hint">${person.note}</p>`}
</div><dl>${[
    copyRow('姓名', 'name', person.name),
    copyRow(person.document === undefined ? '号码' : '证件号', 'number', person.number),
    person.mobile === null
      ? html`<dt>手机</dt><dd>未登记 none on file</dd>`
      : copyRow(person.inHand === undefined ? '手机' : '在册手机', 'mobile on file', person.mobile),
    person.inHand === undefined ? html`` : copyRow('手中手机', 'mobile in hand', person.inHand),
    person.card ? copyRow('有效期至', 'expiry', person.card.expires) : html``,
  ]}</dl></article>`;
}

function copyRow(label: string, english: string, value: string): Html {
  return html`<dt>${label}</dt><dd><code>${value}</code><button type="button" class="copy" data-copy="${value}" aria-label="复制${label} copy ${english}">复制</button></dd>`;
}
