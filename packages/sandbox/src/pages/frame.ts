import { type Html, html } from './html.ts';

/** The frame of every sandbox page: the mark that this is a demo, the way around, and the given content. */
export function frame(title: string, here: '/' | '/sms' | '/docs' | '', content: Html): string {
  const link = (path: string, label: string) =>
    html`<a href="${path}"${here === path ? html` aria-current="page"` : ''}>${label}</a>`;
  return html`<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 随证演示环境</title>
<link rel="stylesheet" href="/assets/sandbox.css">
<link rel="icon" href="data:,">
<script type="module" src="/assets/sandbox.js"></script>
</head>
<body>
<header>
<p class="mark"><b>演示 Demo</b> 这里的人、号码和短信都不是真的 <span lang="en">Nobody and nothing here is real</span></p>
<div class="bar"><b class="brand">随证 <span>外部世界 <span lang="en">Outside world</span></span></b>
<nav aria-label="页面 Pages">${link('/', '登记库')}${link('/sms', '短信')}${link('/docs', '接口')}</nav></div>
</header>
<main>${content}</main>
</body>
</html>`.html;
}
