import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './testing/browser.ts';

const PACKAGES = ['chromium', 'fonts-noto-cjk', 'ffmpeg'];

const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

const hasChineseFont = (): boolean =>
  process.platform !== 'linux' ||
  spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() !== '';

const complete = (): boolean => findChromium() !== undefined && has('ffmpeg') && hasChineseFont();

const aloud = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    .status === 0;

/**
 * Makes sure that Chromium, Chinese fonts and ffmpeg (which makes the camera's film) are there: on Debian and Ubuntu
 * as root it installs them. Answers what a person must install, or undefined when nothing is missing.
 */
export const ensureBrowser = async (): Promise<string | undefined> => {
  if (complete()) return undefined;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`  installing ${PACKAGES.join(', ')} (a few minutes)`);
    const done =
      aloud('apt-get', ['update', '-qq']) &&
      aloud('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES]);
    if (done && complete()) return undefined;
  }
  return [
    'The journeys need Chromium, a Chinese font and ffmpeg, and could not install them.',
    `  Debian, Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}`,
    '  Fedora: sudo dnf install chromium google-noto-sans-cjk-fonts ffmpeg-free',
    '  macOS: brew install --cask chromium && brew install ffmpeg',
    '  Chromium elsewhere: set CHROMIUM_PATH to its program.',
  ].join('\n');
};
