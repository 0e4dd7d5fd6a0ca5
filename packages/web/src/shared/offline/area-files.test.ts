import { describe, expect, it } from 'vitest';
import { filesOfArea } from './area-files.ts';

const files = new Map([
  ['index.html', '<script src="/assets/citizen-AAAAAAAA.js">'],
  ['verifier/index.html', '<script src="/assets/gate-AAAAAAAA.js"><link href="/assets/gate-AAAAAAAA.css">'],
  ['assets/citizen-AAAAAAAA.js', 'import"./kit-AAAAAAAA.js";import("./face-AAAAAAAA.js")'],
  ['assets/gate-AAAAAAAA.js', 'import"./kit-AAAAAAAA.js";import("./log-_-AAAAA_.js")'],
  ['assets/gate-AAAAAAAA.css', 'url(/icon.svg)'],
  ['assets/kit-AAAAAAAA.js', 'import"./gate-AAAAAAAA.js"'],
  ['assets/log-_-AAAAA_.js', 'new URL("/assets/reader-AAAAAAAA.wasm")'],
  ['assets/reader-AAAAAAAA.wasm', ''],
  ['assets/face-AAAAAAAA.js', 'import"./weights-AAAAAAAA.js"'],
  ['assets/weights-AAAAAAAA.js', ''],
]);

describe('the files of an area', () => {
  it('V3: a gate needs its own, those of its first screen first, and none of the citizen’s', () => {
    expect(filesOfArea(files, 'verifier/index.html', () => true)).toEqual([
      'verifier/index.html',
      'assets/gate-AAAAAAAA.js',
      'assets/gate-AAAAAAAA.css',
      'assets/kit-AAAAAAAA.js',
      'assets/log-_-AAAAA_.js',
      'assets/reader-AAAAAAAA.wasm',
    ]);
  });

  it('what is left out is left out with what only it needs', () => {
    const kept = filesOfArea(files, 'index.html', (file) => !file.includes('face'));
    expect(kept).toContain('assets/kit-AAAAAAAA.js');
    expect(kept.filter((file) => /face|weights/.test(file))).toEqual([]);
  });
});
