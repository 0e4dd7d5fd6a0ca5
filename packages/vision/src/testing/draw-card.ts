import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Raster } from '../guide/document/raster.ts';

/** What stands on a synthetic card. The number must be of area 990000, which is not allocated to anybody. */
export interface CardHolder {
  readonly name: string;
  readonly number: string;
  readonly sex: '男' | '女';
  /** JPEG of a generated portrait. */
  readonly portrait: string;
}

/** Pixels of the drawn card: 15 a millimetre, so that no photograph of it is sharper than the drawing. */
export const CARD_PX = { width: 1284, height: 810 } as const;

/**
 * Draws one side of a synthetic card of ID-1 size. It follows the layout of a resident card only as far as measuring
 * needs it (portrait on the right; on the other side a red mark at the upper left), bears no emblem, and says on both
 * sides that it is a specimen.
 */
export async function drawCard(side: 'front' | 'back', holder: CardHolder): Promise<Raster> {
  const { width, height } = CARD_PX;
  const svg = side === 'front' ? frontOf(holder) : backOf();
  const layers = [];
  if (side === 'front') {
    const face = await sharp(await readFile(holder.portrait))
      .resize(360, 450, { fit: 'cover', position: 'top' })
      .linear(0.92, 6)
      .png()
      .toBuffer();
    layers.push({ input: face, left: 820, top: 110 });
  }
  const { data } = await sharp(Buffer.from(svg))
    .resize(width, height)
    .composite(layers)
    .flatten({ background: '#e9eef2' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, channels: 3, data };
}

const FONT = "font-family=\"'Noto Sans CJK SC','Noto Sans SC',sans-serif\"";

function frontOf({ name, number, sex }: CardHolder): string {
  const [year, month, day] = [
    number.slice(6, 10),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  ];
  const label = (x: number, y: number, text: string) =>
    `<text x="${x}" y="${y}" fill="#2f6fa8" font-size="36">${text}</text>`;
  const value = (x: number, y: number, text: string, size = 44) =>
    `<text x="${x}" y="${y}" fill="#161616" font-size="${size}">${text}</text>`;
  return sheet(`
    ${waves('#b9d3e6')}
    ${label(96, 150, '姓 名')}${value(240, 152, name, 50)}
    ${label(96, 240, '性 别')}${value(240, 242, sex)}${label(400, 240, '民 族')}${value(530, 242, '汉')}
    ${label(96, 330, '出 生')}${value(240, 332, `${year} 年 ${month} 月 ${day} 日`)}
    ${label(96, 420, '住 址')}${value(240, 422, '演示省演示市样例区虚构')}${value(240, 480, '路 1 号（并不存在）')}
    ${label(96, 690, '公民身份号码')}
    <text x="420" y="694" fill="#161616" font-size="60" letter-spacing="5" font-family="'DejaVu Sans','Liberation Sans',sans-serif">${number}</text>
    <text x="96" y="590" fill="#a23" font-size="34" opacity="0.75">SPECIMEN 演示样张 无效</text>`);
}

function backOf(): string {
  return sheet(`
    ${waves('#d9cdbd')}
    <g fill="none" stroke="#b3202a" stroke-width="16"><circle cx="190" cy="180" r="92"/><circle cx="190" cy="180" r="58"/></g>
    <circle cx="190" cy="180" r="34" fill="#c02530"/>
    <text x="360" y="170" fill="#222" font-size="62" letter-spacing="18">演 示 样 张</text>
    <text x="360" y="280" fill="#222" font-size="84" letter-spacing="26">居民身份证</text>
    <text x="300" y="420" fill="#a23" font-size="44" opacity="0.75">SPECIMEN 仅供测试 无效</text>
    <text x="260" y="600" fill="#2f6fa8" font-size="38">签发机关</text><text x="460" y="602" fill="#161616" font-size="44">演示市公安局样例分局</text>
    <text x="260" y="700" fill="#2f6fa8" font-size="38">有效期限</text><text x="460" y="702" fill="#161616" font-size="44">2020.01.01-2040.01.01</text>`);
}

function sheet(inner: string): string {
  const { width, height } = CARD_PX;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${FONT}>
    <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e4edf4"/><stop offset="0.5" stop-color="#f0ece6"/><stop offset="1" stop-color="#dfe9f1"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#g)"/>${inner}</svg>`;
}

/** A fine printed pattern, as such cards have. */
function waves(colour: string): string {
  return Array.from({ length: 26 }, (_, i) => {
    const y = 20 + i * 31;
    return `<path d="M0 ${y} q160 ${i % 2 ? 26 : -26} 321 0 t321 0 t321 0 t321 0" fill="none" stroke="${colour}" stroke-width="2" opacity="0.6"/>`;
  }).join('');
}
