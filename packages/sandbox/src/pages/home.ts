import type { Person } from '../population/people.ts';
import { frame } from './frame.ts';
import { type Html, html } from './html.ts';
import { jumpList, organisationList, peopleByDocument, personCard } from './people-list.ts';

/** The register's front page: be someone new, or copy who is there; and the panel of faults. */
export function homePage(people: readonly Person[], today: string): string {
  return frame(
    '登记库',
    '/',
    html`<h1>选一个人，或者登记自己</h1>
<p class="hint" lang="en">Pick someone to be, or enrol yourself. Copy name and number into the app.</p>
${enrolForm(today)}
${jumpList(people)}
${peopleByDocument(people, today)}
${organisationList()}
${faultPanel()}
<section aria-labelledby="reset"><h2 id="reset">重置 <span lang="en">Reset</span></h2>
<p class="hint">删除在此登记的人和照片、挂失记录和全部短信。 <span lang="en">Deletes everyone enrolled here with their pictures, loss reports and all messages.</span></p>
<form method="post" action="/reset"><button class="btn danger">全部重置 Reset everything</button></form></section>`,
  );
}

/** The page of one person; the first thing a newcomer sees after enrolling. */
export function personPage(person: Person, today: string): string {
  const lost = person.card?.lost ?? false;
  return frame(
    '人物',
    '',
    html`<h1>${person.enrolled ? '登记好了，您现在就是' : ''} ${person.name}</h1>
<p class="hint" lang="en">Copy these into the app, then show your face.</p>
<div class="people one">${personCard(person, today)}</div>
<div class="row">${
      person.card &&
      html`<form method="post" action="/people/${person.id}/card"><input type="hidden" name="lost" value="${lost ? 'no' : 'yes'}">
<button class="btn second">${lost ? '解挂 Report found' : '挂失 Report lost'}</button></form>`
    }<a class="btn second" href="/sms?mobile=${person.mobile ?? ''}">短信 Messages</a>
<a class="btn second" href="/">返回 Back</a></div>`,
  );
}

const FIELD_TEXT: Readonly<Record<string, string>> = {
  name: '姓名：请填写证件上的汉字或拉丁字母 Name: letters as a card prints them',
  sex: '性别：请选择 Sex: choose one',
  birthDate: '出生日期：须是过去的一天 Date of birth: a day in the past',
  mobile: '手机：11 位号码，或留空 Mobile: 11 digits, or leave it empty',
  portrait: '照片：无法读取，请换一张 Picture: cannot be read, choose another',
};

/** Says which fields of an enrolment must be mended. */
export function refusedPage(fields: readonly string[]): string {
  return frame(
    '登记',
    '',
    html`<h1>还差一点 <span lang="en">Not quite</span></h1>
<ul>${fields.map((field) => html`<li>${FIELD_TEXT[field] ?? field}</li>`)}</ul>
<p><a class="btn" href="/">返回修改 Back</a></p>`,
  );
}

function enrolForm(today: string): Html {
  return html`<details class="enrol"><summary>登记自己 <span lang="en">Enrol yourself</span></summary>
<form method="post" action="/people" enctype="multipart/form-data">
<p class="hint">照片只存在这台机器上，重置即删除。号码由系统生成，不是您的真实号码。 <span lang="en">Your picture stays on this machine until you reset. The number is made up; never enter your real one.</span></p>
<label>姓名 Name<input name="name" required maxlength="50" autocomplete="off"></label>
<fieldset><legend>性别 Sex</legend><label><input type="radio" name="sex" value="female" required> 女 female</label><label><input type="radio" name="sex" value="male"> 男 male</label></fieldset>
<label>出生日期 Date of birth<input type="date" name="birthDate" required min="1900-01-01" max="${today}"></label>
<label>手机（可选，留空则分配一个） Mobile (optional, made up if empty)<input name="mobile" inputmode="numeric" pattern="1[3-9][0-9]{9}" autocomplete="off" placeholder="16100000099"></label>
<div class="camera" data-camera><video playsinline muted hidden></video><canvas hidden></canvas>
<div class="row"><button type="button" class="btn second" data-camera-start>打开摄像头 Use camera</button><button type="button" class="btn" data-camera-take hidden>拍照 Take picture</button></div>
<p role="status" data-camera-says></p></div>
<label>或选择照片 Or choose a picture<input type="file" name="portrait" accept="image/*" capture="user" required></label>
<button class="btn">登记 Enrol</button></form></details>`;
}

function faultPanel(): Html {
  const option = (value: string, label: string) => html`<option value="${value}">${label}</option>`;
  return html`<section aria-labelledby="faults"><h2 id="faults">制造故障 <span lang="en">Make it fail</span></h2>
<form data-faults class="row"><label>系统 Target<select name="target">${[option('population', '人口库 people'), option('permits', '通行证库 permits'), option('organisations', '机构库 organisations'), option('sms', '短信 messages'), option('receipts', '短信回执 receipts'), option('geo', '位置 geocoder'), option('vouch', '支小宝 vouching')]}</select></label>
<label>方式 Mode<select name="mode">${[option('delay', '变慢 delay'), option('error', '出错 error'), option('reset', '断开 reset'), option('garbage', '乱答 garbage'), option('flood', '过大 flood'), option('duplicate', '重复（回执） duplicate'), option('off', '正常 off')]}</select></label>
<label>毫秒 ms<input name="ms" type="number" min="0" max="120000" value="3000"></label>
<label>比例 Rate<input name="rate" type="number" min="0" max="1" step="0.1" value="1"></label>
<button class="btn second">生效 Apply</button></form><output data-faults-now class="hint" role="status"></output></section>`;
}
