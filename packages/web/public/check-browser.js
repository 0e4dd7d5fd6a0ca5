// biome-ignore-all lint/complexity/useArrowFunction: a browser that is too old knows none
// biome-ignore-all lint/complexity/useOptionalChain: nor these
/*
 * Runs before the app, in whatever browser comes, and is therefore written in the JavaScript of 2009: who has a browser
 * older than build/supported-browsers.ts says, or gets only half of the app, reads so instead of a white page.
 */
(function () {
  // Strict pages forbid eval; zod then tries it, and Firefox reports that as an attack, unless told not to.
  window.__zod_globalConfig = { jitless: true };

  // One thing that came late to each engine stands for all that came with it.
  function lacks() {
    return !(
      'noModule' in document.createElement('script') &&
      window.indexedDB &&
      window.fetch &&
      typeof CompressionStream === 'function' && // Safari 16.4, Firefox 113
      typeof Object.hasOwn === 'function' &&
      typeof Array.prototype.toSorted === 'function' && // Chrome 110, Firefox 115, Safari 16
      typeof AbortSignal === 'function' &&
      typeof AbortSignal.timeout === 'function' &&
      window.CSS &&
      CSS.supports &&
      CSS.supports('selector(:has(a))') && // Firefox 121
      CSS.supports('height', '1dvh') // Chrome 108
    );
  }

  var WORDS = {
    old: [
      [
        'zh-Hans',
        '请换一个新版浏览器',
        '这个浏览器太旧，打不开本页面。请更新系统或浏览器：iPhone 和 iPad 需要 iOS 16.4 以上，其他手机和电脑请用最新的 Chrome、Edge 或 Firefox。',
        '也可以到车站公安制证口办理，效力相同；咨询 12306。',
      ],
      [
        'zh-Hant',
        '請換用較新的瀏覽器',
        '這個瀏覽器太舊，無法開啟本頁。請更新系統或瀏覽器：iPhone 和 iPad 需要 iOS 16.4 以上，其他手機和電腦請用最新的 Chrome、Edge 或 Firefox。',
        '也可到車站公安製證口辦理，效力相同；查詢 12306。',
      ],
      [
        'en',
        'Please use a newer browser',
        'This browser is too old for this page. Please update your system or browser: iPhone and iPad need iOS 16.4 or later; elsewhere use a current Chrome, Edge or Firefox.',
        'The police counter at the station serves you just as well. Questions: call 12306.',
      ],
    ],
    half: [
      ['zh-Hans', '页面没有加载完', '请检查网络，然后重新打开本页面。', '仍打不开，请咨询 12306。'],
      ['zh-Hant', '頁面未載入完成', '請檢查連線，然後重新開啟本頁。', '仍無法開啟，請查詢 12306。'],
      [
        'en',
        'The page did not load completely',
        'Please check your network and open this page again.',
        'If that does not help, call 12306.',
      ],
    ],
  };

  function add(parent, name, words) {
    var node = document.createElement(name);
    if (words) node.appendChild(document.createTextNode(words));
    parent.appendChild(node);
    return node;
  }

  function tell(words) {
    var root = document.getElementById('root');
    if (!root || root.firstChild) return;
    // The app finds no place of its own then, and does not begin.
    root.removeAttribute('id');
    var main = add(root, 'main');
    var part;
    var i;
    main.setAttribute('role', 'main');
    main.style.cssText = 'max-width:34em;margin:0 auto;padding:16px;font:18px/1.6 sans-serif;color:#10202f';
    for (i = 0; i < words.length; i += 1) {
      part = add(main, 'div');
      part.setAttribute('lang', words[i][0]);
      add(part, i === 0 ? 'h1' : 'h2', words[i][1]).style.cssText = 'font-size:24px;line-height:1.3';
      add(part, 'p', words[i][2]);
      add(part, 'p', words[i][3]);
    }
  }

  if (lacks()) tell(WORDS.old);
  else {
    // The app's own script did not come: nothing else would say so. What an extension adds is none of it, and later ones
    // are the app's affair.
    window.addEventListener(
      'error',
      function (event) {
        var from = event.target;
        if (from && from.tagName === 'SCRIPT' && from.type === 'module') tell(WORDS.half);
      },
      true,
    );
  }
})();
