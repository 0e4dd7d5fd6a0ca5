import { sealPaths } from '@suizheng/domain/credential/seal-drawing.ts';
import { correction, generate } from 'lean-qr';
import { describe, expect, it } from 'vitest';
import { drawPaper, type PaperDocument } from './paper-document.ts';
import { groupNumber, instantInWords } from './paper-text.ts';
import { qrRuns } from './qr-code.ts';

const paper: PaperDocument = {
  title: { zh: '乘坐旅客列车临时身份证明', en: 'Temporary ID for train travel' },
  scope: { zh: '限境内铁路使用', en: 'For railways in the mainland only' },
  basis: { zh: '所在地公安机关出具的户籍证明信', en: 'Household-register letter by the local police' },
  counter: '北京南站公安制证口',
  issuer: '随证演示签发机关',
  hotline: '12306',
  holder: { name: '张晓晓', number: '990000199003070013', document: 'resident-id' },
  portrait: null,
  issuedAt: new Date('2026-11-21T01:03:00Z'),
  expiresAt: new Date('2026-11-22T01:03:00Z'),
  identifier: '1.2.156.3005.2.11100000000013338W901.11430000006122244L.1.001.X',
  seal: sealPaths(new Uint8Array(32).fill(9)),
  code: `SZP1:${'ABC'.repeat(110)}`,
  specimen: true,
};

describe('the paper form', () => {
  it('B8: the same particulars give the same bytes', async () => {
    expect((await drawPaper(paper)).equals(await drawPaper(paper))).toBe(true);
  });

  it('is one page, whatever the name: very long, rare, in traditional characters', async () => {
    for (const name of ['A'.repeat(50), '買買提·吐爾遜·阿不都熱合曼·阿布都克里木', '龘靐齉', '𠮷野']) {
      const pdf = await drawPaper({ ...paper, holder: { ...paper.holder, name } });
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    }
  });

  it('its code has exactly the dark modules of the QR at level Q', () => {
    const { size, runs } = qrRuns(paper.code);
    const code = generate(paper.code, { minCorrectionLevel: correction.Q });
    expect(size).toBe(code.size);
    const dark = new Set(
      runs.flatMap(({ x, y, length }) => Array.from({ length }, (_, i) => `${x + i},${y}`)),
    );
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) expect(dark.has(`${x},${y}`)).toBe(code.get(x, y));
    }
  });

  it('says instants in Beijing time and numbers in groups', () => {
    expect(instantInWords(new Date('2026-11-21T16:03:00Z'))).toEqual({
      zh: '2026年11月22日 00:03',
      en: '2026-11-22 00:03',
    });
    expect(groupNumber('99000019900307001X')).toBe('990000 19900307 001X');
    expect(groupNumber('AB1234567')).toBe('AB1234567');
  });
});
