/** Yields the plain files of an uncompressed ustar archive; names are as stored. Throws on a cut archive. */
export function* readTar(archive: Uint8Array): Generator<{ name: string; data: Uint8Array }> {
  let at = 0;
  let longName: string | null = null;
  while (at + 512 <= archive.length) {
    const header = archive.subarray(at, at + 512);
    if (header[0] === 0) return;
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8);
    const type = String.fromCharCode(header[156]!);
    const data = archive.subarray(at + 512, at + 512 + size);
    if (!Number.isFinite(size) || data.length < size) throw new Error('the archive is cut off');
    at += 512 + Math.ceil(size / 512) * 512;
    if (type === 'x') {
      longName = /\d+ path=(.*)\n/.exec(new TextDecoder().decode(data))?.[1] ?? null;
      continue;
    }
    if (type === '0' || type === '\0') {
      const prefix = text(header, 345, 155);
      yield { name: longName ?? (prefix ? `${prefix}/` : '') + text(header, 0, 100), data };
    }
    longName = null;
  }
}

function text(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
